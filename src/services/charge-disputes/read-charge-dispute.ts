import { and, desc, eq } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { money, type Money } from "@/core/money/money";
import { creditNoteLines, creditNotes } from "@/db/schema/credits";
import type { Ctx } from "@/services/context";
import { canDispute } from "./dispute-charge";
import { readLatestDispute } from "./dispute-case";
import { findOwnCharge } from "./find-own-charge";

/** What became of a driver's objection, and what was given back of the charge, for him to read. */
export interface ChargeDispute {
  /** Whether he can say that something is wrong. */
  readonly canDispute: boolean;
  readonly dispute: {
    readonly state: "open" | "credited" | "refused";
    readonly text: string;
    readonly openedAt: Temporal.Instant;
    readonly answeredAt: Temporal.Instant | null;
    /** Finance's words, where it was refused. */
    readonly answer: string | null;
  } | null;
  /** Newest first. */
  readonly credits: readonly {
    readonly id: Id<"creditNote">;
    readonly number: string;
    readonly issuedAt: Temporal.Instant;
    /** What it gives back of this charge. */
    readonly amount: Money;
    readonly reason: string;
  }[];
}

/**
 * The acting driver's objection to a charge, and its credit notes. `id` is the address of his session.
 * @throws ServiceError FORBIDDEN without a driver's account.
 */
export async function readChargeDispute(ctx: Ctx, id: string): Promise<ChargeDispute> {
  const charge = await findOwnCharge(ctx, id);
  if (!charge) return { canDispute: false, dispute: null, credits: [] };
  const [latest, credits] = await Promise.all([
    readLatestDispute(ctx, charge.id),
    readCredits(ctx, charge.id),
  ]);
  return {
    canDispute: canDispute(charge) && latest?.state !== "open",
    dispute: latest
      ? {
          state:
            latest.state === "open"
              ? "open"
              : latest.resolution === "credited"
                ? "credited"
                : "refused",
          text: latest.detail["text"] ?? "",
          openedAt: latest.openedAt,
          answeredAt: latest.closedAt,
          answer: latest.resolution === "refused" ? latest.note : null,
        }
      : null,
    credits,
  };
}

async function readCredits(ctx: Ctx, chargeId: Id<"charge">): Promise<ChargeDispute["credits"]> {
  const rows = await ctx.db
    .select({
      id: creditNotes.id,
      number: creditNotes.number,
      issuedAt: creditNotes.issuedAt,
      reason: creditNotes.reason,
      currency: creditNotes.currency,
      grossMinor: creditNoteLines.grossMinor,
    })
    .from(creditNoteLines)
    .innerJoin(
      creditNotes,
      and(
        eq(creditNotes.tenantId, creditNoteLines.tenantId),
        eq(creditNotes.id, creditNoteLines.creditNoteId),
        eq(creditNotes.state, "issued"),
      ),
    )
    .where(and(eq(creditNoteLines.tenantId, ctx.tenantId), eq(creditNoteLines.chargeId, chargeId)))
    .orderBy(desc(creditNotes.issuedAt));
  return rows.flatMap(({ id, number, issuedAt, reason, currency, grossMinor }) =>
    number && issuedAt
      ? [{ id, number, issuedAt, reason, amount: money(grossMinor, currency) }]
      : [],
  );
}
