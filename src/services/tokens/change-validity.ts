import { and, eq } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { tokens } from "@/db/schema/drivers";
import { inTransaction } from "@/db/transaction";
import { writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { ServiceError } from "@/services/service-error";
import type { TokenRow } from "./core-token";
import { queueDeliveriesOfToken } from "./queue-deliveries";

/** Who blocked a token. Who holds it may lift only what he set himself, who runs the account both of these. */
export const BLOCKED_BY_DRIVER = "by_driver";
/** By who runs the account, for a token that a member holds. */
export const BLOCKED_BY_ACCOUNT = "by_account";
export const BLOCKED_BY_OPERATIONS = "by_operations";

/** True when the actor works for operations (or is the system). */
export function actsForOperations(ctx: Ctx): boolean {
  const { actor } = ctx;
  if (actor.kind === "system") return true;
  return (
    actor.kind === "user" &&
    actor.roles.some((role) => role === "operations" || role === "tenant_admin")
  );
}

/** True when the actor runs the account that a token belongs to. */
export function runsAccountOf(ctx: Ctx, token: Pick<TokenRow, "driverId">): boolean {
  return ctx.actor.kind === "user" && ctx.actor.driverId === token.driverId;
}

/** True when the actor is a member who charges with a token himself. */
function holdsToken(ctx: Ctx, { driverId, memberId }: TokenRow): boolean {
  const member = ctx.actor.kind === "user" ? (ctx.actor.member ?? null) : null;
  return member?.role === "driver" && member.driverId === driverId && member.id === memberId;
}

/** A change is later than the last state by so much, because 2.1.1 writes whole seconds. */
const STEP = { seconds: 1 } as const;

/**
 * Changes whether a token is valid: the row, a delivery to each registered partner and an audit row, in one
 * transaction. `last_updated` always moves on, in every version's spelling. Nothing happens where nothing changes.
 * @throws ServiceError NOT_FOUND for a token that is not there or another driver's, and what `check` throws.
 */
export async function changeValidity(
  ctx: Ctx,
  tokenId: Id<"token">,
  change: {
    readonly valid: boolean;
    /** Why it is blocked; null for a token that is valid again. */
    readonly reason: ((token: TokenRow) => string) | string | null;
    readonly check?: (token: TokenRow) => void;
  },
): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const token = await lockToken(tx, tokenId);
    if (token.valid === change.valid) return;
    change.check?.(token);
    const reason = typeof change.reason === "function" ? change.reason(token) : change.reason;
    const now = tx.clock.now();
    const earliest = token.lastUpdated.add(STEP);
    const lastUpdated = Temporal.Instant.compare(now, earliest) < 0 ? earliest : now;
    await tx.db
      .update(tokens)
      .set({ valid: change.valid, blockedReason: reason, lastUpdated })
      .where(and(eq(tokens.tenantId, tx.tenantId), eq(tokens.id, tokenId)));
    await queueDeliveriesOfToken(tx, tokenId);
    await writeAudit(tx, {
      action: change.valid ? "token.unblocked" : "token.blocked",
      subjectType: "token",
      subjectId: tokenId,
      detail: reason === null ? {} : { reason },
    });
  });
}

async function lockToken(ctx: Ctx, tokenId: Id<"token">): Promise<TokenRow> {
  const [token] = await ctx.db
    .select()
    .from(tokens)
    .where(and(eq(tokens.tenantId, ctx.tenantId), eq(tokens.id, tokenId)))
    .for("update");
  const isOwn = token && (runsAccountOf(ctx, token) || holdsToken(ctx, token));
  if (!token || !(isOwn || actsForOperations(ctx))) {
    throw new ServiceError("NOT_FOUND", "There is no such token.");
  }
  return token;
}
