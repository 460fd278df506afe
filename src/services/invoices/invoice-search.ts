import { and, eq, gte, inArray, lt, or, type SQL } from "drizzle-orm";

import { drivers } from "@/db/schema/drivers";
import { invoices, type InvoicePaymentState } from "@/db/schema/invoices";
import type { Ctx } from "@/services/context";
import { startOfDay } from "@/services/reports/report-day";
import { contains } from "@/services/reports/text-search";

/** What finance looks for among issued invoices; what is absent does not matter. */
export interface InvoiceFilter {
  readonly paymentState?: InvoicePaymentState | undefined;
  /** Owed and past the due day. */
  readonly isOverdue?: boolean | undefined;
  /** Issued and still to be paid. */
  readonly isOwed?: boolean | undefined;
  /** The payment failed or waits for the driver. */
  readonly isTroubled?: boolean | undefined;
  /** Part of the number, or of the driver's name or number. */
  readonly text?: string | undefined;
  /** Which time `from` and `to` speak of; when it was issued unless told. */
  readonly by?: "issued" | "paid" | undefined;
  /** Days of the tenant's zone, both inclusive ("2026-11-22"). */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** The states in which an invoice still waits for its money. */
export const owedStates: readonly InvoicePaymentState[] = [
  "open",
  "collecting",
  "action_needed",
  "failed",
];

/** The states in which somebody has to do something. */
export const troubledStates: readonly InvoicePaymentState[] = ["failed", "action_needed"];

/** The conditions of a filter, over invoices joined with their drivers. `today` decides what is overdue. */
export function invoiceConditions(
  ctx: Ctx,
  filter: InvoiceFilter,
  zone: { readonly timeZone: string; readonly today: Temporal.PlainDate },
): SQL | undefined {
  const { paymentState, isOverdue, text, from, to } = filter;
  const column = filter.by === "paid" ? invoices.paidAt : invoices.finalizedAt;
  return and(
    eq(invoices.tenantId, ctx.tenantId),
    eq(invoices.state, "finalized"),
    paymentState && eq(invoices.paymentState, paymentState),
    isOverdue
      ? and(inArray(invoices.paymentState, owedStates), lt(invoices.dueOn, zone.today))
      : undefined,
    filter.isOwed ? inArray(invoices.paymentState, owedStates) : undefined,
    filter.isTroubled ? inArray(invoices.paymentState, troubledStates) : undefined,
    text
      ? or(
          contains(invoices.number, text),
          contains(drivers.name, text),
          contains(drivers.number, text),
        )
      : undefined,
    from ? gte(column, startOfDay(from, zone.timeZone)) : undefined,
    to ? lt(column, startOfDay(to, zone.timeZone, 1)) : undefined,
  );
}
