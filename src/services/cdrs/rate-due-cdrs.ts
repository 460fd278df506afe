import { and, asc, eq, lte } from "drizzle-orm";

import { cdrCostAccepted } from "@/core/ledger/entries/cdr-cost-accepted";
import type { Journal } from "@/core/ledger/journal";
import { decodeCdr } from "@/core/roaming/json";
import type { Cdr } from "@/core/roaming/cdr";
import { newId } from "@/db/new-id";
import { cdrRatings, cdrs } from "@/db/schema/cdrs";
import { inTransaction } from "@/db/transaction";
import { actorName } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { postJournals } from "@/services/ledger/post-journal";
import { chargeEntry, lockCharge, storeCharges, type ChargeEntry } from "./charge-rows";
import { claimReasons, factReasons } from "./hold-reasons";
import { loadRatingFacts, type RatingFacts } from "./load-rating-facts";
import { priceCharge } from "./price-charge";
import { ENGINE_VERSION, rateCost, type RatedCost } from "./rate-cdr";

type CdrRow = typeof cdrs.$inferSelect;

/** After so many failures a CDR is held for people to look at. */
const MAX_ATTEMPTS = 5;

/**
 * Rates CDRs that wait, oldest first, in one transaction: price, verdict, and for what is accepted by
 * policy the journals of both sides. Other workers' rows are passed over. Returns how many were taken.
 * A CDR that cannot be rated does not stop the others: alone, it comes due again and is held in the end.
 */
export async function rateDueCdrs(ctx: Ctx, limit = 64): Promise<number> {
  try {
    return await rateBatch(ctx, limit);
  } catch (error) {
    if (limit === 1) throw error;
    ctx.log.warn({ error }, "a batch of CDRs failed; they are rated one by one");
    return rateOneByOne(ctx, limit);
  }
}

async function rateBatch(ctx: Ctx, limit: number): Promise<number> {
  return inTransaction(ctx, async (tx) => {
    const due = await takeDue(tx, limit);
    const rated = await Promise.all(due.map((row) => rateRow(tx, row)));
    if (rated.length > 0) await storeRated(tx, rated);
    return due.length;
  });
}

async function rateOneByOne(ctx: Ctx, limit: number): Promise<number> {
  let taken = 0;
  for (; taken < limit; taken += 1) {
    const done = await rateBatch(ctx, 1).catch((error: unknown) => postpone(ctx, error));
    if (done === 0) break;
  }
  return taken;
}

async function takeDue(ctx: Ctx, limit: number): Promise<CdrRow[]> {
  return ctx.db
    .select()
    .from(cdrs)
    .where(
      and(
        eq(cdrs.tenantId, ctx.tenantId),
        eq(cdrs.state, "received"),
        lte(cdrs.dueAt, ctx.clock.now()),
      ),
    )
    .orderBy(asc(cdrs.dueAt), asc(cdrs.id))
    .limit(limit)
    .for("update", { skipLocked: true });
}

// The oldest due row is the one that failed: it was the batch of one.
async function postpone(ctx: Ctx, error: unknown): Promise<number> {
  return inTransaction(ctx, async (tx) => {
    const [row] = await takeDue(tx, 1);
    if (!row) return 0;
    const message = error instanceof Error ? error.message : String(error);
    ctx.log.error({ error, cdrId: row.id }, "a CDR could not be rated");
    const isLast = row.attempts + 1 >= MAX_ATTEMPTS;
    await tx.db
      .update(cdrs)
      .set({
        attempts: row.attempts + 1,
        lastError: message.slice(0, 500),
        dueAt: tx.clock.now().add({ seconds: 15 * 2 ** row.attempts }),
        ...(isLast
          ? {
              state: "held" as const,
              heldReasons: [...row.heldReasons, "error: it could not be rated"],
            }
          : {}),
      })
      .where(and(eq(cdrs.tenantId, tx.tenantId), eq(cdrs.id, row.id)));
    return 1;
  });
}

interface Rated {
  readonly row: CdrRow;
  readonly cost: RatedCost;
  readonly facts: RatingFacts;
  readonly heldReasons: readonly string[];
  readonly charge: ChargeEntry | null;
  readonly costJournal: Journal | null;
}

async function rateRow(ctx: Ctx, row: CdrRow): Promise<Rated> {
  const cdr = decodeCdr(row.core);
  const facts = await loadRatingFacts(ctx, row, cdr);
  const cost = rateCost(cdr, facts);
  const doubts = factReasons(row, facts);
  const claim = claimReasons(cost);
  const driver =
    doubts.length === 0
      ? await priceDriverSide(ctx, { row, cdr, facts, isClaimAccepted: claim.length === 0, cost })
      : { charge: null, reasons: [] };
  const heldReasons = [...doubts, ...claim, ...driver.reasons];
  const costJournal = heldReasons.length === 0 ? costJournalOf(row, cost.claimMinor) : null;
  return { row, cost, facts, heldReasons, charge: driver.charge, costJournal };
}

async function priceDriverSide(
  ctx: Ctx,
  of: {
    readonly row: CdrRow;
    readonly cdr: Cdr;
    readonly facts: RatingFacts;
    readonly isClaimAccepted: boolean;
    readonly cost: RatedCost;
  },
): Promise<{ readonly charge: ChargeEntry | null; readonly reasons: readonly string[] }> {
  const { row, cdr, facts, cost } = of;
  if (row.driverId === null || facts.plan === null) return { charge: null, reasons: [] };
  const existing = await lockCharge(ctx, row.id);
  // A CDR that is rated again keeps the price that was booked.
  if (existing && existing.state !== "waiting") return { charge: null, reasons: [] };
  const priced = priceCharge({
    cdr,
    plan: facts.plan,
    timeZone: facts.timeZone,
    vatRates: facts.vatRates,
    acceptedCostMinor: of.isClaimAccepted ? cost.claimMinor : null,
  });
  if (!priced.ok) return { charge: null, reasons: [priced.reason] };
  const owner = { cdrId: row.id, driverId: row.driverId, servicedAt: cdr.endDateTime };
  return { charge: chargeEntry(ctx, owner, priced.value, existing?.id), reasons: [] };
}

/** The journal of what a CDR costs us, with the facts that make it the same on every retry. */
export function costJournalOf(row: CdrRow, costMinor: bigint): Journal | null {
  return cdrCostAccepted({
    cdrId: row.id,
    party: { countryCode: row.countryCode, partyId: row.partyId },
    currency: row.currency,
    costMinor,
    effectiveAt: row.endedAt,
  });
}

async function storeRated(ctx: Ctx, rated: readonly Rated[]): Promise<void> {
  const ratings = rated.map((one) => ratingRow(ctx, one));
  await ctx.db.insert(cdrRatings).values(ratings);
  const entries = rated.flatMap(({ charge }) => (charge ? [charge] : []));
  await storeCharges(ctx, entries);
  await Promise.all(rated.map((one, index) => updateCdr(ctx, one, ratings[index])));
  await postJournals(ctx, [
    ...rated.map(({ costJournal }) => costJournal),
    ...entries.map(({ journal }) => journal),
  ]);
}

function ratingRow(ctx: Ctx, { row, cost, facts }: Rated): typeof cdrRatings.$inferInsert {
  return {
    tenantId: ctx.tenantId,
    id: newId<"cdrRating">(),
    cdrId: row.id,
    verdict: cost.verdict.verdict,
    reading: cost.verdict.reading,
    ownExclMicro: cost.ownExclMicro,
    ownInclMicro: cost.ownInclMicro,
    differenceMicro: cost.verdict.differenceMicro,
    explanation: cost.explanation,
    tariffSource: facts.tariffSource,
    timeZone: facts.timeZone,
    engineVersion: ENGINE_VERSION,
    tzdataVersion: ctx.tzdataVersion,
    ratedAt: ctx.clock.now(),
  };
}

async function updateCdr(
  ctx: Ctx,
  { row, cost, heldReasons }: Rated,
  rating: typeof cdrRatings.$inferInsert | undefined,
): Promise<void> {
  const isAccepted = heldReasons.length === 0;
  await ctx.db
    .update(cdrs)
    .set({
      state: isAccepted ? "accepted" : "held",
      heldReasons,
      ratingId: rating?.id ?? null,
      verdict: cost.verdict.verdict,
      differenceMicro: cost.verdict.differenceMicro,
      lastError: null,
      ...(isAccepted
        ? {
            acceptedCostMinor: cost.claimMinor,
            acceptedBasis: "policy" as const,
            decidedBy: actorName(ctx.actor),
            decidedAt: ctx.clock.now(),
          }
        : {}),
    })
    .where(and(eq(cdrs.tenantId, ctx.tenantId), eq(cdrs.id, row.id)));
}
