import { and, count, desc, eq, gt, isNull } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { invariant } from "@/core/invariant";
import { readRatingPolicy } from "@/core/rating/rating-policy";
import { decodeCdr } from "@/core/roaming/json";
import { cdrs } from "@/db/schema/cdrs";
import { partners, type PartnerSettings } from "@/db/schema/partners";
import { loadRatingFacts, type RatableCdr } from "@/services/cdrs/load-rating-facts";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import { withRatingSettings, type RatingSettings } from "./rating-settings";
import {
  isChanged,
  rateBy,
  sumDifferences,
  withinBounds,
  type ClaimOutcome,
  type ComparedClaim,
  type DifferenceSum,
  type RatingWay,
} from "./settings-effect";

/** How far back is looked, how many CDRs at most, how many at a time, and how many of the changed ones are listed. */
const DAYS = 30;
const MOST = 2_000;
const BATCH = 250;
const MOST_LISTED = 50;

/** What other settings would make of a partner's CDRs of the last 30 days, by their own rules and nobody's decision. */
export interface SettingsEffect {
  readonly days: number;
  /** How many CDRs there are in that time, and how many of them were rated for this: the newest 2,000. */
  readonly total: number;
  readonly rated: number;
  readonly before: { readonly accepted: number; readonly held: number };
  readonly after: { readonly accepted: number; readonly held: number };
  /** Held now, in the books, and would be accepted when they are rated again. */
  readonly released: number;
  readonly sums: readonly DifferenceSum[];
  /** How many would be rated otherwise, and the first 50 of them: those that turn first, then the newest. */
  readonly changed: number;
  readonly changes: readonly ComparedClaim[];
}

/**
 * Rates a partner's CDRs of the last 30 days (no credits, nothing that was credited) by the settings in force and by
 * the wanted ones. Nothing is stored. The bound of an invoice counts what is rated here only. Operations and finance.
 * @throws ServiceError FORBIDDEN, NOT_FOUND, INVALID (`field`), PRECONDITION where the policy in force cannot be read.
 */
export async function previewRatingSettings(
  ctx: Ctx,
  partnerId: Id<"partner">,
  wanted: RatingSettings,
): Promise<SettingsEffect> {
  requireRole(ctx, "operations", "finance");
  const settings = await readSettings(ctx, partnerId);
  const ways = [wayOf(settings), wayOf(withRatingSettings(settings, wanted))] as const;
  const { total, ratable } = await findRecent(ctx, partnerId);
  const [before, after] = await rateBoth(ctx, ratable, ways);
  const claims = ratable.map((one, index) => compared(one, before[index], after[index]));
  const changes = claims.filter(isChanged);
  const turns = ({ before: old, after: now }: ComparedClaim) => old.isAccepted !== now.isAccepted;
  return {
    days: DAYS,
    total,
    rated: claims.length,
    before: countOf(before),
    after: countOf(after),
    released: claims.filter(
      (claim) => claim.state === "held" && !claim.before.isAccepted && claim.after.isAccepted,
    ).length,
    sums: sumDifferences(claims),
    changed: changes.length,
    changes: [...changes.filter(turns), ...changes.filter((one) => !turns(one))].slice(
      0,
      MOST_LISTED,
    ),
  };
}

async function readSettings(ctx: Ctx, partnerId: Id<"partner">): Promise<PartnerSettings> {
  const [row] = await ctx.db
    .select({ settings: partners.settings })
    .from(partners)
    .where(and(eq(partners.tenantId, ctx.tenantId), eq(partners.id, partnerId)));
  if (!row) throw new ServiceError("NOT_FOUND", "There is no such partner.");
  return row.settings;
}

function wayOf(settings: PartnerSettings): RatingWay {
  const policy = readRatingPolicy(settings.ratingPolicy);
  if (!policy.ok) {
    throw new ServiceError("PRECONDITION", `The policy in force cannot be read: ${policy.reason}.`);
  }
  return { settings, policy: policy.value };
}

async function findRecent(ctx: Ctx, partnerId: Id<"partner">) {
  const recent = and(
    eq(cdrs.tenantId, ctx.tenantId),
    eq(cdrs.partnerId, partnerId),
    gt(cdrs.startedAt, ctx.clock.now().subtract({ hours: DAYS * 24 })),
    eq(cdrs.isCredit, false),
    isNull(cdrs.creditedByCdrId),
  );
  const [[counted], rows] = await Promise.all([
    ctx.db.select({ total: count() }).from(cdrs).where(recent),
    ctx.db
      .select()
      .from(cdrs)
      .where(recent)
      .orderBy(desc(cdrs.startedAt), desc(cdrs.id))
      .limit(MOST),
  ]);
  return { total: counted?.total ?? 0, ratable: rows.flatMap(ratableOf) };
}

/** A CDR that cannot be read is held by either settings; it has no figures to compare. */
function ratableOf(row: typeof cdrs.$inferSelect): RatableCdr[] {
  try {
    return [{ row, cdr: decodeCdr(row.core) }];
  } catch {
    return [];
  }
}

async function rateBoth(
  ctx: Ctx,
  ratable: readonly RatableCdr[],
  ways: readonly [RatingWay, RatingWay],
): Promise<readonly [ClaimOutcome[], ClaimOutcome[]]> {
  const outcomes: readonly [ClaimOutcome[], ClaimOutcome[]] = [[], []];
  for (let start = 0; start < ratable.length; start += BATCH) {
    const batch = ratable.slice(start, start + BATCH);
    const facts = await loadRatingFacts(ctx, batch);
    for (const [index, one] of batch.entries()) {
      const own = facts[index];
      invariant(own, "a CDR has no facts");
      outcomes[0].push(rateBy(one, own, ways[0]));
      outcomes[1].push(rateBy(one, own, ways[1]));
    }
  }
  return [
    withinBounds(ratable, outcomes[0], ways[0].settings),
    withinBounds(ratable, outcomes[1], ways[1].settings),
  ];
}

function compared(
  { row, cdr }: RatableCdr,
  before: ClaimOutcome | undefined,
  after: ClaimOutcome | undefined,
): ComparedClaim {
  invariant(before && after, "a CDR was not rated");
  const { name, address, city } = cdr.cdrLocation;
  return {
    cdrId: row.id,
    ocpiId: row.ocpiId,
    place: name ?? ([address, city].filter(Boolean).join(", ") || row.ocpiId),
    startedAt: row.startedAt,
    state: row.state,
    currency: row.currency,
    claimedMicro: row.claimedExclMicro,
    before,
    after,
  };
}

function countOf(outcomes: readonly ClaimOutcome[]) {
  const accepted = outcomes.filter(({ isAccepted }) => isAccepted).length;
  return { accepted, held: outcomes.length - accepted };
}
