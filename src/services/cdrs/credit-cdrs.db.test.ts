import { and, eq, isNull } from "drizzle-orm";
import { describe, expect, it } from "vitest";

import { asId, type Id } from "@/core/ids";
import { cdrHolds, cdrs } from "@/db/schema/cdrs";
import { chargeCorrections, charges } from "@/db/schema/plans";
import type { Actor, Ctx } from "@/services/context";
import { invoiceNow } from "@/services/invoices/invoice-now";
import { getDriverSession } from "@/services/sessions/get-driver-session";
import { listDriverSessions } from "@/services/sessions/list-driver-sessions";
import { aTenant, type TestTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { expectSoundBooks } from "@/testing/expect-sound-books";
import { aRoamingDriver, cdrOf, creditOf, rateAll } from "@/testing/roaming-driver";
import { decideCdr } from "./decide-cdr";
import { getCdr } from "./get-cdr";
import { listCreditNotesDue } from "./list-credit-notes-due";
import { rateDueCdrs } from "./rate-due-cdrs";
import { releaseWaitingCdrs } from "./release-waiting";

const database = testDatabase();

const finance: Actor = {
  kind: "user",
  userId: asId<"user">("00000000-0000-7000-8000-000000000001"),
  email: "finans@kvitt.test",
  roles: ["finance"],
  driverId: null,
};

function asDriver(tenant: TestTenant, driverId: Id<"driver">): Ctx {
  const userId = asId<"user">("00000000-0000-7000-8000-000000000002");
  return tenant.as({ kind: "user", userId, email: "d@kvitt.test", roles: ["driver"], driverId });
}

async function start() {
  const tenant = await aTenant(database.pool);
  return { tenant, ...(await aRoamingDriver(database.pool, tenant)) };
}

/** Rates, looks for what was waited for, and rates again, as the worker does; twice, for what follows from it. */
async function settle(tenant: TestTenant) {
  for (let round = 0; round < 3; round += 1) {
    await rateAll(tenant.ctx);
    tenant.clock.advance({ seconds: 30 });
    await releaseWaitingCdrs(tenant.ctx);
  }
  await rateAll(tenant.ctx);
}

async function readAll({ ctx, tenantId }: TestTenant) {
  const rows = await ctx.db
    .select({ cdr: cdrs, charge: charges })
    .from(cdrs)
    .leftJoin(charges, and(eq(charges.tenantId, cdrs.tenantId), eq(charges.cdrId, cdrs.id)))
    .where(eq(cdrs.tenantId, tenantId));
  const names = new Map(rows.map(({ cdr }) => [cdr.id, cdr.ocpiId]));
  const nameOf = (id: (typeof rows)[number]["cdr"]["id"] | null) => id && names.get(id);
  return Object.fromEntries(
    rows.map(({ cdr, charge }) => [
      cdr.ocpiId,
      {
        id: cdr.id,
        state: cdr.state,
        held: cdr.state === "held" ? cdr.heldReasons.map((reason) => reason.split(":")[0]) : [],
        cost: cdr.acceptedCostMinor,
        credits: nameOf(cdr.creditsCdrId),
        creditedBy: nameOf(cdr.creditedByCdrId),
        replaces: nameOf(cdr.replacesCdrId),
        charge: charge?.state ?? null,
        gross: charge?.grossMinor ?? null,
      },
    ]),
  );
}

async function openHolds({ ctx, tenantId }: TestTenant) {
  return ctx.db
    .select({ cdrId: cdrHolds.cdrId, code: cdrHolds.code, detail: cdrHolds.detail })
    .from(cdrHolds)
    .where(and(eq(cdrHolds.tenantId, tenantId), isNull(cdrHolds.releasedAt)));
}

async function corrections({ ctx, tenantId }: TestTenant) {
  return ctx.db.select().from(chargeCorrections).where(eq(chargeCorrections.tenantId, tenantId));
}

describe("a Credit CDR", () => {
  it("takes back the whole of the CDR that it names, once, in any letter case", async () => {
    const { tenant, send } = await start();
    const original = cdrOf("C1", 3, 10);
    await send("POST", "cdrs", original);
    await rateAll(tenant.ctx);
    const credit = { ...creditOf(original, "C1-credit"), credit_reference_id: "c1" };
    await send("POST", "cdrs", credit);
    await send("POST", "cdrs", credit);
    await rateAll(tenant.ctx);
    expect(await readAll(tenant)).toMatchObject({
      C1: { state: "accepted", cost: 40_00n, creditedBy: "C1-credit", charge: "void" },
      "C1-credit": { state: "accepted", cost: -40_00n, credits: "C1", charge: null },
    });
    expect(await corrections(tenant)).toMatchObject([
      { state: "reversed", cause: "credit_cdr", grossMinor: 56_00n },
    ]);
    expect(await openHolds(tenant)).toEqual([]);
    await expectSoundBooks(tenant.ctx.db, tenant.tenantId);
  });

  it("is one by its flag, whatever the sign of its total", async () => {
    const { tenant, send } = await start();
    const original = cdrOf("C1", 3, 10);
    await send("POST", "cdrs", original);
    await send("POST", "cdrs", { ...creditOf(original, "K1"), total_cost: original.total_cost });
    await settle(tenant);
    expect(await readAll(tenant)).toMatchObject({
      C1: { creditedBy: "K1", charge: "void" },
      K1: { state: "accepted", cost: -40_00n },
    });
    await expectSoundBooks(tenant.ctx.db, tenant.tenantId);
  });

  it("waits for an original that comes later, and is then settled by itself", async () => {
    const { tenant, send } = await start();
    const original = cdrOf("C1", 3, 10);
    await send("POST", "cdrs", creditOf(original, "K1"));
    await settle(tenant);
    expect(await readAll(tenant)).toMatchObject({ K1: { state: "held", held: ["credit-orphan"] } });
    expect(await openHolds(tenant)).toMatchObject([
      { code: "credit-orphan", detail: { reference: "C1" } },
    ]);
    await send("POST", "cdrs", original);
    await settle(tenant);
    expect(await readAll(tenant)).toMatchObject({
      C1: { creditedBy: "K1", charge: "void" },
      K1: { state: "accepted", cost: -40_00n, credits: "C1" },
    });
    expect(await openHolds(tenant)).toEqual([]);
    await expectSoundBooks(tenant.ctx.db, tenant.tenantId);
  });

  it("that comes a second time under another id is held and takes nothing", async () => {
    const { tenant, send } = await start();
    const original = cdrOf("C1", 3, 10);
    for (const body of [original, creditOf(original, "K1"), creditOf(original, "K2")])
      await send("POST", "cdrs", body);
    await settle(tenant);
    const all = await readAll(tenant);
    expect(all).toMatchObject({
      C1: { creditedBy: "K1" },
      K1: { state: "accepted" },
      K2: { state: "held", held: ["credit-double"], cost: null },
    });
    expect(await corrections(tenant)).toHaveLength(1);
    await decideCdr(tenant.as(finance), {
      cdrId: all["K2"]!.id,
      decision: "reject",
      note: "Twice.",
    });
    expect(await openHolds(tenant)).toEqual([]);
    await expectSoundBooks(tenant.ctx.db, tenant.tenantId);
  });

  it("that is not the negative of its original is held with the difference", async () => {
    const { tenant, send } = await start();
    const original = cdrOf("C1", 3, 10);
    await send("POST", "cdrs", original);
    await send("POST", "cdrs", {
      ...creditOf(original, "K1"),
      total_cost: { excl_vat: -36, incl_vat: -45 },
    });
    await settle(tenant);
    expect(await readAll(tenant)).toMatchObject({
      C1: { state: "accepted", creditedBy: null, charge: "open" },
      K1: { state: "held", held: ["credit-not-equal"] },
    });
    expect(await openHolds(tenant)).toMatchObject([
      { code: "credit-not-equal", detail: { differenceMicro: "4000000", original: "C1" } },
    ]);
    await expectSoundBooks(tenant.ctx.db, tenant.tenantId);
  });

  it.each([
    ["accept_claim", { cost: -36_00n, credits: null }, "open"],
    ["accept_own", { cost: -40_00n, credits: "C1" }, "void"],
    ["reject", { cost: null, credits: null }, "open"],
  ] as const)("that is not equal is finance's to decide: %s", async (decision, credit, charge) => {
    const { tenant, send } = await start();
    const original = cdrOf("C1", 3, 10);
    await send("POST", "cdrs", original);
    const total_cost = { excl_vat: -36, incl_vat: -45 };
    await send("POST", "cdrs", { ...creditOf(original, "K1"), total_cost });
    await settle(tenant);
    const cdrId = (await readAll(tenant))["K1"]!.id;
    await decideCdr(tenant.as(finance), { cdrId, decision, note: "Agreed by phone." });
    await settle(tenant);
    expect(await readAll(tenant)).toMatchObject({ C1: { charge }, K1: credit });
    await expectSoundBooks(tenant.ctx.db, tenant.tenantId);
  });

  it("closes an original that is held, and gives back what a driver with a price of his own owes", async () => {
    const { tenant, send } = await start();
    const wrong = cdrOf("C1", 3, 10, 99);
    await send("POST", "cdrs", wrong);
    await rateAll(tenant.ctx);
    await send("POST", "cdrs", creditOf(wrong, "K1"));
    await settle(tenant);
    expect(await readAll(tenant)).toMatchObject({
      C1: { state: "rejected", creditedBy: "K1", cost: null, charge: "void" },
      K1: { state: "accepted", cost: 0n },
    });
    const [hold] = await tenant.ctx.db
      .select()
      .from(cdrHolds)
      .where(eq(cdrHolds.tenantId, tenant.tenantId));
    expect(hold).toMatchObject({ code: "mismatch", releasedHow: "credited" });
    expect(await corrections(tenant)).toEqual([]);
    await expectSoundBooks(tenant.ctx.db, tenant.tenantId);
  });

  it("after the invoice makes a credit note due in the amounts of its line, and changes no invoice", async () => {
    const { tenant, driver, send } = await start();
    const original = cdrOf("C1", 3, 10);
    await send("POST", "cdrs", original);
    await send("POST", "cdrs", cdrOf("C2", 4, 7.5));
    await rateAll(tenant.ctx);
    await invoiceNow(tenant.as(finance), { driverId: driver.id, expectedCharges: 2 });
    await send("POST", "cdrs", creditOf(original, "K1"));
    await settle(tenant);
    expect(await readAll(tenant)).toMatchObject({
      C1: { creditedBy: "K1", charge: "invoiced" },
      K1: { state: "accepted", cost: -40_00n },
    });
    const all = await readAll(tenant);
    const session = await getDriverSession(asDriver(tenant, driver.id), all["C1"]!.id);
    expect(session.correction).toMatchObject({
      kind: "taken-back",
      creditNote: { amountMinor: 56_00n },
    });
    expect(await listCreditNotesDue(tenant.as(finance))).toMatchObject([
      { gross: { amountMinor: 56_00n }, cdr: { ocpiId: "C1" } },
    ]);
    expect(await corrections(tenant)).toMatchObject([
      {
        state: "due",
        grossMinor: 56_00n,
        vatMinor: 11_20n,
        netMinor: 44_80n,
        perRate: [{ vatRate: 250_000, grossMinor: "5600" }],
      },
    ]);
    await expectSoundBooks(tenant.ctx.db, tenant.tenantId);
  });

  it("then a new CDR: the driver pays the new one, which names what it replaces", async () => {
    const { tenant, driver, send } = await start();
    const original = cdrOf("C1", 3, 10);
    const replacement = { ...cdrOf("C1-new", 3, 8), session_id: original.session_id };
    for (const body of [original, creditOf(original, "K1"), replacement]) {
      await send("POST", "cdrs", body);
      await rateAll(tenant.ctx);
    }
    expect(await readAll(tenant)).toMatchObject({
      C1: { creditedBy: "K1", charge: "void" },
      "C1-new": { state: "accepted", replaces: "C1", cost: 32_00n, charge: "open", gross: 45_00n },
    });
    const { sessions } = await listDriverSessions(asDriver(tenant, driver.id), { page: 1 });
    expect(sessions).toMatchObject([{ price: { amountMinor: 45_00n } }]);
    const page = await getDriverSession(asDriver(tenant, driver.id), sessions[0]!.id);
    expect(page.correction).toMatchObject({ kind: "replaced", creditNote: null });
    const cdr = await getCdr(tenant.as(finance), (await readAll(tenant))["C1"]!.id);
    expect(cdr.chain.map(({ ocpiId, role }) => [ocpiId, role])).toEqual([
      ["K1", "creditedBy"],
      ["C1-new", "replacedBy"],
    ]);
    expect(cdr.correction).toMatchObject({ state: "reversed", gross: { amountMinor: 56_00n } });
    await expectSoundBooks(tenant.ctx.db, tenant.tenantId);
  });

  it("whose replacement came before it lets that go by itself", async () => {
    const { tenant, send } = await start();
    const original = cdrOf("C1", 3, 10);
    const replacement = { ...cdrOf("C1-new", 3, 8), session_id: original.session_id };
    await send("POST", "cdrs", original);
    await send("POST", "cdrs", replacement);
    await settle(tenant);
    expect(await readAll(tenant)).toMatchObject({
      "C1-new": { state: "held", held: ["second-cdr"], charge: null },
    });
    await send("POST", "cdrs", creditOf(original, "K1"));
    await settle(tenant);
    expect(await readAll(tenant)).toMatchObject({
      C1: { creditedBy: "K1", charge: "void" },
      "C1-new": { state: "accepted", replaces: "C1", charge: "open" },
    });
    expect(await openHolds(tenant)).toEqual([]);
    await expectSoundBooks(tenant.ctx.db, tenant.tenantId);
  });

  it("is settled once when several workers rate it beside its original", async () => {
    const { tenant, send } = await start();
    const originals = Array.from({ length: 8 }, (_, day) => cdrOf(`C${day + 1}`, day + 1, 5));
    for (const one of originals) await send("POST", "cdrs", one);
    for (const one of originals) await send("POST", "cdrs", creditOf(one, `K-${one.id}`));
    for (let round = 0; round < 3; round += 1) {
      await Promise.all([1, 2, 3, 4].map(() => rateDueCdrs(tenant.ctx, 3)));
      tenant.clock.advance({ seconds: 5 });
    }
    await settle(tenant);
    const all = Object.values(await readAll(tenant));
    expect(all.filter(({ creditedBy }) => creditedBy)).toHaveLength(8);
    expect(all.filter(({ charge }) => charge !== null && charge !== "void")).toEqual([]);
    await expectSoundBooks(tenant.ctx.db, tenant.tenantId);
  });
});
