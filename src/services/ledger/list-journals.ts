import { and, asc, eq, inArray, or } from "drizzle-orm";

import type { Id } from "@/core/ids";
import type { JournalKind, JournalSource } from "@/core/ledger/journal";
import { accounts, journals, postings } from "@/db/schema/ledger";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";

/** A journal with its legs, debit positive. */
export interface JournalView {
  readonly id: Id<"journal">;
  readonly kind: JournalKind;
  readonly effectiveAt: Temporal.Instant;
  readonly bookedAt: Temporal.Instant;
  readonly legs: readonly {
    readonly account: string;
    readonly amountMinor: bigint;
    readonly currency: string;
  }[];
}

/**
 * Every journal of some sources, in the order in which they were booked. For finance.
 * @throws ServiceError FORBIDDEN, UNAUTHENTICATED.
 */
export async function listJournals(
  ctx: Ctx,
  sources: readonly JournalSource[],
): Promise<readonly JournalView[]> {
  requireRole(ctx, "finance");
  if (sources.length === 0) return [];
  const byType = Map.groupBy(sources, ({ type }) => type);
  const rows = await ctx.db
    .select({
      id: journals.id,
      kind: journals.kind,
      effectiveAt: journals.effectiveAt,
      bookedAt: journals.createdAt,
      account: accounts.code,
      amountMinor: postings.amountMinor,
      currency: postings.currency,
    })
    .from(journals)
    .innerJoin(
      postings,
      and(eq(postings.tenantId, journals.tenantId), eq(postings.journalId, journals.id)),
    )
    .innerJoin(
      accounts,
      and(eq(accounts.tenantId, postings.tenantId), eq(accounts.id, postings.accountId)),
    )
    .where(
      and(
        eq(journals.tenantId, ctx.tenantId),
        or(
          ...[...byType].map(([type, of]) =>
            and(
              eq(journals.sourceType, type),
              inArray(
                journals.sourceId,
                of.map(({ id }) => id),
              ),
            ),
          ),
        ),
      ),
    )
    .orderBy(asc(journals.createdAt), asc(journals.kind), asc(journals.id), asc(postings.seq));
  return [...Map.groupBy(rows, ({ id }) => id).values()].flatMap((legs): JournalView[] => {
    const [first] = legs;
    if (!first) return [];
    const { id, effectiveAt, bookedAt } = first;
    const kind = first.kind as JournalKind;
    return [
      {
        id,
        kind,
        effectiveAt,
        bookedAt,
        legs: legs.map(({ account, amountMinor, currency }) => ({
          account,
          amountMinor,
          currency,
        })),
      },
    ];
  });
}
