import { and, count, desc, eq, sum } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { money, type Money } from "@/core/money/money";
import { drivers } from "@/db/schema/drivers";
import { invoices, type InvoiceKind, type InvoicePaymentState } from "@/db/schema/invoices";
import type { Ctx } from "@/services/context";
import { readTimeZone } from "@/services/reports/report-day";
import { requireRole } from "@/services/require-role";
import { invoiceConditions, type InvoiceFilter } from "./invoice-search";

const PAGE_SIZE = 50;

/** An issued invoice in finance's list. */
export interface InvoiceListItem {
  readonly id: Id<"invoice">;
  readonly number: string;
  readonly kind: InvoiceKind;
  readonly paymentState: InvoicePaymentState;
  readonly driverId: Id<"driver">;
  readonly driverName: string;
  readonly driverNumber: string;
  /** The driver's own zone, in which its period is a month. */
  readonly timeZone: string;
  readonly periodStart: Temporal.Instant;
  readonly periodEnd: Temporal.Instant;
  readonly total: Money;
  readonly paid: Money;
  readonly dueOn: Temporal.PlainDate | null;
  readonly finalizedAt: Temporal.Instant | null;
  readonly paidAt: Temporal.Instant | null;
}

/** What the filtered invoices of one currency come to. */
export interface InvoiceTotals {
  readonly invoices: number;
  readonly net: Money;
  readonly vat: Money;
  readonly total: Money;
  readonly paid: Money;
}

/** A page of invoices and what all that fit the filter come to, by currency. */
export interface InvoicePage {
  readonly invoices: readonly InvoiceListItem[];
  readonly totals: readonly InvoiceTotals[];
  /** The day by which `isOverdue` was decided. */
  readonly today: Temporal.PlainDate;
  readonly total: number;
  readonly page: number;
  readonly pageSize: number;
}

/**
 * Issued invoices by a filter, newest first. For finance.
 * @throws ServiceError FORBIDDEN, UNAUTHENTICATED.
 */
export async function listInvoices(
  ctx: Ctx,
  filter: InvoiceFilter & { readonly page: number },
): Promise<InvoicePage> {
  requireRole(ctx, "finance");
  const timeZone = await readTimeZone(ctx);
  const today = ctx.clock.now().toZonedDateTimeISO(timeZone).toPlainDate();
  const wanted = invoiceConditions(ctx, filter, { timeZone, today });
  const sameDriver = and(
    eq(drivers.tenantId, invoices.tenantId),
    eq(drivers.id, invoices.driverId),
  );
  const [rows, sums] = await Promise.all([
    ctx.db
      .select({ invoice: invoices, driver: drivers })
      .from(invoices)
      .innerJoin(drivers, sameDriver)
      .where(wanted)
      .orderBy(desc(invoices.finalizedAt), desc(invoices.id))
      .limit(PAGE_SIZE)
      .offset((filter.page - 1) * PAGE_SIZE),
    ctx.db
      .select({
        currency: invoices.currency,
        invoices: count(),
        net: sum(invoices.netMinor).mapWith(BigInt),
        vat: sum(invoices.vatMinor).mapWith(BigInt),
        total: sum(invoices.totalMinor).mapWith(BigInt),
        paid: sum(invoices.paidMinor).mapWith(BigInt),
      })
      .from(invoices)
      .innerJoin(drivers, sameDriver)
      .where(wanted)
      .groupBy(invoices.currency)
      .orderBy(desc(count())),
  ]);
  return {
    invoices: rows.map(({ invoice, driver }) => ({
      id: invoice.id,
      number: invoice.number ?? "",
      kind: invoice.kind,
      paymentState: invoice.paymentState,
      driverId: driver.id,
      driverName: driver.name,
      driverNumber: driver.number,
      timeZone: driver.timeZone,
      periodStart: invoice.periodStart,
      periodEnd: invoice.periodEnd,
      total: money(invoice.totalMinor, invoice.currency),
      paid: money(invoice.paidMinor, invoice.currency),
      dueOn: invoice.dueOn,
      finalizedAt: invoice.finalizedAt,
      paidAt: invoice.paidAt,
    })),
    totals: sums.map(({ currency, ...row }) => ({
      invoices: row.invoices,
      net: money(row.net ?? 0n, currency),
      vat: money(row.vat ?? 0n, currency),
      total: money(row.total ?? 0n, currency),
      paid: money(row.paid ?? 0n, currency),
    })),
    today,
    total: sums.reduce((all, one) => all + one.invoices, 0),
    page: filter.page,
    pageSize: PAGE_SIZE,
  };
}
