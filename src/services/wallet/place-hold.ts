import { and, eq, sql } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { driverAccount } from "@/core/ledger/account";
import { holdFor } from "@/core/wallet/estimate-charge";
import { newId } from "@/db/new-id";
import { accounts } from "@/db/schema/ledger";
import { wallets } from "@/db/schema/wallets";
import type { Ctx } from "@/services/context";
import type { WalletKey } from "./lock-wallets";

/** A hold that is to be placed, in minor units of its wallet. */
export interface NewHold extends WalletKey {
  readonly tokenId: Id<"token"> | null;
  /** The fact's own name: "authorize:<reference>", "session:<id>". */
  readonly ref: string;
  readonly amountMinor: bigint;
  readonly expiresAt: Temporal.Instant;
}

/** Speaks for credit. False where less can be spent, or the fact's hold has ended; true, and nothing more, if it stands. */
export async function placeHold(ctx: Ctx, hold: NewHold): Promise<boolean> {
  const { driverId, currency, tokenId, ref } = hold;
  const json = JSON.stringify({
    id: newId<"walletHold">(),
    driverId,
    currency,
    tokenId,
    ref,
    amountMinor: hold.amountMinor.toString(),
    expiresAt: hold.expiresAt.toString(),
    createdAt: ctx.clock.now().toString(),
  });
  const [row] = await ctx.db.execute<{ placed: boolean }>(
    sql`select place_wallet_hold(${ctx.tenantId}::uuid, ${json}::jsonb) as placed`,
  );
  return row?.placed ?? false;
}

/**
 * Holds what a charge is estimated to cost, as far as can be spent and at least the currency's least credit. One
 * statement, unless others spent meanwhile: then what is left is looked at again, once. False: there is too little.
 */
export async function holdForCharge(
  ctx: Ctx,
  hold: Omit<NewHold, "amountMinor">,
  of: { readonly estimateMinor: bigint | null; readonly spendableMinor: bigint },
): Promise<boolean> {
  const estimate = { currency: hold.currency, amountMinor: of.estimateMinor };
  const first = holdFor(of.spendableMinor, estimate);
  if (first === null) return false;
  if (await placeHold(ctx, { ...hold, amountMinor: first })) return true;
  const second = holdFor(await readSpendable(ctx, hold), estimate);
  return second !== null && placeHold(ctx, { ...hold, amountMinor: second });
}

/** What can be spent of a wallet now. */
export async function readSpendable(ctx: Ctx, { driverId, currency }: WalletKey): Promise<bigint> {
  const [row] = await ctx.db
    .select({
      balance: accounts.balance,
      held: accounts.held,
      frozen: wallets.frozenMinor,
    })
    .from(accounts)
    .leftJoin(
      wallets,
      and(
        eq(wallets.tenantId, accounts.tenantId),
        eq(wallets.driverId, driverId),
        eq(wallets.currency, accounts.currency),
      ),
    )
    .where(
      and(
        eq(accounts.tenantId, ctx.tenantId),
        eq(accounts.code, driverAccount(driverId, "wallet").code),
        eq(accounts.currency, currency),
      ),
    );
  return row ? -row.balance - row.held - (row.frozen ?? 0n) : 0n;
}
