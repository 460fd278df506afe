import { and, desc, eq, sql } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { invariant } from "@/core/invariant";
import { newId } from "@/db/new-id";
import { cases } from "@/db/schema/treasury";
import { inTransaction } from "@/db/transaction";
import type { Ctx } from "@/services/context";

/** What does not agree, or what people must decide. */
export interface NewCase {
  /** Names what it is about, the same each time it is seen: "stripe-transaction:txn_…:unbooked". */
  readonly key: string;
  /** Says which sort it is, for words and filters: "payment_not_booked". */
  readonly kind: string;
  /** The row that it is about, for the link: "payment", "invoice", "payout", "bank_line" … */
  readonly subjectType: string;
  readonly subjectId: string;
  readonly driverId?: Id<"driver"> | null;
  /** What is at stake, in minor units, with its currency. */
  readonly amountMinor?: bigint | null;
  readonly currency?: string | null;
  /** Figures and names for people. */
  readonly detail?: Readonly<Record<string, string>>;
}

/**
 * Opens a case, or sees one again that is open: only `lastSeenAt` moves then. What a person closed as a known
 * difference of the same amount stays closed. Answers the case's id. Call it in the transaction of what it is about.
 */
export async function openCase(ctx: Ctx, found: NewCase): Promise<Id<"case">> {
  const { amountMinor = null, currency = null } = found;
  invariant((amountMinor === null) === (currency === null), "an amount needs its currency");
  return inTransaction(ctx, async (tx) => {
    const known = await findAccepted(tx, found.key);
    if (known && known.amountMinor === amountMinor && known.currency === currency) return known.id;
    const now = tx.clock.now();
    const [row] = await tx.db
      .insert(cases)
      .values({
        tenantId: tx.tenantId,
        id: newId<"case">(),
        key: found.key,
        kind: found.kind,
        subjectType: found.subjectType,
        subjectId: found.subjectId,
        driverId: found.driverId ?? null,
        amountMinor,
        currency,
        detail: { ...found.detail },
        openedAt: now,
        lastSeenAt: now,
      })
      .onConflictDoUpdate({
        target: [cases.tenantId, cases.key],
        // A constant, not a value: the index is found by it also once the statement is prepared for good.
        targetWhere: sql`state = 'open'`,
        set: { lastSeenAt: now },
      })
      .returning({ id: cases.id });
    invariant(row, "a case is inserted or found");
    return row.id;
  });
}

/** The newest case of this name, where a person closed it as a difference that is known and stays. */
async function findAccepted(ctx: Ctx, key: string) {
  const [row] = await ctx.db
    .select({
      id: cases.id,
      state: cases.state,
      resolution: cases.resolution,
      amountMinor: cases.amountMinor,
      currency: cases.currency,
    })
    .from(cases)
    .where(and(eq(cases.tenantId, ctx.tenantId), eq(cases.key, key)))
    .orderBy(desc(cases.openedAt), desc(cases.id))
    .limit(1);
  return row?.state === "closed" && row.resolution === "accepted" ? row : null;
}
