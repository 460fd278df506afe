import type { Id } from "@/core/ids";
import { invariant } from "@/core/invariant";
import type { Cdr } from "@/core/roaming/cdr";
import { decodeCdr } from "@/core/roaming/json";
import { holdRules } from "@/core/rating/hold-rules";
import { insertRows } from "@/db/insert-rows";
import { cdrRatings, cdrs } from "@/db/schema/cdrs";
import { updateRows } from "@/db/update-rows";
import type { Ctx } from "@/services/context";
import { postJournals } from "@/services/ledger/post-journal";
import {
  lockBenefits,
  type BenefitAsk,
  type BenefitBook,
} from "@/services/subscriptions/lock-benefits";
import { settleCharges } from "@/services/wallet/settle-charges";
import {
  chargeEntry,
  lockCharges,
  storeCharges,
  walletCharges,
  type Charge,
  type ChargeEntry,
} from "./charge-rows";
import { costJournalOf } from "./cost-journal";
import { findAboveBound } from "./cumulative-tolerance";
import type { Hold } from "./hold";
import { claimHolds, judgeFacts, readHold } from "./hold-reasons";
import { loadRatingFacts, type RatableCdr, type RatingFacts } from "./load-rating-facts";
import { priceCharge } from "./price-charge";
import { rateCost, type RatedCost } from "./rate-cdr";
import { cdrChange, ratingRow, type RatedCdr } from "./rated-cdr";
import { storeHolds } from "./store-holds";
import { tellOfCharges } from "./tell-of-charges";

type CdrRow = typeof cdrs.$inferSelect;

/** A CDR with what was found about its facts and its claim; the driver's side is still to come. */
interface JudgedCdr {
  readonly row: CdrRow;
  readonly cdr: Cdr;
  readonly facts: RatingFacts;
  readonly cost: RatedCost;
  readonly factHolds: readonly Hold[];
  readonly claimHolds: readonly Hold[];
  readonly noted: readonly Hold[];
}

/**
 * Rates CDRs of charges (not credits), locked by the caller, in his transaction: our price, both checks, what holds
 * them, and for what is accepted the journals of both sides. The number of statements does not depend on theirs.
 */
export async function rateCharges(ctx: Ctx, due: readonly CdrRow[]): Promise<void> {
  if (due.length === 0) return;
  const ratable = due.map((row) => ({ row, cdr: decodeCdr(row.core) }));
  const facts = await loadRatingFacts(ctx, ratable);
  const judged = ratable.map((one, index) => judge(one, facts[index]));
  const aboveBound = await findAboveBound(ctx, judged.flatMap(smallDifference));
  const booked = await lockCharges(ctx, due);
  const benefits = await lockBenefits(ctx, judged.map(benefitAsk));
  const batch = { benefits, booked };
  // An allowance is for whoever charged first.
  const inOrder = judged.toSorted((a, b) =>
    Temporal.Instant.compare(a.row.startedAt, b.row.startedAt),
  );
  const rated = inOrder.map((one) => {
    const above = aboveBound.get(one.row.id);
    const claim = above ? [...one.claimHolds, above] : one.claimHolds;
    return decide(ctx, { ...one, claimHolds: claim }, batch);
  });
  await storeRated(ctx, rated, benefits);
}

/** What the charges of a batch share. */
interface Batch {
  readonly benefits: BenefitBook;
  readonly booked: ReadonlyMap<Id<"cdr">, Charge>;
}

function benefitAsk({ row, facts }: JudgedCdr): BenefitAsk {
  return { driverId: row.driverId, plan: facts.plan, at: row.startedAt };
}

function judge(ratable: RatableCdr, facts: RatingFacts | undefined): JudgedCdr {
  invariant(facts, "a CDR has no facts");
  const cost = rateCost(ratable.cdr, facts);
  const { held, noted } = judgeFacts(ratable, facts, cost);
  // Some doubts are about the claim alone: a price that does not depend on it goes on.
  const isClaim = ({ code }: Hold) => holdRules[code].driver === "cost";
  return {
    ...ratable,
    facts,
    cost,
    factHolds: held.filter((hold) => !isClaim(hold)),
    claimHolds: [...held.filter(isClaim), ...claimHolds(cost, facts)],
    noted,
  };
}

/** A difference that policy would let pass. */
function smallDifference({ row, facts, cost, factHolds, claimHolds: claim }: JudgedCdr) {
  const { differenceMicro } = cost.verdict;
  if (factHolds.length + claim.length > 0 || differenceMicro === null) return [];
  return [{ row, settings: facts.settings, differenceMicro }];
}

function decide(ctx: Ctx, judged: JudgedCdr, batch: Batch): RatedCdr {
  const { row, facts, cost, noted } = judged;
  const driver =
    judged.factHolds.length === 0
      ? priceDriverSide(ctx, judged, batch)
      : { charge: null, holds: [] };
  const holds = [...judged.factHolds, ...judged.claimHolds, ...driver.holds];
  const costJournal = holds.length === 0 ? costJournalOf(row, cost.claimMinor) : null;
  return { row, cost, facts, holds, noted, charge: driver.charge, costJournal };
}

function priceDriverSide(
  ctx: Ctx,
  judged: JudgedCdr,
  { benefits, booked }: Batch,
): { readonly charge: ChargeEntry | null; readonly holds: readonly Hold[] } {
  const { row, cdr, facts, cost, claimHolds: claim } = judged;
  const existing = booked.get(row.id);
  if (row.driverId === null || facts.plan === null) return { charge: null, holds: [] };
  // A CDR that is rated again keeps the price that was booked.
  if (existing && existing.state !== "waiting") return { charge: null, holds: [] };
  const allowance = benefits.find(benefitAsk(judged));
  const priced = priceCharge({
    cdr,
    plan: facts.plan,
    facts,
    acceptedCostMinor: claim.length === 0 ? cost.claimMinor : null,
    verdict: cost.verdict.verdict,
    allowance,
  });
  if (!priced.ok) return { charge: null, holds: [readHold(priced.reason)] };
  const { id: cdrId, driverId } = row;
  const isPrepaid = facts.plan.kind === "prepaid";
  const owner = { cdrId, driverId, servicedAt: cdr.endDateTime, isPrepaid };
  const charge = chargeEntry(ctx, owner, priced.value, existing?.id);
  const use = priced.value.price?.use;
  if (allowance && use) benefits.use(charge.row.id, allowance, use);
  return { charge, holds: [] };
}

async function storeRated(
  ctx: Ctx,
  rated: readonly RatedCdr[],
  benefits: BenefitBook,
): Promise<void> {
  const ratings = rated.map((one) => ({ one, rating: ratingRow(ctx, one) }));
  await insertRows(
    ctx.db,
    cdrRatings,
    ratings.map(({ rating }) => rating),
  );
  const entries = rated.flatMap(({ charge }) => (charge ? [charge] : []));
  await storeCharges(ctx, entries);
  await benefits.store(ctx);
  await updateRows(
    ctx.db,
    cdrs,
    ["tenantId", "id"],
    ratings.map(({ one, rating }) => cdrChange(ctx, one, rating)),
  );
  await storeHolds(
    ctx,
    rated.map(({ row, holds }) => ({ cdrId: row.id, holds })),
  );
  await settleCharges(ctx, walletCharges(entries), () =>
    postJournals(ctx, [
      ...benefits.journals,
      ...rated.map(({ costJournal }) => costJournal),
      ...entries.map(({ journal }) => journal),
    ]),
  );
  await tellOfCharges(
    ctx,
    rated.flatMap(({ row, facts, charge }) => {
      const replaces = row.replacesCdrId ?? facts.mates.credited;
      return charge ? [{ row, charge: charge.row, replaces }] : [];
    }),
  );
}
