import { and, asc, eq, lte } from "drizzle-orm";

import { cdrCostAccepted } from "@/core/ledger/entries/cdr-cost-accepted";
import type { Journal } from "@/core/ledger/journal";
import { decodeCdr } from "@/core/roaming/json";
import type { Cdr } from "@/core/roaming/cdr";
import { invariant } from "@/core/invariant";
import { insertRows } from "@/db/insert-rows";
import { newId } from "@/db/new-id";
import { cdrRatings, cdrs } from "@/db/schema/cdrs";
import { inTransaction } from "@/db/transaction";
import { updateRows } from "@/db/update-rows";
import { actorName } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { postJournals } from "@/services/ledger/post-journal";
import {
  chargeEntry,
  lockCharges,
  storeCharges,
  type Charge,
  type ChargeEntry,
} from "./charge-rows";
import { claimReasons, factReasons } from "./hold-reasons";
import { loadRatingFacts, type RatableCdr, type RatingFacts } from "./load-rating-facts";
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
    const ratable = due.map((row) => ({ row, cdr: decodeCdr(row.core) }));
    const facts = await loadRatingFacts(tx, ratable);
    const booked = await lockCharges(tx, due);
    const rated = ratable.map((one, index) => rateOne(tx, one, { facts: facts[index], booked }));
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

function rateOne(
  ctx: Ctx,
  { row, cdr }: RatableCdr,
  known: { readonly facts: RatingFacts | undefined; readonly booked: ReadonlyMap<string, Charge> },
): Rated {
  const { facts } = known;
  invariant(facts, "a CDR has no facts");
  const cost = rateCost(cdr, facts);
  const doubts = factReasons(row, facts);
  const claim = claimReasons(cost);
  const driver =
    doubts.length === 0
      ? priceDriverSide(ctx, {
          row,
          cdr,
          facts,
          isClaimAccepted: claim.length === 0,
          cost,
          existing: known.booked.get(row.id),
        })
      : { charge: null, reasons: [] };
  const heldReasons = [...doubts, ...claim, ...driver.reasons];
  const costJournal = heldReasons.length === 0 ? costJournalOf(row, cost.claimMinor) : null;
  return { row, cost, facts, heldReasons, charge: driver.charge, costJournal };
}

function priceDriverSide(
  ctx: Ctx,
  of: {
    readonly row: CdrRow;
    readonly cdr: Cdr;
    readonly facts: RatingFacts;
    readonly isClaimAccepted: boolean;
    readonly cost: RatedCost;
    readonly existing: Charge | undefined;
  },
): { readonly charge: ChargeEntry | null; readonly reasons: readonly string[] } {
  const { row, cdr, facts, cost, existing } = of;
  if (row.driverId === null || facts.plan === null) return { charge: null, reasons: [] };
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
  await insertRows(ctx.db, cdrRatings, ratings);
  const entries = rated.flatMap(({ charge }) => (charge ? [charge] : []));
  await storeCharges(ctx, entries);
  await updateRows(
    ctx.db,
    cdrs,
    ["tenantId", "id"],
    rated.map((one, index) => cdrChange(ctx, one, ratings[index])),
  );
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

function cdrChange(
  ctx: Ctx,
  { row, cost, heldReasons }: Rated,
  rating: typeof cdrRatings.$inferInsert | undefined,
) {
  const isAccepted = heldReasons.length === 0;
  return {
    tenantId: row.tenantId,
    id: row.id,
    state: isAccepted ? ("accepted" as const) : ("held" as const),
    heldReasons,
    ratingId: rating?.id ?? null,
    verdict: cost.verdict.verdict,
    differenceMicro: cost.verdict.differenceMicro,
    lastError: null,
    acceptedCostMinor: isAccepted ? cost.claimMinor : row.acceptedCostMinor,
    acceptedBasis: isAccepted ? ("policy" as const) : row.acceptedBasis,
    decidedBy: isAccepted ? actorName(ctx.actor) : row.decidedBy,
    decidedAt: isAccepted ? ctx.clock.now() : row.decidedAt,
  };
}
