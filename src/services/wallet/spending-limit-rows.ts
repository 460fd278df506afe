import { and, eq, isNull } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { isCurrency } from "@/core/money/currency";
import type { LimitSpan, UsedLimit } from "@/core/wallet/spending-limits";
import { newId } from "@/db/new-id";
import { accountMembers } from "@/db/schema/accounts";
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
  /** Set: all cards and the app of this member together. */
  readonly memberId?: Id<"member"> | null;
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
  const { driverId, tokenId, memberId = null, span, currency, amountMinor, setBy } = choice;
  if (tokenId !== null && memberId !== null) {
    throw new ServiceError("INVALID", "A limit is of a token or of a member.");
  }
  if (!isCurrency(currency)) throw new ServiceError("INVALID", "There is no such currency.");
  if (amountMinor !== null && amountMinor < 0n) {
    throw new ServiceError("INVALID", "A limit is zero or more.", { field: "amountMinor" });
  }
  await inTransaction(ctx, async (tx) => {
    if (tokenId !== null) await requireToken(tx, driverId, tokenId);
    if (memberId !== null) await requireMember(tx, driverId, memberId);
    const key = { driverId, tokenId, memberId, span, currency, setBy };
    if (amountMinor === null) await dropLimit(tx, key);
    else await keepLimit(tx, key, amountMinor);
    await writeAudit(tx, {
      action: "spending_limit.set",
      subjectType: "driver",
      subjectId: driverId,
      detail: {
        span,
        tokenId,
        memberId,
        currency,
        setBy,
        amountMinor: amountMinor?.toString() ?? null,
      },
    });
  });
}

type LimitKey = Pick<
  typeof spendingLimits.$inferInsert,
  "driverId" | "span" | "currency" | "setBy"
> & {
  readonly tokenId: Id<"token"> | null;
  readonly memberId: Id<"member"> | null;
};

async function dropLimit(tx: Ctx, key: LimitKey): Promise<void> {
  const { driverId, tokenId, memberId, span, currency, setBy } = key;
  await tx.db
    .delete(spendingLimits)
    .where(
      and(
        eq(spendingLimits.tenantId, tx.tenantId),
        eq(spendingLimits.driverId, driverId),
        tokenId === null ? isNull(spendingLimits.tokenId) : eq(spendingLimits.tokenId, tokenId),
        memberId === null ? isNull(spendingLimits.memberId) : eq(spendingLimits.memberId, memberId),
        eq(spendingLimits.span, span),
        eq(spendingLimits.currency, currency),
        eq(spendingLimits.setBy, setBy),
      ),
    );
}

async function keepLimit(tx: Ctx, key: LimitKey, amountMinor: bigint): Promise<void> {
  const updatedAt = tx.clock.now();
  await tx.db
    .insert(spendingLimits)
    .values({ tenantId: tx.tenantId, id: newId<"other">(), ...key, amountMinor, updatedAt })
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

async function requireToken(tx: Ctx, driverId: Id<"driver">, tokenId: Id<"token">): Promise<void> {
  const rows = await tx.db
    .select({ id: tokens.id })
    .from(tokens)
    .where(
      and(eq(tokens.tenantId, tx.tenantId), eq(tokens.id, tokenId), eq(tokens.driverId, driverId)),
    );
  if (rows.length === 0) throw new ServiceError("NOT_FOUND", "There is no such token.");
}

async function requireMember(
  tx: Ctx,
  driverId: Id<"driver">,
  memberId: Id<"member">,
): Promise<void> {
  const rows = await tx.db
    .select({ id: accountMembers.id })
    .from(accountMembers)
    .where(
      and(
        eq(accountMembers.tenantId, tx.tenantId),
        eq(accountMembers.id, memberId),
        eq(accountMembers.driverId, driverId),
      ),
    );
  if (rows.length === 0) throw new ServiceError("NOT_FOUND", "There is no such member.");
}
