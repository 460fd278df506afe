import type { Id } from "@/core/ids";
import type { Pool } from "@/db/client";
import { aBookedCdr, roamers, type BookedCdr } from "./booked-cdr";
import { aBookedInvoice, aBookedPayment, type BookedInvoice } from "./booked-invoice";
import { aTenant, type TestTenant } from "./tenant";

/** A tenant with everything in its books: two paid charges, one invoiced and unpaid, one open. */
export interface BilledHistory {
  readonly tenant: TestTenant;
  readonly driverId: Id<"driver">;
  readonly open: BookedCdr;
  readonly invoiced: BookedCdr;
  /** K-2026-000001 over 85.44. */
  readonly paid: BookedInvoice;
  /** K-2026-000002 over 118.80. */
  readonly unpaid: BookedInvoice;
  readonly paymentId: Id<"payment">;
}

/** Mints a tenant and its history. */
export async function aBilledHistory(pool: Pool): Promise<BilledHistory> {
  const tenant = await aTenant(pool);
  const { ctx, legalEntityId } = tenant;
  const who = await roamers(ctx);
  const [first, second, invoiced, open] = await Promise.all(
    [4_272n, 4_272n, 11_880n, 990n].map((priceMinor) =>
      aBookedCdr(ctx, who, { costMinor: priceMinor / 2n, priceMinor }),
    ),
  );
  if (!first || !second || !invoiced || !open) throw new Error("four were asked for");
  const paid = await aBookedInvoice(ctx, legalEntityId, [first, second], 1);
  const paymentId = await aBookedPayment(ctx, paid, 310n);
  const unpaid = await aBookedInvoice(ctx, legalEntityId, [invoiced], 2);
  return { tenant, driverId: who.driverId, open, invoiced, paid, unpaid, paymentId };
}
