import { and, eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";

import { driverAccount } from "@/core/ledger/account";
import { newId } from "@/db/new-id";
import { invoices } from "@/db/schema/invoices";
import { cdrs } from "@/db/schema/cdrs";
import { notifications } from "@/db/schema/notifications";
import { chargeCorrections } from "@/db/schema/plans";
import { refuseDispute } from "@/services/charge-disputes/decide-dispute";
import { listDisputeQueue } from "@/services/charge-disputes/list-dispute-queue";
import { openDispute } from "@/services/charge-disputes/open-dispute";
import { readChargeDispute } from "@/services/charge-disputes/read-charge-dispute";
import { readOwnDispute, readStaffDispute } from "@/services/charge-disputes/read-dispute";
import { reopenDispute } from "@/services/charge-disputes/withdraw-dispute";
import { issueDueCreditNotes } from "@/services/credit-notes/issue-due-credit-notes";
import { previewCreditNote } from "@/services/credit-notes/preview-credit-note";
import { requestCreditNote } from "@/services/credit-notes/request-credit-note";
import { closeDuePeriods } from "@/services/invoice-runs/close-due-periods";
import { balanceOf } from "@/services/ledger/balance-of";
import { staff } from "@/testing/builders/staff";
import { aTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { expectSoundBooks } from "@/testing/expect-sound-books";
import { readInvoice } from "@/testing/invoiced-driver";
import { aRoamingDriver, cdrOf, creditOf, rateAll } from "@/testing/roaming-driver";

const database = testDatabase();

/** A month of three charges on one invoice: 56.00, 83.50 and 28.50 (cost + 10 % + 1.00, with VAT). */
async function aMonth() {
  const tenant = await aTenant(database.pool, { now: "2026-11-02T11:00:00Z" });
  const { ctx, clock } = tenant;
  const { driver, send } = await aRoamingDriver(database.pool, tenant);
  const bodies = [cdrOf("C1", 3, 10), cdrOf("C2", 8, 15), cdrOf("C3", 20, 5)] as const;
  for (const body of bodies) await send("POST", "cdrs", body);
  await rateAll(ctx);
  clock.advance({ hours: 72 });
  await closeDuePeriods(ctx);
  const [invoice] = await ctx.db
    .select({ id: invoices.id })
    .from(invoices)
    .where(eq(invoices.tenantId, ctx.tenantId));
  if (!invoice) throw new Error("the month was not invoiced");
  const found = await ctx.db.select().from(cdrs).where(eq(cdrs.tenantId, ctx.tenantId));
  const cdrId = (ocpiId: string) => found.find((cdr) => cdr.ocpiId === ocpiId)?.id ?? "";
  const me = tenant.as({ ...staff("driver", 5), driverId: driver.id });
  const owed = async () =>
    (await balanceOf(ctx, driverAccount(driver.id, "receivable"), "SEK")).amountMinor;
  const sound = () => expectSoundBooks(ctx.db, ctx.tenantId);
  return {
    tenant,
    ctx,
    me,
    finance: tenant.as(staff("finance")),
    send,
    bodies,
    invoice,
    cdrId,
    owed,
    sound,
  };
}

describe("a postpaid month with a disputed charge", () => {
  it("goes from the driver's words to finance, to a credit note on the open invoice, and back to the driver", async () => {
    const { ctx, me, finance, invoice, cdrId, owed, sound } = await aMonth();
    const before = await readInvoice(ctx, invoice.id);
    expect(await owed()).toBe(before.totalMinor);

    const words = {
      id: cdrId("C2"),
      reason: "amount",
      text: "The charger stopped after 10 kWh",
    } as const;
    const { id, number } = await openDispute(me, words);
    expect(number).toBe("R-2026-0001");
    expect(await openDispute(me, { ...words, text: "Again" })).toEqual({ id, number });
    const queue = await listDisputeQueue(finance, { page: 1 });
    expect(queue.disputes).toMatchObject([{ id, reason: "amount", turn: "finance" }]);
    const dispute = await readStaffDispute(finance, id);
    expect(dispute.invoice?.number).toBe(before.number);
    if (!dispute.credit) throw new Error("the charge is on the invoice");

    const order = {
      source: dispute.credit.source,
      amount: {
        of: "selection",
        selection: {
          of: "lines",
          lines: [{ seq: dispute.credit.line, part: { of: "share", share: 333_333 } }],
        },
      },
      target: "wallet",
      cause: "dispute",
      reason: "The charger's log shows 10 kWh",
    } as const;
    const { total, shares } = await previewCreditNote(finance, order);
    expect(shares).toMatchObject({ openMinor: total.amountMinor, walletMinor: 0n });
    const note = await requestCreditNote(finance, {
      ...order,
      id: newId<"creditNote">(),
      totalMinor: total.amountMinor,
    });
    expect(await owed()).toBe(before.totalMinor - total.amountMinor);
    expect((await listDisputeQueue(finance, { page: 1 })).disputes).toEqual([]);
    expect((await readOwnDispute(me, id)).events).toMatchObject([
      { what: "opened", text: "The charger stopped after 10 kWh" },
      { what: "credit_note", creditNote: { id: note.id, number: note.number } },
    ]);
    expect(await readChargeDispute(me, cdrId("C2"))).toMatchObject({
      dispute: { state: "credited", turn: null },
      credits: [{ number: note.number, amount: total }],
    });
    await sound();
  });

  it("is the operator's to take back later: what the driver has already got of it is not given twice", async () => {
    const { ctx, finance, send, bodies, invoice, owed, sound } = await aMonth();
    const { totalMinor } = await readInvoice(ctx, invoice.id);
    const part = {
      source: { of: "invoice", invoiceId: invoice.id },
      amount: {
        of: "selection",
        selection: { of: "lines", lines: [{ seq: 2, part: { of: "amount", amountMinor: 2000n } }] },
      },
      target: "wallet",
      cause: "goodwill",
      reason: "For the trouble",
    } as const;
    await requestCreditNote(finance, { ...part, id: newId<"creditNote">(), totalMinor: 2000n });

    await send("POST", "cdrs", creditOf(bodies[1], "C2-CREDIT"));
    for (let round = 0; round < 3; round += 1) await rateAll(ctx);
    await sound();
    expect(await issueDueCreditNotes(ctx)).toBe(1);
    expect(await issueDueCreditNotes(ctx)).toBe(0);
    const [correction] = await ctx.db
      .select()
      .from(chargeCorrections)
      .where(eq(chargeCorrections.tenantId, ctx.tenantId));
    expect(correction).toMatchObject({ state: "credited" });
    expect(await owed()).toBe(totalMinor - (correction?.grossMinor ?? 0n));
    await sound();
  });

  it("stays as it is when finance finds it right: the driver reads why, is told by mail, and may take it up once more", async () => {
    const { ctx, me, finance, cdrId, owed, sound } = await aMonth();
    const before = await owed();
    const { id } = await openDispute(me, {
      id: cdrId("C1"),
      reason: "not_me",
      text: "I was away",
    });
    await expect(refuseDispute(finance, { id, words: " " })).rejects.toMatchObject({
      code: "INVALID",
    });
    await refuseDispute(finance, { id, words: "Your card was used; have you lent it?" });
    await expect(refuseDispute(finance, { id, words: "Once more" })).rejects.toMatchObject({
      code: "PRECONDITION",
    });
    const refused = await readOwnDispute(me, id);
    expect(refused).toMatchObject({ state: "refused", canReopen: true });
    expect(refused.events.at(-1)?.text).toBe("Your card was used; have you lent it?");
    const told = await ctx.db
      .select({ step: notifications.payload })
      .from(notifications)
      .where(and(eq(notifications.tenantId, ctx.tenantId), eq(notifications.kind, "dispute_moved")))
      .orderBy(notifications.id);
    expect(told.map(({ step }) => step["step"])).toEqual(["opened", "refused"]);
    const again = { id: cdrId("C1"), reason: "not_me", text: "I sold it" } as const;
    await expect(openDispute(me, again)).rejects.toMatchObject({ code: "PRECONDITION" });
    await reopenDispute(me, { id, words: "I sold it" });
    expect(await readOwnDispute(me, id)).toMatchObject({ state: "open", number: "R-2026-0001" });
    await refuseDispute(finance, { id, words: "The card is still yours." });
    await expect(reopenDispute(me, { id, words: "But" })).rejects.toMatchObject({
      code: "PRECONDITION",
    });
    expect(await owed()).toBe(before);
    await sound();
  });

  it("is the driver's own: nobody objects to another's charge", async () => {
    const { tenant, cdrId } = await aMonth();
    const stranger = tenant.as({ ...staff("driver", 6), driverId: newId<"driver">() });
    const words = { id: cdrId("C1"), reason: "amount", text: "Too much" } as const;
    await expect(openDispute(stranger, words)).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(await readChargeDispute(stranger, cdrId("C1"))).toBeNull();
  });
});
