import { and, eq, isNull } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { isCurrency } from "@/core/money/currency";
import type { LimitSpan, UsedLimit } from "@/core/wallet/spending-limits";
import { newId } from "@/db/new-id";
import { tokens } from "@/db/schema/drivers";
import { spendingLimits } from "@/db/schema/wallets";
import { inTransaction } from "@/db/transaction";
import { writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { requireDriver, requireRole } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import { readLimitUse } from "./read-limit-use";

/** A limit as it is set: null takes it away. */
export interface LimitChoice {
  readonly span: LimitSpan;
  /** Null: all cards and the app together. */
  readonly tokenId: Id<"token"> | null;
  readonly currency: string;
  readonly amountMinor: bigint | null;
}

/** The acting driver's limits with what of each is used now. @throws ServiceError FORBIDDEN. */
export async function listOwnLimits(ctx: Ctx): Promise<UsedLimit[]> {
  return readLimitUse(ctx, requireDriver(ctx));
}

/**
 * The acting driver sets a limit of his own, or takes it away; finance's stay beside it, and the lower counts.
 * @throws ServiceError FORBIDDEN, NOT_FOUND (no such token of his), INVALID (amount, currency).
 */
export async function setOwnLimit(ctx: Ctx, choice: LimitChoice): Promise<void> {
  await setLimit(ctx, { ...choice, driverId: requireDriver(ctx), setBy: "driver" });
}

/** Finance sets a limit for a driver, or takes it away. @throws ServiceError as `setOwnLimit`. */
export async function setDriverLimit(
  ctx: Ctx,
  choice: LimitChoice & { readonly driverId: Id<"driver"> },
): Promise<void> {
  requireRole(ctx, "finance");
  await setLimit(ctx, { ...choice, setBy: "finance" });
}

async function setLimit(
  ctx: Ctx,
  choice: LimitChoice & {
    readonly driverId: Id<"driver">;
    readonly setBy: "driver" | "finance";
  },
): Promise<void> {
  const { driverId, tokenId, span, currency, amountMinor, setBy } = choice;
  if (!isCurrency(currency)) throw new ServiceError("INVALID", "There is no such currency.");
  if (amountMinor !== null && amountMinor < 0n) {
    throw new ServiceError("INVALID", "A limit is zero or more.", { field: "amountMinor" });
  }
  await inTransaction(ctx, async (tx) => {
    if (tokenId !== null) await requireToken(tx, driverId, tokenId);
    const isIt = and(
      eq(spendingLimits.tenantId, tx.tenantId),
      eq(spendingLimits.driverId, driverId),
      tokenId === null ? isNull(spendingLimits.tokenId) : eq(spendingLimits.tokenId, tokenId),
      eq(spendingLimits.span, span),
      eq(spendingLimits.currency, currency),
      eq(spendingLimits.setBy, setBy),
    );
    const updatedAt = tx.clock.now();
    if (amountMinor === null) await tx.db.delete(spendingLimits).where(isIt);
    else {
      await tx.db
        .insert(spendingLimits)
        .values({
          tenantId: tx.tenantId,
          id: newId<"other">(),
          driverId,
          tokenId,
          span,
          currency,
          amountMinor,
          setBy,
          updatedAt,
        })
        .onConflictDoUpdate({
          target: [
            spendingLimits.tenantId,
            spendingLimits.driverId,
            spendingLimits.tokenId,
            spendingLimits.memberId,
            spendingLimits.span,
            spendingLimits.currency,
            spendingLimits.setBy,
          ],
          set: { amountMinor, updatedAt },
        });
    }
    await writeAudit(tx, {
      action: "spending_limit.set",
      subjectType: "driver",
      subjectId: driverId,
      detail: { span, tokenId, currency, setBy, amountMinor: amountMinor?.toString() ?? null },
    });
  });
}

async function requireToken(tx: Ctx, driverId: Id<"driver">, tokenId: Id<"token">): Promise<void> {
  const rows = await tx.db
    .select({ id: tokens.id })
    .from(tokens)
    .where(
      and(eq(tokens.tenantId, tx.tenantId), eq(tokens.id, tokenId), eq(tokens.driverId, driverId)),
    );
  if (rows.length === 0) throw new ServiceError("NOT_FOUND", "There is no such token.");
}
