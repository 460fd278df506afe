import { and, count, desc, eq } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { money, type Money } from "@/core/money/money";
import { invoices, type InvoiceKind, type InvoicePaymentState } from "@/db/schema/invoices";
import type { Ctx } from "@/services/context";
import { requireDriverReader } from "@/services/require-role";

const PAGE_SIZE = 24;

/** An issued invoice in a list. */
export interface DriverInvoice {
  readonly id: Id<"invoice">;
  readonly number: string;
  readonly kind: InvoiceKind;
  readonly paymentState: InvoicePaymentState;
  readonly periodStart: Temporal.Instant;
  readonly periodEnd: Temporal.Instant;
  readonly total: Money;
  readonly dueOn: Temporal.PlainDate | null;
  readonly finalizedAt: Temporal.Instant | null;
  readonly paidAt: Temporal.Instant | null;
}

/**
 * A page of the acting driver's issued invoices, newest first; drafts are not shown to drivers.
 * @throws ServiceError FORBIDDEN for people without a driver's account.
 */
export async function listDriverInvoices(
  ctx: Ctx,
  input: { readonly page: number },
): Promise<{
  readonly invoices: readonly DriverInvoice[];
  readonly total: number;
  readonly page: number;
  readonly pageSize: number;
}> {
  const driverId = requireDriverReader(ctx);
  const own = and(
    eq(invoices.tenantId, ctx.tenantId),
    eq(invoices.driverId, driverId),
    eq(invoices.state, "finalized"),
  );
  const [rows, [counted]] = await Promise.all([
    ctx.db
      .select()
      .from(invoices)
      .where(own)
      .orderBy(desc(invoices.finalizedAt), desc(invoices.id))
      .limit(PAGE_SIZE)
      .offset((input.page - 1) * PAGE_SIZE),
    ctx.db.select({ total: count() }).from(invoices).where(own),
  ]);
  return {
    invoices: rows.map((row) => ({
      id: row.id,
      number: row.number ?? "",
      kind: row.kind,
      paymentState: row.paymentState,
      periodStart: row.periodStart,
      periodEnd: row.periodEnd,
      total: money(row.totalMinor, row.currency),
      dueOn: row.dueOn,
      finalizedAt: row.finalizedAt,
      paidAt: row.paidAt,
    })),
    total: counted?.total ?? 0,
    page: input.page,
    pageSize: PAGE_SIZE,
  };
}
