import { and, eq, isNull } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { paymentMethods } from "@/db/schema/payments";
import type { Ctx } from "@/services/context";
import { requireDriver } from "@/services/require-role";

/** The way to pay that the driver saved. Never a card number. */
export interface SavedCard {
  readonly id: Id<"paymentMethod">;
  readonly type: string;
  readonly brand: string | null;
  readonly last4: string | null;
  readonly expMonth: number | null;
  readonly expYear: number | null;
  readonly savedAt: Temporal.Instant;
  /** Its last month is over, so that it will be refused. */
  readonly isExpired: boolean;
}

/** What the acting driver's invoices are paid with, or null. */
export async function readSavedCard(ctx: Ctx): Promise<SavedCard | null> {
  const [row] = await ctx.db
    .select({
      id: paymentMethods.id,
      type: paymentMethods.type,
      brand: paymentMethods.brand,
      last4: paymentMethods.last4,
      expMonth: paymentMethods.expMonth,
      expYear: paymentMethods.expYear,
      savedAt: paymentMethods.createdAt,
    })
    .from(paymentMethods)
    .where(
      and(
        eq(paymentMethods.tenantId, ctx.tenantId),
        eq(paymentMethods.driverId, requireDriver(ctx)),
        eq(paymentMethods.environment, ctx.settings.stripeEnvironment),
        eq(paymentMethods.isDefault, true),
        isNull(paymentMethods.detachedAt),
      ),
    );
  return row ? { ...row, isExpired: isOver(ctx, row) } : null;
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
