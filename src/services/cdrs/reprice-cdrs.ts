import { and, asc, eq, gt, gte } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { toMicro } from "@/core/money/quantity";
import { priceCdr } from "@/core/rating/price-cdr";
import { readRatingPolicy } from "@/core/rating/rating-policy";
import { decodeCdr } from "@/core/roaming/json";
import { cdrRatings, cdrs } from "@/db/schema/cdrs";
import type { Ctx } from "@/services/context";
import { ENGINE_VERSION } from "./engine-version";
import { loadRatingFacts, type RatableCdr, type RatingFacts } from "./load-rating-facts";
import { tariffsSha256 } from "./rated-cdr";

const PAGE = 200;

/** A CDR whose price does not come out as it is stored. */
export interface RepricedDifference {
  readonly cdrId: Id<"cdr">;
  readonly ocpiId: string;
  /** price: another figure. inputs: the tariffs that it was priced by are not found as they were. */
  readonly kind: "price" | "inputs";
  /** Before and after tax, 10⁻⁶ of the currency, as stored and as they come out now; null for no price. */
  readonly stored: readonly [bigint | null, bigint | null];
  readonly now: readonly [bigint | null, bigint | null] | null;
  readonly engine: readonly [stored: string, now: string];
  readonly tzdata: readonly [stored: string, now: string];
}

/** What pricing history again came to. */
export interface RepriceReport {
  readonly checked: number;
  readonly differences: readonly RepricedDifference[];
}

/**
 * Prices again what was rated, by the engine and zones of now, with each rating's own policy, zone and tariffs: the
 * current rating of every CDR of charges that began at `since` or later. It only reads, page by page. A difference tells of an
 * engine or a zone table that prices another way than the one that billed.
 */
export async function repriceCdrs(ctx: Ctx, since: Temporal.Instant): Promise<RepriceReport> {
  const differences: RepricedDifference[] = [];
  let checked = 0;
  for (let after: Id<"cdr"> | null = null; ;) {
    const page = await readPage(ctx, since, after);
    const facts = await loadRatingFacts(ctx, page);
    for (const [index, one] of page.entries()) {
      const known = facts[index];
      const difference = known ? compare(ctx, one, known) : null;
      if (difference) differences.push(difference);
    }
    checked += page.length;
    const last = page.at(-1);
    if (!last || page.length < PAGE) return { checked, differences };
    after = last.row.id;
  }
}

type RatedBefore = RatableCdr & { readonly rating: typeof cdrRatings.$inferSelect };

async function readPage(
  ctx: Ctx,
  since: Temporal.Instant,
  after: Id<"cdr"> | null,
): Promise<RatedBefore[]> {
  const rows = await ctx.db
    .select({ row: cdrs, rating: cdrRatings })
    .from(cdrs)
    .innerJoin(
      cdrRatings,
      and(eq(cdrRatings.tenantId, cdrs.tenantId), eq(cdrRatings.id, cdrs.ratingId)),
    )
    .where(
      and(
        eq(cdrs.tenantId, ctx.tenantId),
        eq(cdrs.isCredit, false),
        gte(cdrs.startedAt, since),
        after === null ? undefined : gt(cdrs.id, after),
      ),
    )
    .orderBy(asc(cdrs.id))
    .limit(PAGE);
  return rows.map(({ row, rating }) => ({ row, rating, cdr: decodeCdr(row.core) }));
}

function compare(
  ctx: Ctx,
  { row, cdr, rating }: RatedBefore,
  { tariffs }: RatingFacts,
): RepricedDifference | null {
  const common = {
    cdrId: row.id,
    ocpiId: row.ocpiId,
    stored: [rating.ownExclMicro, rating.ownInclMicro],
    engine: [rating.engineVersion, ENGINE_VERSION],
    tzdata: [rating.tzdataVersion, ctx.tzdataVersion],
  } as const;
  const { tariffContentSha256: before, timeZone } = rating;
  // Ratings of before kept no hash of their tariffs.
  const isSame = before === null || isEqual(before, tariffsSha256(tariffs));
  const policy = readRatingPolicy(rating.policy);
  if (!isSame || !policy.ok) return { ...common, kind: "inputs", now: null };
  const priced = priceCdr({ cdr, tariffs, timeZone, policy: policy.value });
  const net = priced.ok && priced.value.net ? toMicro(priced.value.net, "half-away") : null;
  const gross = priced.ok && priced.value.gross ? toMicro(priced.value.gross, "half-away") : null;
  if (net === rating.ownExclMicro && gross === rating.ownInclMicro) return null;
  return { ...common, kind: "price", now: [net, gross] };
}

function isEqual(a: Uint8Array, b: Uint8Array | null): boolean {
  return b !== null && Buffer.compare(a, b) === 0;
}
