import type { NewCase } from "@/services/cases/open-case";
import type { Ctx } from "@/services/context";
import { stripeDifferences, type StripeDifference } from "./stripe-differences";

/** Payments, refunds, disputes, payouts and fees that moved before `until` and do not say the same on both sides. */
export async function differencesOfThings(
  ctx: Ctx,
  until: Temporal.Instant,
): Promise<readonly NewCase[]> {
  const rows = await ctx.db.execute<StripeDifference>(stripeDifferences(ctx.tenantId));
  return [...rows]
    .filter((row) => Temporal.Instant.compare(Temporal.Instant.from(row.moved_at), until) <= 0)
    .map(caseOf);
}

function caseOf(row: StripeDifference): NewCase {
  const [subjectType = "", subjectId = ""] = row.thing.split(":");
  return {
    key: `stripe:${row.thing}:${row.currency}:${row.kind}`,
    kind: `stripe_${row.kind}`,
    subjectType,
    subjectId,
    driverId: row.driver_id,
    amountMinor: BigInt(row.stripe_minor) - BigInt(row.booked_minor),
    currency: row.currency,
    detail: { stripeMinor: row.stripe_minor, bookedMinor: row.booked_minor, movedAt: row.moved_at },
  };
}
