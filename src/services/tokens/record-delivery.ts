import { and, eq } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { tokenDeliveries, tokens } from "@/db/schema/drivers";
import { inTransaction } from "@/db/transaction";
import type { Ctx } from "@/services/context";

/** After so many attempts (about four hours) the delivery is given up and shown as failed. */
const MAX_ATTEMPTS = 12;
const LONGEST_WAIT_S = 1800;

/** How an attempt to tell a partner ended. */
export type DeliveryResult =
  | { readonly kind: "acknowledged" }
  /** To be tried again; `retryAfterS` is what the partner asked for. */
  | { readonly kind: "unreachable"; readonly error: string; readonly retryAfterS?: number }
  /** To be tried again, as `unreachable`, but it says nothing of what else the partner is to be told. */
  | { readonly kind: "postponed"; readonly error: string; readonly retryAfterS?: number }
  /** Nobody was asked, because nobody can be reached: looked at again later, however often. */
  | { readonly kind: "withheld"; readonly error: string }
  /** Trying again would not help. */
  | { readonly kind: "refused"; readonly error: string };

/** Seconds to wait after the given number of failed attempts: 5, 10, 20 … half an hour. */
export function waitAfter(attempts: number): number {
  return Math.min(5 * 2 ** (attempts - 1), LONGEST_WAIT_S);
}

/**
 * Keeps how telling a partner of a token ended. `version` is the `last_updated` that was sent: if the token
 * changed meanwhile, the delivery is due again at once.
 */
export async function recordDelivery(
  ctx: Ctx,
  delivery: {
    readonly tokenId: Id<"token">;
    readonly partnerId: Id<"partner">;
    readonly version: Temporal.Instant;
  },
  result: DeliveryResult,
): Promise<void> {
  const { tokenId, partnerId, version } = delivery;
  const key = and(
    eq(tokenDeliveries.tenantId, ctx.tenantId),
    eq(tokenDeliveries.tokenId, tokenId),
    eq(tokenDeliveries.partnerId, partnerId),
  );
  await inTransaction(ctx, async (tx) => {
    const now = tx.clock.now();
    // The token first, then its delivery: the order in which a change of the token takes them.
    const [token] = await tx.db
      .select({ lastUpdated: tokens.lastUpdated })
      .from(tokens)
      .where(and(eq(tokens.tenantId, tx.tenantId), eq(tokens.id, tokenId)))
      .for("share");
    const [row] = await tx.db.select().from(tokenDeliveries).where(key).for("update");
    if (!token || !row) return;
    const isCurrent = token.lastUpdated.equals(version);
    const attempts = row.attempts + 1;
    const set = tx.db.update(tokenDeliveries);
    if (result.kind === "acknowledged") {
      const state = isCurrent ? "acknowledged" : "pending";
      await set
        .set({
          state,
          attempts: 0,
          dueAt: now,
          acknowledgedAt: now,
          acknowledgedVersion: version,
          lastError: null,
        })
        .where(key);
      return;
    }
    if (result.kind === "withheld") {
      const dueAt = now.add({ seconds: LONGEST_WAIT_S });
      await set.set({ state: "pending", dueAt, lastError: result.error }).where(key);
      return;
    }
    const isRefused = result.kind === "refused";
    const isOver = isRefused || attempts >= MAX_ATTEMPTS;
    const askedS = isRefused ? 0 : Math.min(result.retryAfterS ?? 0, LONGEST_WAIT_S);
    const waitS = Math.max(waitAfter(attempts), askedS);
    await set
      .set({
        state: isOver && isCurrent ? "failed" : "pending",
        attempts: isCurrent ? attempts : 0,
        dueAt: isCurrent ? now.add({ seconds: waitS }) : now,
        lastError: result.error,
      })
      .where(key);
  });
}
