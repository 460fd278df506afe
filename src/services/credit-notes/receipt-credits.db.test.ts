import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";

import { newId } from "@/db/new-id";
import { cdrs } from "@/db/schema/cdrs";
import { creditNotes } from "@/db/schema/credits";
import { chargeCorrections, charges, driverPlans } from "@/db/schema/plans";
import { walletLots } from "@/db/schema/wallets";
import { decideCdr } from "@/services/cdrs/decide-cdr";
import { issueDueReceipts } from "@/services/documents/issue-due-receipts";
import { createPlan } from "@/services/plans/publish-plan";
import { grantCredit } from "@/services/wallet/grant-credit";
import { staff } from "@/testing/builders/staff";
import { ownDraft } from "@/testing/builders/subscription-plan";
import { aTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { expectSoundBooks } from "@/testing/expect-sound-books";
import { aPrepaidDriver, creditOfDriver, topUp } from "@/testing/prepaid-driver";
import { cdrOf, creditOf, rateAll } from "@/testing/roaming-driver";
import { issueDueCreditNotes } from "./issue-due-credit-notes";
import { requestCreditNote } from "./request-credit-note";

const database = testDatabase();

/** A prepaid driver with 100.00 of his own and 20.00 given, who paid 56.00 for a charge. */
async function paid() {
  const tenant = await aTenant(database.pool, { now: "2026-10-28T11:30:00Z" });
  const { driver, send } = await aPrepaidDriver(database.pool, tenant);
  const { ctx } = tenant;
  const finance = tenant.as(staff("finance"));
  await topUp(ctx, driver.id, 100_00n);
  await grantCredit(finance, {
    lotId: newId<"walletLot">(),
    driverId: driver.id,
    currency: "SEK",
    amountMinor: 20_00n,
    reason: "Welcome",
  });
  const cdr = cdrOf("C1", 3, 10);
  await send("POST", "cdrs", cdr);
  await rateAll(ctx);
  const charge = async () => {
    const [row] = await ctx.db.select().from(charges).where(eq(charges.tenantId, ctx.tenantId));
    if (!row) throw new Error("there is no charge");
    return row;
  };
  const takeBack = async () => {
    await send("POST", "cdrs", creditOf(cdr, "K1"));
    for (let round = 0; round < 3; round += 1) await rateAll(ctx);
  };
  const corrections = () =>
    ctx.db.select().from(chargeCorrections).where(eq(chargeCorrections.tenantId, ctx.tenantId));
  const notes = () =>
    ctx.db.select().from(creditNotes).where(eq(creditNotes.tenantId, ctx.tenantId));
  const credited = async () => {
    const lots = await ctx.db.select().from(walletLots).where(eq(walletLots.driverId, driver.id));
    return lots
      .filter(({ creditNoteId }) => creditNoteId !== null)
      .map(({ kind, amountMinor }) => `${kind} ${amountMinor}`)
      .toSorted((a, b) => (a < b ? -1 : 1));
  };
  const credit = () => creditOfDriver(ctx, driver.id);
  const sound = () => expectSoundBooks(ctx.db, ctx.tenantId);
  return { ctx, finance, charge, takeBack, corrections, notes, credited, credit, sound };
}

describe("a charge that the wallet paid", () => {
  it("is taken back at once while it has no receipt", async () => {
    const { ctx, charge, takeBack, corrections, credit, notes, sound } = await paid();
    await takeBack();
    expect(await charge()).toMatchObject({ state: "void" });
    expect(await corrections()).toMatchObject([{ state: "reversed" }]);
    expect(await issueDueCreditNotes(ctx)).toBe(0);
    expect(await notes()).toEqual([]);
    expect(await credit()).toBe(120_00n);
    await sound();
  });

  it("gets a credit note of its receipt once it has one, and the money is in the wallet again", async () => {
    const { ctx, charge, takeBack, corrections, credit, credited, notes, sound } = await paid();
    await issueDueReceipts(ctx);
    const { receiptId } = await charge();
    await takeBack();
    expect(await charge()).toMatchObject({ state: "settled" });
    expect(await corrections()).toMatchObject([{ state: "due" }]);
    expect(await credit()).toBe(64_00n);
    await sound();
    expect(await issueDueCreditNotes(ctx)).toBe(1);
    expect(await notes()).toMatchObject([
      {
        state: "issued",
        invoiceId: null,
        creditsDocumentId: receiptId,
        target: "wallet",
        toWalletMinor: 56_00n,
      },
    ]);
    expect(await corrections()).toMatchObject([{ state: "credited" }]);
    expect(await credit()).toBe(120_00n);
    expect(await credited()).toEqual(["granted 2000", "purchased 3600"]);
    await sound();
  });

  it("is credited in part by goodwill: into the wallet, whatever was asked for, and his own money first", async () => {
    const { ctx, finance, charge, credit, credited, takeBack, sound } = await paid();
    const { id: chargeId } = await charge();
    const some = (amountMinor: bigint) =>
      ({
        id: newId<"creditNote">(),
        source: { of: "charge", chargeId },
        amount: { of: "selection", selection: { of: "amount", amountMinor } },
        target: "card",
        cause: "goodwill",
        reason: "A slow charger",
        totalMinor: amountMinor,
      }) as const;
    await expect(requestCreditNote(finance, some(10_00n))).rejects.toMatchObject({
      code: "PRECONDITION",
      detail: { reason: "no_receipt" },
    });
    await issueDueReceipts(ctx);
    await requestCreditNote(finance, some(10_00n));
    expect(await credit()).toBe(74_00n);
    await takeBack();
    expect(await issueDueCreditNotes(ctx)).toBe(1);
    expect(await credit()).toBe(120_00n);
    expect(await credited()).toEqual(["granted 2000", "purchased 1000", "purchased 2600"]);
    await sound();
  });

  it("is given back by a credit note when finance rejects its CDR, once, also where the CPO takes it back too", async () => {
    const tenant = await aTenant(database.pool, { now: "2026-10-28T11:30:00Z" });
    const { ctx } = tenant;
    const { driver, send } = await aPrepaidDriver(database.pool, tenant);
    const { planVersionId } = await createPlan(ctx, {
      code: "own",
      kind: "prepaid",
      name: "Own",
      draft: ownDraft("5"),
    });
    await ctx.db
      .update(driverPlans)
      .set({ planVersionId })
      .where(eq(driverPlans.tenantId, ctx.tenantId));
    await topUp(ctx, driver.id, 100_00n);
    const cdr = cdrOf("C1", 3, 10, 52.5);
    await send("POST", "cdrs", cdr);
    await rateAll(ctx);
    expect(await creditOfDriver(ctx, driver.id)).toBe(45_00n);
    expect(await issueDueReceipts(ctx)).toBe(1);
    const [held] = await ctx.db.select().from(cdrs).where(eq(cdrs.tenantId, ctx.tenantId));
    if (!held) throw new Error("there is no CDR");
    const finance = tenant.as(staff("finance"));
    await decideCdr(finance, { cdrId: held.id, decision: "reject", note: "Never charged there." });
    await send("POST", "cdrs", creditOf(cdr, "K1"));
    for (let round = 0; round < 3; round += 1) await rateAll(ctx);
    expect(await issueDueCreditNotes(ctx)).toBe(1);
    expect(await issueDueCreditNotes(ctx)).toBe(0);
    expect(await creditOfDriver(ctx, driver.id)).toBe(100_00n);
    await expectSoundBooks(ctx.db, ctx.tenantId);
  });
});
