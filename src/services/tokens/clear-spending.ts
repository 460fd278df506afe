import type { PreparedLock } from "@/services/price-locks/prepare-authorize-lock";
import type { Ctx } from "@/services/context";
import {
  allowSpending,
  findSpendingFacts,
  type SpendingRefusal,
} from "@/services/wallet/allow-spending";
import type { SpendingStanding } from "@/services/wallet/spending-standing";
import { tellOfLimit } from "@/services/wallet/tell-of-limit";
import type { TokenRow } from "./core-token";

const NO_LOCK: PreparedLock = { row: null, facts: null };

/**
 * Clears a charge that may otherwise start with its driver's wallet and limits, beside the lock of its prices (`prepare`;
 * null where no place is told). A refused charge has no lock. For a prepaid driver one statement comes on top, for
 * others none that is waited for.
 */
export async function clearSpending(
  ctx: Ctx,
  asked: {
    readonly token: TokenRow;
    readonly spending: SpendingStanding;
    readonly authorizationReference: string;
  },
  prepare: (() => Promise<PreparedLock>) | null,
): Promise<{ readonly lock: PreparedLock["row"]; readonly refusal: SpendingRefusal | null }> {
  const { token, spending, authorizationReference } = asked;
  const { id: tokenId, driverId } = token;
  const [lock, facts] = await Promise.all([
    prepare ? prepare() : NO_LOCK,
    findSpendingFacts(ctx, driverId, spending),
  ]);
  if (!facts) return { lock: lock.row, refusal: null };
  const ask = { driverId, tokenId, spending, place: lock.facts, authorizationReference };
  const refusal = await allowSpending(ctx, ask, facts);
  if (refusal?.cause === "limit") await tellOfLimit(ctx, driverId, refusal.reached);
  return { lock: refusal ? null : lock.row, refusal };
}
