import { and, count, desc, eq, inArray, sum } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { money, type Money } from "@/core/money/money";
import { billingPeriodAt } from "@/core/plans/billing-period";
import { drivers } from "@/db/schema/drivers";
import { invoices, type InvoicePaymentState } from "@/db/schema/invoices";
import { charges } from "@/db/schema/plans";
import type { Ctx } from "@/services/context";
import { requireDriver } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import { readSavedCard, type SavedCard } from "./read-saved-card";

/** What a driver wants to know first. */
export interface DriverHome {
  readonly name: string;
  readonly timeZone: string;
  /** Owed and not on an invoice yet, VAT included, by currency. */
  readonly unbilled: readonly { readonly sum: Money; readonly charges: number }[];
  /** Charges whose price is still to come. */
  readonly waiting: number;
  /** The day on which the running month is over, when its invoice is made. */
  readonly periodEndsAt: Temporal.Instant;
  /** Invoices that need the driver's hand. */
  readonly troubled: readonly {
    readonly id: Id<"invoice">;
    readonly number: string;
    readonly total: Money;
    readonly paymentState: InvoicePaymentState;
  }[];
  readonly card: SavedCard | null;
}

/**
 * The acting driver's overview.
 * @throws ServiceError FORBIDDEN for people without a driver's account.
 */
export async function readDriverHome(ctx: Ctx): Promise<DriverHome> {
  const driverId = requireDriver(ctx);
  const [driver] = await ctx.db
    .select({ name: drivers.name, timeZone: drivers.timeZone })
    .from(drivers)
    .where(and(eq(drivers.tenantId, ctx.tenantId), eq(drivers.id, driverId)));
  if (!driver) throw new ServiceError("NOT_FOUND", "There is no such driver.");
  const [unbilled, waiting, troubled, card] = await Promise.all([
    readUnbilled(ctx, driverId),
    countWaiting(ctx, driverId),
    readTroubled(ctx, driverId),
    readSavedCard(ctx),
  ]);
  const periodEndsAt = billingPeriodAt(ctx.clock.now(), driver.timeZone).end;
  return { ...driver, unbilled, waiting, periodEndsAt, troubled, card };
}

async function readUnbilled(ctx: Ctx, driverId: Id<"driver">) {
  const rows = await ctx.db
    .select({
      currency: charges.currency,
      gross: sum(charges.grossMinor).mapWith(BigInt),
      charges: count(),
    })
    .from(charges)
    .where(
      and(
        eq(charges.tenantId, ctx.tenantId),
        eq(charges.driverId, driverId),
        inArray(charges.state, ["open", "drafted"]),
      ),
    )
    .groupBy(charges.currency)
    .orderBy(desc(count()));
  return rows.map((row) => ({ sum: money(row.gross ?? 0n, row.currency), charges: row.charges }));
}

async function countWaiting(ctx: Ctx, driverId: Id<"driver">): Promise<number> {
  const [row] = await ctx.db
    .select({ waiting: count() })
    .from(charges)
    .where(
      and(
        eq(charges.tenantId, ctx.tenantId),
        eq(charges.driverId, driverId),
        eq(charges.state, "waiting"),
      ),
    );
  return row?.waiting ?? 0;
}

async function readTroubled(ctx: Ctx, driverId: Id<"driver">): Promise<DriverHome["troubled"]> {
  const rows = await ctx.db
    .select()
    .from(invoices)
    .where(
      and(
        eq(invoices.tenantId, ctx.tenantId),
        eq(invoices.driverId, driverId),
        eq(invoices.state, "finalized"),
        inArray(invoices.paymentState, ["failed", "action_needed"]),
      ),
    )
    .orderBy(desc(invoices.finalizedAt));
  return rows.map(({ id, number, totalMinor, currency, paymentState }) => ({
    id,
    number: number ?? "",
    total: money(totalMinor, currency),
    paymentState,
  }));
}
