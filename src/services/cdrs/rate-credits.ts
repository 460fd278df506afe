import { and, eq, inArray } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { insertRows } from "@/db/insert-rows";
import { newId } from "@/db/new-id";
import { cdrRatings, cdrs } from "@/db/schema/cdrs";
import { updateRows } from "@/db/update-rows";
import type { Ctx } from "@/services/context";
import { ENGINE_VERSION } from "./engine-version";
import { findOriginals, type Originals } from "./find-originals";
import { holdText } from "./hold";
import { judgeCredit, type CreditJudgement } from "./judge-credit";
import { storeHolds } from "./store-holds";
import { takeBack } from "./take-back";

type CdrRow = typeof cdrs.$inferSelect;
type RatingRow = typeof cdrRatings.$inferInsert;

interface Judged {
  readonly credit: CdrRow;
  readonly judgement: CreditJudgement<CdrRow>;
  readonly rating: RatingRow;
}

/**
 * Rates Credit CDRs, locked by the caller, in his transaction and with a fixed number of statements. Volumes are not
 * priced again: a credit repeats those of its original, and only its total counts. One that equals its original takes
 * it back; any other is held.
 */
export async function rateCredits(ctx: Ctx, credits: readonly CdrRow[]): Promise<void> {
  if (credits.length === 0) return;
  const originals = await findOriginals(ctx, credits);
  const isBusy = ({ id }: CdrRow) => originals.get(id)?.isBusy === true;
  await postpone(ctx, credits.filter(isBusy));
  const judged = judgeInOrder(
    ctx,
    credits.filter((credit) => !isBusy(credit)),
    originals,
  );
  await insertRows(
    ctx.db,
    cdrRatings,
    judged.map(({ rating }) => rating),
  );
  await updateRows(
    ctx.db,
    cdrs,
    ["tenantId", "id"],
    judged.map(({ credit, judgement, rating }) => ({
      tenantId: ctx.tenantId,
      id: credit.id,
      state: "held" as const,
      heldReasons: judgement.hold ? [holdText(judgement.hold)] : [],
      ratingId: rating.id,
      verdict: rating.verdict,
      differenceMicro: rating.differenceMicro,
      lastError: null,
    })),
  );
  await storeHolds(
    ctx,
    judged.map(({ credit, judgement: { hold } }) => ({
      cdrId: credit.id,
      holds: hold ? [hold] : [],
    })),
  );
  await takeBack(
    ctx,
    judged.flatMap(({ credit, judgement: { hold, original } }) =>
      hold || !original ? [] : [{ credit, original }],
    ),
    { basis: "policy" },
  );
}

// The one that came first takes the original; a second one of the same batch finds it taken.
function judgeInOrder(
  ctx: Ctx,
  credits: readonly CdrRow[],
  originals: ReadonlyMap<Id<"cdr">, Originals>,
): Judged[] {
  const taken = new Map<Id<"cdr">, Id<"cdr">>();
  const inOrder = credits.toSorted(
    (a, b) =>
      Temporal.Instant.compare(a.receivedAt, b.receivedAt) ||
      (a.id < b.id ? -1 : Number(a.id > b.id)),
  );
  return inOrder.map((credit) => {
    const judgement = judgeCredit(credit, originals.get(credit.id)?.candidates ?? [], taken);
    if (!judgement.hold) taken.set(judgement.original.id, credit.id);
    return { credit, judgement, rating: ratingOf(ctx, credit, judgement) };
  });
}

/** The record of a credit: our figure is the negative of what its original claimed. */
function ratingOf(ctx: Ctx, credit: CdrRow, judgement: CreditJudgement<CdrRow>): RatingRow {
  const { hold, original } = judgement;
  const isComparable = original !== null && original.currency === credit.currency;
  const own = isComparable ? -original.claimedExclMicro : null;
  const gross = isComparable ? original.claimedInclMicro : null;
  return {
    tenantId: ctx.tenantId,
    id: newId<"cdrRating">(),
    cdrId: credit.id,
    verdict: hold === null ? "match" : own === null ? "unpriceable" : "mismatch",
    reading: null,
    ownExclMicro: own,
    ownInclMicro: gross === null ? null : -gross,
    differenceMicro: own === null ? null : credit.claimedExclMicro - own,
    explanation: { credits: original?.id ?? null },
    tariffSource: "none",
    timeZone: null,
    engineVersion: ENGINE_VERSION,
    tzdataVersion: ctx.tzdataVersion,
    ratedAt: ctx.clock.now(),
  };
}

/** Credits whose original is being rated or decided by somebody else just now come due again in a moment. */
async function postpone(ctx: Ctx, credits: readonly CdrRow[]): Promise<void> {
  if (credits.length === 0) return;
  const ids = credits.map(({ id }) => id);
  await ctx.db
    .update(cdrs)
    .set({ dueAt: ctx.clock.now().add({ seconds: 2 }) })
    .where(and(eq(cdrs.tenantId, ctx.tenantId), inArray(cdrs.id, ids)));
}
