import { and, asc, eq, gte, inArray, isNull, lt } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { invariant } from "@/core/invariant";
import type { Verdict } from "@/core/rating/reconcile";
import type { Cdr } from "@/core/roaming/cdr";
import { decodeCdr } from "@/core/roaming/json";
import type { Period } from "@/core/time/period";
import { cdrs } from "@/db/schema/cdrs";
import { charges } from "@/db/schema/plans";
import { loadRatingFacts, type RatingFacts } from "@/services/cdrs/load-rating-facts";
import type { Ctx } from "@/services/context";

/** A booked charge with all that another plan would be priced from. */
export interface ReplayCharge {
  readonly startedAt: Temporal.Instant;
  readonly currency: string;
  /** What it cost the driver, VAT included. */
  readonly paidMinor: bigint;
  readonly cdr: Cdr;
  readonly facts: RatingFacts;
  readonly acceptedCostMinor: bigint | null;
  readonly verdict: Verdict;
}

// Five charges a day for a year; what is beyond is not replayed.
const MOST = 2000;

/** A driver's booked charges that began in a span, oldest first, but for those that were taken back. */
export async function readReplayCharges(
  ctx: Ctx,
  driverId: Id<"driver">,
  { start, end }: Period,
): Promise<ReplayCharge[]> {
  const rows = await ctx.db
    .select({ charge: charges, row: cdrs })
    .from(charges)
    .innerJoin(cdrs, and(eq(cdrs.tenantId, charges.tenantId), eq(cdrs.id, charges.cdrId)))
    .where(
      and(
        eq(charges.tenantId, ctx.tenantId),
        eq(charges.driverId, driverId),
        inArray(charges.state, ["open", "drafted", "invoiced", "settled"]),
        isNull(cdrs.creditedByCdrId),
        gte(cdrs.startedAt, start),
        lt(cdrs.startedAt, end),
      ),
    )
    .orderBy(asc(cdrs.startedAt), asc(charges.id))
    .limit(MOST);
  const ratable = rows.map(({ row }) => ({ row, cdr: decodeCdr(row.core) }));
  const facts = await loadRatingFacts(ctx, ratable);
  return rows.map(({ charge, row }, index) => {
    const [cdr, known] = [ratable[index]?.cdr, facts[index]];
    invariant(cdr && known, "a charge has no facts");
    return {
      startedAt: row.startedAt,
      currency: charge.currency,
      paidMinor: charge.grossMinor ?? 0n,
      cdr,
      facts: known,
      acceptedCostMinor: row.acceptedCostMinor,
      verdict: row.verdict ?? "match",
    };
  });
}
