import { and, eq, isNull, sql } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { cdrs } from "@/db/schema/cdrs";
import { updateRows } from "@/db/update-rows";
import { actorName } from "@/services/audit/write-audit";
import { linkCreditCdrs } from "@/services/charge-disputes/settle-disputes";
import type { Ctx } from "@/services/context";
import { postJournals } from "@/services/ledger/post-journal";
import { costJournalOf } from "./cost-journal";
import { giveBackCharges } from "./give-back-charges";
import { releaseHolds } from "./store-holds";

type CdrRow = typeof cdrs.$inferSelect;

/** A Credit CDR and the CDR that it takes back. Both rows are locked by the caller. */
export interface TakenBack {
  readonly credit: CdrRow;
  readonly original: CdrRow;
}

/**
 * What a credit comes to on the CPO's side: the negative of what was accepted for its original, which may differ from
 * the claim; nothing where the original was never accepted.
 */
export function creditedCost({ state, acceptedCostMinor }: CdrRow): bigint {
  return state === "accepted" ? -(acceptedCostMinor ?? 0n) : 0n;
}

/**
 * Takes CDRs back whole, on both sides, in the caller's transaction: the credits are accepted with a journal of the
 * negative cost; originals that were not decided yet are closed, since nobody claims them any more; drivers get
 * their charges back. `basis` says who decided it: the policy, or a person who took the credit for the whole.
 */
export async function takeBack(
  ctx: Ctx,
  pairs: readonly TakenBack[],
  by: { readonly basis: "policy" | "own"; readonly note?: string },
): Promise<void> {
  if (pairs.length === 0) return;
  const decided = { decidedBy: actorName(ctx.actor), decidedAt: ctx.clock.now() };
  const { tenantId } = ctx;
  const keys: ["tenantId", "id"] = ["tenantId", "id"];
  await updateRows(
    ctx.db,
    cdrs,
    keys,
    pairs.map(({ original, credit }) => {
      const isOpen = original.state === "received" || original.state === "held";
      const { state, decidedBy, decidedAt } = original;
      const closed = isOpen
        ? { state: "rejected" as const, ...decided }
        : { state, decidedBy, decidedAt };
      return { tenantId, id: original.id, creditedByCdrId: credit.id, ...closed };
    }),
  );
  await updateRows(
    ctx.db,
    cdrs,
    keys,
    pairs.map(({ original, credit }) => ({
      tenantId,
      id: credit.id,
      state: "accepted" as const,
      heldReasons: [],
      lastError: null,
      creditsCdrId: original.id,
      acceptedCostMinor: creditedCost(original),
      acceptedBasis: by.basis,
      ...decided,
      decisionNote: by.note ?? null,
    })),
  );
  await releaseHolds(
    ctx,
    pairs.map(({ original }) => original.id),
    "credited",
  );
  await postJournals(
    ctx,
    pairs.map(({ original, credit }) => costJournalOf(credit, creditedCost(original))),
  );
  await giveBackCharges(
    ctx,
    pairs.map(({ original, credit }) => ({
      id: original.id,
      creditCdrId: credit.id,
      reason: `credited: the operator took the charge back (${credit.ocpiId})`,
    })),
  );
  await linkCreditCdrs(
    ctx,
    pairs.map(({ original, credit }) => ({
      cdrId: original.id,
      creditCdrId: credit.id,
      ocpiId: credit.ocpiId,
    })),
  );
  await linkReplacements(
    ctx,
    pairs.map(({ original }) => original),
  );
}

/** A CDR of the same session that was accepted before its original was taken back stands in its place. */
async function linkReplacements(ctx: Ctx, originals: readonly CdrRow[]): Promise<void> {
  const sessions = originals.flatMap(({ id, partnerId, sessionOcpiId }) =>
    sessionOcpiId === null ? [] : [{ id, partner_id: partnerId, session: sessionOcpiId }],
  );
  if (sessions.length === 0) return;
  await ctx.db
    .update(cdrs)
    .set({ replacesCdrId: sql<Id<"cdr">>`taken.id` })
    .from(
      sql`json_to_recordset(${JSON.stringify(sessions)}::json) as taken(id uuid, partner_id uuid, session text)`,
    )
    .where(
      and(
        eq(cdrs.tenantId, ctx.tenantId),
        sql`${cdrs.partnerId} = taken.partner_id and ${cdrs.sessionOcpiId} = taken.session`,
        sql`${cdrs.id} <> taken.id`,
        eq(cdrs.isCredit, false),
        eq(cdrs.state, "accepted"),
        isNull(cdrs.creditedByCdrId),
        isNull(cdrs.replacesCdrId),
      ),
    );
}
