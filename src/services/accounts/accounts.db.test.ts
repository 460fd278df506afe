import { and, eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { findPerson } from "@/auth/find-person";
import type { Id } from "@/core/ids";
import { groupLines } from "@/core/invoicing/line-groups";
import { chargeLabels } from "@/db/schema/accounts";
import { cdrs } from "@/db/schema/cdrs";
import { drivers, tokens } from "@/db/schema/drivers";
import { invoiceLines } from "@/db/schema/invoices";
import { notifications } from "@/db/schema/notifications";
import { charges } from "@/db/schema/plans";
import type { Ctx } from "@/services/context";
import { getInvoice } from "@/services/invoices/get-invoice";
import { issueInvoices } from "@/services/invoices/issue-invoices";
import { readLimitUse } from "@/services/wallet/read-limit-use";
import { setOwnLimit } from "@/services/wallet/spending-limit-rows";
import { anAccountPerson, type AccountPerson } from "@/testing/account-people";
import { aTenant, type TestTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { expectSoundBooks } from "@/testing/expect-sound-books";
import { aRoamingDriver, cdrOf, rateAll } from "@/testing/roaming-driver";
import { readChargeLabel, setChargeLabel } from "./charge-label";
import { archiveCostCentre, saveCostCentre } from "./cost-centres";
import { acceptInvitation, readInvitation, tenantOfInvitation } from "./invitation";
import { changeMember, inviteMember, resendInvitation } from "./invite-member";
import { listMembers } from "./list-members";
import { previewRules } from "./preview-rules";
import { listRules, moveRule, removeRule, saveRule } from "./purpose-rules";
import { removeMember } from "./remove-member";
import { setTokenHolder } from "./set-token-holder";

const database = testDatabase();
let tenant: TestTenant;
let cpo: Awaited<ReturnType<typeof aRoamingDriver>>;
let driverId: Id<"driver">;
let owner: Ctx;
let people: Record<"owner" | "anna" | "bo", AccountPerson>;

beforeEach(async () => {
  tenant = await aTenant(database.pool, { now: "2026-10-19T08:00:00Z" });
  cpo = await aRoamingDriver(database.pool, tenant);
  driverId = cpo.driver.id;
  const { ctx } = tenant;
  await ctx.db.update(drivers).set({ kind: "business" }).where(eq(drivers.id, driverId));
  people = {
    owner: await anAccountPerson(ctx, driverId, "owner"),
    anna: await anAccountPerson(ctx, driverId, "driver"),
    bo: await anAccountPerson(ctx, driverId, "driver"),
  };
  owner = tenant.as(people.owner.actor);
});

/** A charge at noon in Stockholm on a day of October 2026, with somebody's card. */
async function charged(id: string, who: AccountPerson, day: number, kwh: number) {
  const cdr = cdrOf(id, day, kwh);
  const { uid, contractId } = who.token;
  const cdr_token = { ...cdr.cdr_token, uid, contract_id: contractId };
  await cpo.send("POST", "cdrs", { ...cdr, cdr_token });
  await rateAll(tenant.ctx);
}

async function cdrIdOf(ocpiId: string): Promise<string> {
  const [row] = await tenant.ctx.db
    .select({ id: cdrs.id })
    .from(cdrs)
    .where(and(eq(cdrs.tenantId, tenant.tenantId), eq(cdrs.ocpiId, ocpiId)));
  return row?.id ?? "";
}

async function labels() {
  const rows = await tenant.ctx.db
    .select({ id: cdrs.ocpiId, purpose: chargeLabels.purpose, setBy: chargeLabels.setBy })
    .from(chargeLabels)
    .innerJoin(charges, eq(charges.id, chargeLabels.chargeId))
    .innerJoin(cdrs, eq(cdrs.id, charges.cdrId))
    .where(eq(chargeLabels.tenantId, tenant.tenantId))
    .orderBy(cdrs.ocpiId);
  return rows.map(({ id, purpose }) => `${id} ${purpose}`);
}

/** Sales 4100 is Anna's, Site 4200 is Bo's; at weekends it is private. */
async function divided() {
  const sales = await saveCostCentre(owner, null, { code: "4100", name: "Sales" });
  const site = await saveCostCentre(owner, null, { code: "4200", name: "Site" });
  const as = (name: string, costCentreId: string) => ({
    name,
    role: "driver" as const,
    costCentreId,
  });
  await changeMember(owner, people.anna.memberId ?? "", as("Anna", sales));
  await changeMember(owner, people.bo.memberId ?? "", as("Bo", site));
  const weekend = await saveRule(owner, null, {
    name: "Weekends",
    condition: { weekdays: [6, 7] },
    purpose: "private",
    costCentreId: null,
  });
  return { sales, site, weekend };
}

const bill = () => {
  const end = tenant.clock.now();
  const period = { start: Temporal.Instant.from("2026-09-30T22:00:00Z"), end };
  return issueInvoices(tenant.ctx, { driverId, kind: "interim", period, until: end });
};

describe("a bill that is divided", () => {
  it("is the example of docs/accounts.md, to the öre", async () => {
    await divided();
    await charged("MON", people.anna, 12, 20);
    await charged("TUE", people.bo, 13, 10);
    await charged("WED", people.owner, 14, 8);
    await charged("SAT", people.anna, 17, 5);
    const [invoiceId] = await bill();
    const { document, total } = await getInvoice(owner, invoiceId ?? "");
    const groups = groupLines(document.lines).map((group) => [
      group.costCentre?.code ?? group.kind,
      group.netMinor,
      group.vatMinor,
      group.grossMinor,
    ]);
    expect(groups).toEqual([
      ["4100", 8_880n, 2_220n, 11_100n],
      ["4200", 4_480n, 1_120n, 5_600n],
      ["business", 3_600n, 900n, 4_500n],
      ["private", 2_280n, 570n, 2_850n],
    ]);
    expect([document.netMinor, document.vatMinor, total.amountMinor]).toEqual([
      "19240",
      "4810",
      24_050n,
    ]);
    const lines = await tenant.ctx.db
      .select({ purpose: invoiceLines.purpose, costCentre: invoiceLines.costCentre })
      .from(invoiceLines)
      .where(eq(invoiceLines.tenantId, tenant.tenantId))
      .orderBy(invoiceLines.seq);
    expect(lines).toEqual([
      { purpose: "business", costCentre: "4100" },
      { purpose: "business", costCentre: "4200" },
      { purpose: "business", costCentre: null },
      { purpose: "private", costCentre: null },
    ]);
    await expectSoundBooks(tenant.ctx.db, tenant.tenantId);
  });

  it("is as it always was for an account with neither rules nor cost centres", async () => {
    await charged("MON", people.anna, 12, 20);
    const [invoiceId] = await bill();
    const { document } = await getInvoice(owner, invoiceId ?? "");
    expect(document.lines.map((line) => "label" in line)).toEqual([false]);
    expect(groupLines(document.lines)).toEqual([]);
  });
});

describe("what a charge was for", () => {
  it("follows the rules until it is billed, then stays", async () => {
    const { weekend } = await divided();
    await charged("MON", people.anna, 12, 20);
    await charged("SAT", people.anna, 17, 5);
    expect(await labels()).toEqual(["MON business", "SAT private"]);
    await removeRule(owner, weekend);
    expect(await labels()).toEqual(["MON business", "SAT business"]);
    await bill();
    const anna = { name: "Mondays", condition: { weekdays: [1] }, costCentreId: null } as const;
    await saveRule(owner, null, { ...anna, purpose: "private" });
    expect(await labels()).toEqual(["MON business", "SAT business"]);
    const id = await cdrIdOf("MON");
    expect(await readChargeLabel(owner, id)).toMatchObject({
      isBilled: true,
      mayChange: "nothing",
      costCentre: { code: "4100" },
    });
    await expect(setChargeLabel(owner, id, null)).rejects.toMatchObject({
      code: "PRECONDITION",
      detail: { reason: "billed" },
    });
  });

  it("is what somebody said by hand, whatever the rules say later, until he leaves it to them", async () => {
    const { site, weekend } = await divided();
    await charged("SAT", people.anna, 17, 5);
    const id = await cdrIdOf("SAT");
    const anna = tenant.as(people.anna.actor);
    await setChargeLabel(anna, id, { purpose: "business", costCentreId: site });
    const said = { purpose: "business", costCentre: { code: "4100" }, rule: null };
    // Her own cost centre: which one it is booked on is not hers to say.
    expect(await readChargeLabel(owner, id)).toMatchObject({ ...said, saidBy: "The driver" });
    await moveRule(owner, weekend, "down");
    expect(await labels()).toEqual(["SAT business"]);
    await setChargeLabel(owner, id, { purpose: "business", costCentreId: site });
    expect(await readChargeLabel(anna, id)).toMatchObject({ costCentre: { code: "4200" } });
    await setChargeLabel(owner, id, null);
    expect(await readChargeLabel(anna, id)).toMatchObject({
      purpose: "private",
      rule: "Weekends",
      mayChange: "purpose",
    });
    await expect(readChargeLabel(tenant.as(people.bo.actor), id)).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });

  it("is previewed for the last 30 days, and rules keep the order that they are given", async () => {
    await divided();
    const mondays = await saveRule(owner, null, {
      name: "Mondays",
      condition: {
        weekdays: [1],
        from: "07:00",
        to: "18:00",
        memberIds: [people.anna.memberId ?? ""],
      },
      purpose: "private",
      costCentreId: null,
    });
    await moveRule(owner, mondays, "up");
    await moveRule(owner, mondays, "up");
    expect((await listRules(owner)).map(({ name }) => name)).toEqual(["Mondays", "Weekends"]);
    await charged("MON", people.anna, 12, 20);
    await charged("BO", people.bo, 13, 20);
    const { charges: shown } = await previewRules(owner);
    expect(shown.map(({ purpose, ruleId }) => [purpose, ruleId === mondays])).toEqual([
      ["business", false],
      ["private", true],
    ]);
  });

  it("names no cost centre that is archived, and none is archived while something names it", async () => {
    const { sales } = await divided();
    await expect(archiveCostCentre(owner, sales, true)).rejects.toMatchObject({
      code: "PRECONDITION",
      detail: { members: "1", rules: "0" },
    });
    const change = { name: "Anna", role: "driver", costCentreId: null } as const;
    await changeMember(owner, people.anna.memberId ?? "", change);
    await archiveCostCentre(owner, sales, true);
    await expect(
      changeMember(owner, people.anna.memberId ?? "", { ...change, costCentreId: sales }),
    ).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});

/** The secret of the last mail to an address. */
async function secretOf(email: string): Promise<string> {
  const rows = await tenant.ctx.db
    .select({ payload: notifications.payload })
    .from(notifications)
    .where(
      and(
        eq(notifications.tenantId, tenant.tenantId),
        eq(notifications.kind, "member_invited"),
        eq(notifications.email, email),
      ),
    )
    .orderBy(notifications.createdAt, notifications.id);
  return rows.at(-1)?.payload["url"]?.split("/").at(-1) ?? "";
}

describe("an invitation", () => {
  const cleo = { name: "Cleo Ek", role: "driver", costCentreId: null } as const;

  it("lets in whom it was sent to, once, and for what he is to do", async () => {
    const email = `cleo-${tenant.tenantId}@firm.example`;
    const memberId = await inviteMember(owner, { ...cleo, email: ` ${email.toUpperCase()} ` });
    const secret = await secretOf(email);
    expect(await tenantOfInvitation(tenant.ctx.db, secret)).toBe(tenant.tenantId);
    expect(await readInvitation(tenant.ctx, secret)).toMatchObject({ email, name: "Cleo Ek" });
    expect(await findPerson(tenant.ctx.db, { email })).toBeUndefined();
    await acceptInvitation(tenant.ctx, secret);
    const person = await findPerson(tenant.ctx.db, { email });
    expect(person).toMatchObject({
      roles: ["driver"],
      driverId: null,
      member: { id: memberId, driverId, role: "driver" },
    });
    await expect(acceptInvitation(tenant.ctx, secret)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("holds for 14 days; a new one takes the place of the old", async () => {
    const email = `dan-${tenant.tenantId}@firm.example`;
    const memberId = await inviteMember(owner, { ...cleo, email });
    const first = await secretOf(email);
    tenant.clock.advance({ hours: 14 * 24 });
    await expect(readInvitation(tenant.ctx, first)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await resendInvitation(owner, memberId);
    const second = await secretOf(email);
    expect(second).not.toBe(first);
    expect(await readInvitation(tenant.ctx, second)).toMatchObject({ email });
    await expect(readInvitation(tenant.ctx, first)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("goes to nobody twice, and not to the owner", async () => {
    const { email } = cpo.driver;
    await expect(inviteMember(owner, { ...cleo, email })).rejects.toMatchObject({
      code: "CONFLICT",
    });
    const again = inviteMember(owner, { ...cleo, email: people.anna.person.email });
    await expect(again).rejects.toMatchObject({ code: "CONFLICT" });
    const bo = tenant.as(people.bo.actor);
    await expect(inviteMember(bo, { ...cleo, email: "x@firm.example" })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
  });
});

describe("a member", () => {
  it("who is removed comes in no more, his cards are blocked, and his charges stay", async () => {
    await charged("MON", people.anna, 12, 20);
    await removeMember(owner, people.anna.memberId ?? "");
    const { userId } = people.anna.person;
    expect(await findPerson(tenant.ctx.db, { userId })).toBeUndefined();
    const [token] = await tenant.ctx.db
      .select()
      .from(tokens)
      .where(eq(tokens.id, people.anna.token.id));
    expect(token).toMatchObject({ valid: false, blockedReason: "by_account" });
    expect((await listMembers(owner)).members.map(({ id }) => id)).toEqual([people.bo.memberId]);
    expect(await labels()).toEqual(["MON business"]);
  });

  it("looks at his own account first, at another's when he chooses it, at nobody else's", async () => {
    const { ctx } = tenant;
    const other = await aRoamingDriver(database.pool, await aTenant(database.pool));
    const { userId } = people.anna.person;
    const own = await ctx.db
      .insert(drivers)
      .values({
        ...cpo.driver,
        id: people.anna.token.id as unknown as Id<"driver">,
        userId,
        number: "OWN",
        kind: "consumer",
      })
      .returning();
    const look = (account?: string) => findPerson(ctx.db, { userId }, account);
    expect(await look()).toMatchObject({ driverId: own[0]?.id, member: null });
    expect(await look(driverId)).toMatchObject({ driverId: null, member: { role: "driver" } });
    expect(await look(other.driver.id)).toMatchObject({ driverId: own[0]?.id });
  });

  it("is limited over all that he holds, from when he held it", async () => {
    const { anna, bo } = people;
    await charged("MON", anna, 12, 20);
    await charged("TUE", bo, 13, 10);
    const limit = { span: "month", tokenId: null, currency: "SEK", amountMinor: 50_000n } as const;
    await setOwnLimit(owner, { ...limit, memberId: anna.memberId });
    await setOwnLimit(owner, { ...limit, memberId: bo.memberId, amountMinor: 9_000n });
    const used = await readLimitUse(owner, driverId);
    const by = new Map(used.map((one) => [one.member?.id, one]));
    expect(by.get(anna.memberId ?? undefined)).toMatchObject({ usedMinor: 11_100n });
    expect(by.get(bo.memberId ?? undefined)).toMatchObject({
      usedMinor: 5_600n,
      member: { tokenIds: [bo.token.id] },
    });
    await setTokenHolder(owner, bo.token.id, anna.memberId);
    const after = await readLimitUse(owner, driverId);
    const annas = after.find(({ member }) => member?.id === anna.memberId);
    expect(annas).toMatchObject({ usedMinor: 11_100n });
    expect(annas?.member?.tokenIds).toHaveLength(2);
  });

  it("has a contract of his own, which a card that he is handed takes", async () => {
    const { anna } = people;
    const card = people.owner.token;
    await setTokenHolder(owner, card.id, anna.memberId);
    const [held] = await tenant.ctx.db.select().from(tokens).where(eq(tokens.id, card.id));
    expect(held?.contractId).toBe(anna.token.contractId);
    await setTokenHolder(owner, card.id, null);
    const [back] = await tenant.ctx.db.select().from(tokens).where(eq(tokens.id, card.id));
    expect(back?.contractId).not.toBe(anna.token.contractId);
  });
});
