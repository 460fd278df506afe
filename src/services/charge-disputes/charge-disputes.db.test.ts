import { and, eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";

import { newId } from "@/db/new-id";
import { chargeDisputes } from "@/db/schema/charge-disputes";
import { tokens } from "@/db/schema/drivers";
import { notifications } from "@/db/schema/notifications";
import { tenants } from "@/db/schema/tenants";
import { cases } from "@/db/schema/treasury";
import { openCase } from "@/services/cases/open-case";
import { removeMember } from "@/services/accounts/remove-member";
import { closeCase } from "@/services/cases/resolve-case";
import { issueDueCreditNotes } from "@/services/credit-notes/issue-due-credit-notes";
import { anAccountPerson } from "@/testing/account-people";
import { aPartner } from "@/testing/builders/partner";
import { aPartnerPerson } from "@/testing/builders/partner-person";
import { testDatabase } from "@/testing/database";
import { aDisputedMonth, cdrFarAway, PIXEL } from "@/testing/disputed-month";
import { expectSoundBooks } from "@/testing/expect-sound-books";
import { creditOf, rateAll } from "@/testing/roaming-driver";
import { addDisputeNote } from "./add-dispute-note";
import { adoptObjections } from "./adopt-objections";
import { answerDispute } from "./answer-dispute";
import { askOperator } from "./ask-operator";
import { agreeDispute, refuseDispute } from "./decide-dispute";
import { listDisputeQueue } from "./list-dispute-queue";
import { listDoubtfulCharges } from "./list-doubtful-charges";
import { listOwnDisputes } from "./list-own-disputes";
import { listPartnerDisputes } from "./list-partner-disputes";
import { openDispute } from "./open-dispute";
import { readAskedDispute, readOwnDispute, readStaffDispute } from "./read-dispute";
import { readDisputePicture } from "./read-dispute-picture";
import { watchDisputes } from "./watch-disputes";
import { withdrawDispute } from "./withdraw-dispute";

const database = testDatabase();
const aMonth = (options?: { invoice: boolean }) => aDisputedMonth(database.pool, options);
type Month = Awaited<ReturnType<typeof aMonth>>;

const objection = async ({ me, cdrRow }: Month, ocpiId = "C2") => {
  const { id } = await cdrRow(ocpiId);
  return openDispute(me, {
    id,
    reason: "fault",
    text: "It stopped after 10 kWh",
    pictures: [{ content: PIXEL }],
  });
};
const whats = (events: readonly { readonly what: string }[]) => events.map(({ what }) => what);

describe("a dispute", () => {
  it("is one trace from the driver's words over the operator's Credit CDR to the credit note", async () => {
    const month = await aMonth();
    const { ctx, me, finance, nora, send, bodies } = month;
    const { id, number } = await objection(month);
    await askOperator(finance, { id, words: "Please check your log of CDR C2." });
    const asked = await readOwnDispute(me, id);
    expect(asked).toMatchObject({ state: "asked", turn: "partner", daysLeft: 14 });
    expect(asked.amount).toEqual({ amountMinor: 8_350n, currency: "SEK" });
    expect(asked.answerBy?.toString()).toBe("2026-11-19T22:59:59Z");
    expect(asked.course).toEqual({ now: "operator", coming: ["decide", "credit"] });
    await answerDispute(nora, { id, answer: "agree", words: "Our meter was wrong." });
    await send("POST", "cdrs", creditOf(bodies[1], "C2-CREDIT"));
    for (let round = 0; round < 3; round += 1) await rateAll(ctx);
    expect(await readOwnDispute(me, id)).toMatchObject({ state: "agreed", turn: "finance" });
    expect(await issueDueCreditNotes(ctx)).toBe(1);

    const all = ["opened", "asked", "answered", "credit_cdr", "credit_note"];
    const own = await readOwnDispute(me, id);
    expect(own).toMatchObject({ number, state: "credited", turn: null, answerBy: null });
    expect(whats(own.events)).toEqual(all);
    expect(own.course).toEqual({ now: null, coming: [] });
    expect(own.steps).toEqual([]);
    await expect(addDisputeNote(me, "driver", { id, words: "Thank you" })).rejects.toMatchObject({
      code: "PRECONDITION",
    });
    const theirs = await readAskedDispute(nora, id);
    expect(whats(theirs.events)).toEqual(all);
    expect(theirs.number).toBe(number);
    expect(whats((await readStaffDispute(finance, id)).events)).toEqual(all);
    await expectSoundBooks(ctx.db, ctx.tenantId);
  });

  it("tells its CPO nothing of the driver: no name, no words, no price, no pictures but those that finance shares", async () => {
    const month = await aMonth();
    const { me, finance, nora } = month;
    const { id } = await objection(month);
    await expect(readAskedDispute(nora, id)).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(await listPartnerDisputes(nora, "all")).toEqual([]);
    await addDisputeNote(finance, "finance", { id, words: "He calls often", readers: "finance" });
    await addDisputeNote(finance, "finance", { id, words: "We look at it", readers: "driver" });
    await addDisputeNote(me, "driver", { id, words: "My daughter saw it" });
    await askOperator(finance, { id, words: "Please check." });
    const seen = await readAskedDispute(nora, id);
    const told = JSON.stringify(
      [seen, await listPartnerDisputes(nora, "all")],
      (_key, value: unknown) => (typeof value === "bigint" ? String(value) : value),
    );
    for (const secret of ["Astrid", "stopped", "often", "look at it", "daughter", "amountMinor"]) {
      expect(told).not.toContain(secret);
    }
    expect(seen).toMatchObject({ contractId: "SE-KVT-C00000011-7", cdrOcpiId: "C2" });
    expect(whats(seen.events)).toEqual(["opened", "asked"]);
    expect((await readOwnDispute(me, id)).events.map(({ text }) => text)).toEqual([
      "It stopped after 10 kWh",
      "We look at it",
      "My daughter saw it",
      "Please check.",
    ]);
    const [opened] = (await readStaffDispute(finance, id)).events;
    expect(opened).toMatchObject({ by: "Astrid Lindqvist", pictures: [expect.any(String)] });
  });

  it("is asked and answered by its own CPO alone, once", async () => {
    const month = await aMonth();
    const { tenant, ctx, finance, nora } = month;
    const { id } = await objection(month);
    await askOperator(finance, { id, words: "Please check." });
    const other = tenant.as(await aPartnerPerson(tenant, (await aPartner(ctx)).id));
    const no = { id, answer: "disagree", words: "It is right." } as const;
    await expect(readAskedDispute(other, id)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(answerDispute(other, no)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(answerDispute(nora, { ...no, words: " " })).rejects.toMatchObject({
      code: "INVALID",
    });
    await expect(answerDispute(nora, { ...no, answer: "corrected" })).rejects.toMatchObject({
      code: "INVALID",
    });
    await answerDispute(nora, {
      ...no,
      answer: "corrected",
      figures: { energyMicroKwh: 10_000_000n, costMinor: 4_000n },
    });
    await expect(answerDispute(nora, no)).rejects.toMatchObject({ code: "PRECONDITION" });
    const answer = (await readStaffDispute(finance, id)).events.at(-1);
    expect(answer).toMatchObject({
      what: "answered",
      by: "Nora Ström",
      energyMicroKwh: 10_000_000n,
      costMinor: 4_000n,
    });
  });

  it("has a number of its own also when many are opened at once, and one only for each charge", async () => {
    const month = await aMonth();
    const { ctx, me, cdrRow } = month;
    const ids = await Promise.all(["C1", "C2", "C3"].map(async (one) => (await cdrRow(one)).id));
    const asked = [...ids, ...ids, ...ids].map((id) =>
      openDispute(me, { id, reason: "amount", text: "Too much" }).then(
        ({ number }) => number,
        ({ code }: { code: string }) => code,
      ),
    );
    const answers = await Promise.all(asked);
    const numbers = new Set(answers.filter((one) => one.startsWith("R-2026-")));
    expect([...numbers].toSorted()).toEqual(["R-2026-0001", "R-2026-0002", "R-2026-0003"]);
    expect(answers.every((one) => numbers.has(one) || one === "CONFLICT")).toBe(true);
    await expectSoundBooks(ctx.db, ctx.tenantId);
  });

  it("keeps the clock that the tenant set, says once when it is late, and reminds a CPO that owes an answer", async () => {
    const month = await aMonth();
    const { ctx, clock, finance, me } = month;
    await ctx.db
      .update(tenants)
      .set({ portal: { disputeDays: { finance: 1, partner: 2 } } })
      .where(eq(tenants.id, ctx.tenantId));
    const { id } = await objection(month);
    expect((await readOwnDispute(me, id)).answerBy?.toString()).toBe("2026-11-06T22:59:59Z");
    clock.set("2026-11-07T09:00:00Z");
    await watchDisputes(ctx);
    await watchDisputes(ctx);
    expect(whats((await readOwnDispute(me, id)).events)).toEqual(["opened", "overdue"]);
    expect((await listDisputeQueue(finance, { overdue: true, page: 1 })).disputes).toMatchObject([
      { id, isOverdue: true, daysLeft: -1 },
    ]);
    await askOperator(finance, { id, words: "Please check." });
    clock.set("2026-11-11T09:00:00Z");
    await watchDisputes(ctx);
    await watchDisputes(ctx);
    const mails = await ctx.db
      .select({ payload: notifications.payload })
      .from(notifications)
      .where(
        and(eq(notifications.tenantId, ctx.tenantId), eq(notifications.kind, "dispute_moved")),
      );
    expect(mails.map(({ payload }) => payload["step"] ?? "").toSorted()).toEqual([
      "asked",
      "opened",
      "partner_asked",
      "partner_overdue",
    ]);
  });

  it("ends by the driver's withdrawal, which closes its case; finance cannot close the case beside it", async () => {
    const month = await aMonth();
    const { ctx, me, finance } = month;
    const { id } = await objection(month);
    const { caseId } = await readStaffDispute(finance, id);
    if (caseId === null) throw new Error("a dispute has a case");
    await expect(
      closeCase(finance, { caseId, resolution: "elsewhere", note: "by phone" }),
    ).rejects.toMatchObject({ code: "PRECONDITION" });
    await withdrawDispute(me, { id, words: "" });
    const [row] = await ctx.db.select().from(cases).where(eq(cases.id, caseId));
    expect(row).toMatchObject({ state: "closed", resolution: "withdrawn" });
    await expect(refuseDispute(finance, { id, words: "No" })).rejects.toMatchObject({
      code: "PRECONDITION",
    });
    expect(await listOwnDisputes(me)).toMatchObject([{ id, state: "withdrawn", turn: null }]);
  });

  it("of a charge that is not billed ends when its CDR is taken back: nothing is owed", async () => {
    const month = await aMonth({ invoice: false });
    const { ctx, me, finance, send, bodies } = month;
    const { id } = await objection(month);
    await agreeDispute(finance, { id, words: "You are right." });
    await send("POST", "cdrs", creditOf(bodies[1], "C2-CREDIT"));
    for (let round = 0; round < 3; round += 1) await rateAll(ctx);
    const dispute = await readOwnDispute(me, id);
    expect(whats(dispute.events)).toEqual(["opened", "agreed", "credit_cdr", "not_billed"]);
    expect(dispute).toMatchObject({ state: "credited", turn: null });
    await expectSoundBooks(ctx.db, ctx.tenantId);
  });

  it("blocks the card in the same step when it was not him", async () => {
    const { me, ctx, cdrRow } = await aMonth();
    const { id, tokenId } = await cdrRow("C1");
    await openDispute(me, { id, reason: "not_me", text: "I was away", blocksToken: true });
    const [token] = await ctx.db
      .select()
      .from(tokens)
      .where(eq(tokens.id, tokenId ?? newId()));
    expect(token?.valid).toBe(false);
  });
});

describe("what does not fit about charges", () => {
  it("is offered of a pair once, is kept with the dispute, and no longer offered then", async () => {
    const month = await aMonth();
    const { ctx, me, send, finance } = month;
    await send("POST", "cdrs", cdrFarAway("FAR", 3));
    await rateAll(ctx);
    month.clock.set("2026-10-31T12:00:00Z");
    const offered = await listDoubtfulCharges(me);
    expect(offered).toMatchObject([
      { city: "Göteborg", finding: { code: "overlap", otherCity: "Stockholm", minutes: "30" } },
    ]);
    const cdrId = offered[0]?.cdrId ?? "";
    const { id } = await openDispute(me, { id: cdrId, reason: "overlap", text: "Not both" });
    expect((await readOwnDispute(me, id)).finding).toMatchObject({ code: "overlap" });
    expect((await readStaffDispute(finance, id)).findings[0]).toMatchObject({ code: "overlap" });
    expect(await listDoubtfulCharges(me)).toEqual([]);
    await askOperator(finance, { id, words: "One card, two towns." });
    const [told] = (await readAskedDispute(month.nora, id)).findings;
    expect(told).toEqual({ code: "overlap", minutes: "30" });
  });
});

describe("the mails of a dispute", () => {
  it("go to the member who held the card then, not to who holds it now, nor to one who was removed", async () => {
    const month = await aMonth();
    const { ctx, driver } = month;
    const anna = await anAccountPerson(ctx, driver.id, "driver");
    const { tokenId } = await month.cdrRow("C1");
    const hold = (memberSince: Temporal.Instant | null) =>
      ctx.db
        .update(tokens)
        .set({ memberId: anna.memberId, memberSince })
        .where(eq(tokens.id, tokenId!));
    await hold(null);
    await objection(month, "C1");
    await hold(ctx.clock.now());
    await objection(month, "C2");
    await hold(null);
    await removeMember(month.me, anna.memberId ?? "");
    await objection(month, "C3");
    const mails = await ctx.db
      .select({ email: notifications.email })
      .from(notifications)
      .where(and(eq(notifications.tenantId, ctx.tenantId), eq(notifications.kind, "dispute_moved")))
      .orderBy(notifications.id);
    expect(mails.map(({ email }) => email)).toEqual([
      anna.person.email,
      driver.email,
      driver.email,
    ]);
  });
});

describe("a dispute's pictures", () => {
  it("are pictures by their bytes, not by what they are called, and few", async () => {
    const month = await aMonth();
    const { me } = month;
    const { id } = await objection(month);
    const html = new TextEncoder().encode("<svg onload=alert(1)>");
    await expect(
      addDisputeNote(me, "driver", { id, words: "", pictures: [{ content: html }] }),
    ).rejects.toMatchObject({ code: "INVALID" });
    const large = new Uint8Array(5_000_001);
    large.set(PIXEL);
    await expect(
      addDisputeNote(me, "driver", { id, words: "", pictures: [{ content: large }] }),
    ).rejects.toMatchObject({ code: "INVALID" });
    const five = Array.from({ length: 5 }, () => ({ content: PIXEL }));
    await expect(
      addDisputeNote(me, "driver", { id, words: "", pictures: five }),
    ).rejects.toMatchObject({ code: "LIMIT" });
    await addDisputeNote(me, "driver", { id, words: "", pictures: five.slice(1) });
    expect((await readOwnDispute(me, id)).events.at(-1)?.pictures).toHaveLength(4);
  });

  it("are read by who reads their entry: driver and finance, the CPO once finance shares them", async () => {
    const month = await aMonth();
    const { tenant, me, finance, nora } = month;
    const { id } = await objection(month);
    const [picture = ""] = (await readOwnDispute(me, id)).events[0]?.pictures ?? [];
    const read = (ctx: typeof me) => readDisputePicture(ctx, picture);
    expect(await read(me)).toMatchObject({ mediaType: "image/png", fileName: "R-2026-0001.png" });
    expect(Buffer.from((await read(finance)).content).equals(Buffer.from(PIXEL))).toBe(true);
    const stranger = tenant.as({
      kind: "user",
      userId: newId<"user">(),
      email: "x@kvitt.test",
      roles: ["driver"],
      driverId: newId<"driver">(),
    });
    await expect(read(stranger)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await askOperator(finance, { id, words: "Please check." });
    await expect(read(nora)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await answerDispute(nora, { id, answer: "disagree", words: "Show us." });
    const all = (await readStaffDispute(finance, id)).events.flatMap(({ pictures }) => pictures);
    await askOperator(finance, { id, words: "See the picture.", pictureIds: all });
    expect((await read(nora)).mediaType).toBe("image/png");
  });
});

describe("objections of before disputes", () => {
  it("get their number, trace and clock once, the open and the ended ones", async () => {
    const month = await aMonth();
    const { ctx, me, finance, driver, cdrRow } = month;
    const legacy = async (ocpiId: string) => {
      const { id } = await cdrRow(ocpiId);
      const caseId = await openCase(ctx, {
        key: `dispute:charge:${ocpiId}`,
        kind: "driver_dispute",
        subjectType: "cdr",
        subjectId: id,
        driverId: driver.id,
        amountMinor: 8_350n,
        currency: "SEK",
        detail: { reason: "amount", text: `Too much for ${ocpiId}` },
      });
      return caseId;
    };
    const caseId = await legacy("C1");
    await ctx.db
      .update(cases)
      .set({
        state: "closed",
        resolution: "refused",
        note: "It is right.",
        closedAt: ctx.clock.now(),
      })
      .where(eq(cases.id, await legacy("C2")));
    expect(await Promise.all([adoptObjections(ctx), adoptObjections(ctx)])).toContain(2);
    expect(await adoptObjections(ctx)).toBe(0);
    const own = await listOwnDisputes(me);
    expect(own.map(({ state }) => state)).toEqual(["open", "refused"]);
    const [row] = await ctx.db
      .select()
      .from(chargeDisputes)
      .where(and(eq(chargeDisputes.tenantId, ctx.tenantId), eq(chargeDisputes.state, "open")));
    expect(row).toMatchObject({ caseId, amountMinor: 8_350n });
    await refuseDispute(finance, { id: row?.id ?? "", words: "It is right, too." });
    const [closed] = await ctx.db.select().from(cases).where(eq(cases.id, caseId));
    expect(closed).toMatchObject({ state: "closed", resolution: "refused" });
    await expectSoundBooks(ctx.db, ctx.tenantId);
  });
});
