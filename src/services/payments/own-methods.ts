import { and, desc, eq, isNull } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { drivers } from "@/db/schema/drivers";
import { paymentMethods } from "@/db/schema/payments";
import type { Ctx } from "@/services/context";
import { requireDriver } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";

/** A way to pay that the driver saved. Never a card number. */
export interface OwnMethod {
  readonly id: Id<"paymentMethod">;
  /** Stripe's type: card, sepa_debit. */
  readonly type: string;
  readonly brand: string | null;
  readonly last4: string | null;
  readonly expMonth: number | null;
  readonly expYear: number | null;
  readonly isDefault: boolean;
  readonly savedAt: Temporal.Instant;
  /** Its last month is over, so that it will be refused. */
  readonly isExpired: boolean;
}

/** How the acting driver pays: what he saved, the default first, and whether he may add a bank account. */
export async function readOwnMethods(ctx: Ctx): Promise<{
  readonly methods: readonly OwnMethod[];
  /** Direct debits are in euro only. */
  readonly takesDebit: boolean;
}> {
  const driverId = requireDriver(ctx);
  const [driver] = await ctx.db
    .select({ currency: drivers.currency })
    .from(drivers)
    .where(and(eq(drivers.tenantId, ctx.tenantId), eq(drivers.id, driverId)));
  const rows = await ctx.db
    .select({
      id: paymentMethods.id,
      type: paymentMethods.type,
      brand: paymentMethods.brand,
      last4: paymentMethods.last4,
      expMonth: paymentMethods.expMonth,
      expYear: paymentMethods.expYear,
      isDefault: paymentMethods.isDefault,
      savedAt: paymentMethods.createdAt,
    })
    .from(paymentMethods)
    .where(ofDriver(ctx, driverId))
    .orderBy(desc(paymentMethods.isDefault), desc(paymentMethods.createdAt));
  return {
    methods: rows.map((row) => ({ ...row, isExpired: isOver(ctx, row) })),
    takesDebit: driver?.currency === "EUR",
  };
}

/** @throws ServiceError NOT_FOUND for another's, and for one that was removed. */
export async function readOwnMethod(
  ctx: Ctx,
  id: Id<"paymentMethod">,
): Promise<{ readonly stripeId: string }> {
  const [row] = await ctx.db
    .select({ stripeId: paymentMethods.stripeId })
    .from(paymentMethods)
    .where(and(ofDriver(ctx, requireDriver(ctx)), eq(paymentMethods.id, id)));
  if (!row) throw new ServiceError("NOT_FOUND", "There is no such way to pay.");
  return row;
}

function ofDriver(ctx: Ctx, driverId: Id<"driver">) {
  return and(
    eq(paymentMethods.tenantId, ctx.tenantId),
    eq(paymentMethods.driverId, driverId),
    eq(paymentMethods.environment, ctx.settings.stripeEnvironment),
    isNull(paymentMethods.detachedAt),
  );
}

// A card holds through the last day of its month; UTC is near enough.
function isOver(
  ctx: Ctx,
  { expMonth, expYear }: { expMonth: number | null; expYear: number | null },
): boolean {
  if (expMonth === null || expYear === null) return false;
  const last = Temporal.PlainYearMonth.from({ year: expYear, month: expMonth });
  const today = ctx.clock.now().toZonedDateTimeISO("UTC").toPlainDate().toPlainYearMonth();
  return Temporal.PlainYearMonth.compare(last, today) < 0;
}
