import { and, desc, eq, isNull, sql } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { receiptPacks, type PackChoice } from "@/db/schema/receipts";
import type { Ctx } from "@/services/context";
import { requireChargesReader } from "@/services/require-role";

const SHOWN = 12;

/** An archive as its page shows it. */
export interface ReceiptPack {
  readonly id: Id<"other">;
  readonly firstDay: Temporal.PlainDate;
  readonly lastDay: Temporal.PlainDate;
  readonly choice: PackChoice;
  readonly state: "due" | "ready" | "failed" | "expired";
  readonly sendTo: string | null;
  readonly chargeCount: number | null;
  /** Bytes; null until it is ready. */
  readonly size: number | null;
  readonly requestedAt: Temporal.Instant;
  readonly expiresAt: Temporal.Instant | null;
}

/** The newest archives of the acting person's account; a mere member's own. @throws ServiceError FORBIDDEN. */
export async function listPacks(ctx: Ctx): Promise<ReceiptPack[]> {
  const { driverId, onlyMemberId } = requireChargesReader(ctx);
  const { id, firstDay, lastDay, choice, state, sendTo, chargeCount } = receiptPacks;
  const { requestedAt, expiresAt, content } = receiptPacks;
  return ctx.db
    .select({
      id,
      firstDay,
      lastDay,
      choice,
      state,
      sendTo,
      chargeCount,
      requestedAt,
      expiresAt,
      size: sql<number | null>`octet_length(${content})`,
    })
    .from(receiptPacks)
    .where(
      and(
        eq(receiptPacks.tenantId, ctx.tenantId),
        eq(receiptPacks.driverId, driverId),
        onlyMemberId ? eq(receiptPacks.memberId, onlyMemberId) : isNull(receiptPacks.memberId),
      ),
    )
    .orderBy(desc(requestedAt), desc(id))
    .limit(SHOWN);
}
