import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { newId } from "@/db/new-id";
import { cdrs } from "@/db/schema/cdrs";
import { cases } from "@/db/schema/treasury";
import { openDispute } from "@/services/charge-disputes/open-dispute";
import { readOwnDispute, readStaffDispute } from "@/services/charge-disputes/read-dispute";
import { previewCreditNote } from "@/services/credit-notes/preview-credit-note";
import { requestCreditNote } from "@/services/credit-notes/request-credit-note";
import { findDueRefunds } from "@/services/refunds/refund-rows";
import { collectPayment } from "@/stripe/collect-payment";
import { sendRefund } from "@/stripe/send-refund";
import { staff } from "@/testing/builders/staff";
import { aTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { expectSoundBooks } from "@/testing/expect-sound-books";
import { anInvoicedDriver } from "@/testing/invoiced-driver";
import { startTestStripe, type TestStripe } from "@/testing/stripe-simulator";

const database = testDatabase();
let rail: TestStripe;

beforeAll(async () => {
  rail = await startTestStripe();
});
afterAll(() => rail.simulator.close());

describe("a dispute of a charge that was paid by card", () => {
  it("ends when the money is back, while its case ended with the credit note", async () => {
    const tenant = await aTenant(database.pool);
    const { ctx } = tenant;
    const { driver, finance, invoiceId } = await anInvoicedDriver(database.pool, tenant, [10, 20]);
    await rail.saveCard(ctx, driver.id, "pm_card_visa");
    await collectPayment(ctx, rail.env, invoiceId);
    const me = tenant.as({ ...staff("driver", 5), driverId: driver.id });
    const [cdr] = await ctx.db
      .select({ id: cdrs.id })
      .from(cdrs)
      .where(and(eq(cdrs.tenantId, ctx.tenantId), eq(cdrs.ocpiId, "C2")));
    const { id } = await openDispute(me, {
      id: cdr?.id ?? "",
      reason: "no_charge",
      text: "The cable was dead",
    });
    expect((await readOwnDispute(me, id)).course.coming).toContain("refund");
    const { credit } = await readStaffDispute(finance, id);
    if (!credit) throw new Error("the charge is on the invoice");
    const order = {
      source: credit.source,
      amount: {
        of: "selection",
        selection: { of: "lines", lines: [{ seq: credit.line, part: { of: "all" } }] },
      },
      target: "card",
      cause: "dispute",
      reason: "The charger's log agrees",
    } as const;
    const { total } = await previewCreditNote(finance, order);
    const totalMinor = total.amountMinor;
    await requestCreditNote(finance, { ...order, id: newId<"creditNote">(), totalMinor });
    const coming = await readOwnDispute(me, id);
    expect(coming).toMatchObject({ state: "credited", turn: "bank" });
    expect(coming.course).toEqual({ now: "refund", coming: [] });
    const open = await ctx.db
      .select({ id: cases.id })
      .from(cases)
      .where(
        and(
          eq(cases.tenantId, ctx.tenantId),
          eq(cases.kind, "driver_dispute"),
          eq(cases.state, "open"),
        ),
      );
    expect(open).toEqual([]);
    for (const refundId of await findDueRefunds(ctx)) await sendRefund(ctx, rail.env, refundId);
    const ended = await readOwnDispute(me, id);
    expect(ended).toMatchObject({ state: "refunded", turn: null });
    expect(ended.events.map(({ what }) => what)).toEqual(["opened", "credit_note", "refund"]);
    await expectSoundBooks(ctx.db, ctx.tenantId);
  });
});
