import { sql } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { afterDraw, drawLots } from "@/core/wallet/lots";
import { cdrs } from "@/db/schema/cdrs";
import { sessions } from "@/db/schema/sessions";
import { walletHolds } from "@/db/schema/wallets";
import type { Ctx } from "@/services/context";
import { endHolds } from "./end-holds";
import { followCredit } from "./follow-credit";
import { lockWallets, walletName, type LockedWallet, type WalletKey } from "./lock-wallets";
import { moveLots, type LotUse } from "./move-lots";

/** A charge that its driver's wallet pays. */
export interface WalletCharge extends WalletKey {
  readonly chargeId: Id<"charge">;
  readonly cdrId: Id<"cdr">;
  /** VAT included, minor units. */
  readonly grossMinor: bigint;
}

/**
 * Lets wallets pay charges, in the transaction that books them: `post` posts the journals of the charges (and whatever
 * else is booked with them) once the wallets are locked. Lots are drawn, what no lot covers is the driver's debt (a charge
 * that really happened is always booked), the charges' holds end, and what follows of the fallen credit is done. The
 * number of statements does not depend on how many charges there are; without any it is only `post`.
 */
export async function settleCharges(
  tx: Ctx,
  charges: readonly WalletCharge[],
  post: () => Promise<unknown>,
): Promise<void> {
  if (charges.length === 0) {
    await post();
    return;
  }
  const wallets = await lockWallets(tx, charges);
  const holds = await findHolds(tx, charges);
  await moveLots(tx, drawsOf(charges, wallets));
  await post();
  await endHolds(
    tx,
    holds.map(({ id }) => id),
    "captured",
  );
  const moves = [...wallets.values()].map((wallet) => {
    const own = charges.filter((charge) => walletName(charge) === walletName(wallet));
    const freed = holds.filter((hold) => walletName(hold) === walletName(wallet));
    return {
      wallet,
      movedMinor: -own.reduce((sum, { grossMinor }) => sum + grossMinor, 0n),
      freedMinor: freed.reduce((sum, { amountMinor }) => sum + amountMinor, 0n),
      event: own.at(-1)?.chargeId ?? "",
    };
  });
  await followCredit(tx, moves);
}

function drawsOf(
  charges: readonly WalletCharge[],
  wallets: ReadonlyMap<string, LockedWallet>,
): LotUse[] {
  const lots = new Map([...wallets].map(([name, wallet]) => [name, wallet.lots]));
  return charges.flatMap((charge) => {
    const name = walletName(charge);
    const held = lots.get(name) ?? [];
    const { parts } = drawLots(held, charge.grossMinor);
    lots.set(name, afterDraw(held, parts));
    return parts.map((part) => ({ ...part, kind: "charge" as const, chargeId: charge.chargeId }));
  });
}

interface FoundHold extends WalletKey {
  readonly id: Id<"walletHold">;
  readonly amountMinor: bigint;
}

/**
 * The open holds of charges: by the session that the CDR names, by our authorization's reference, or, where a CPO
 * dropped both, by token and time.
 */
async function findHolds(tx: Ctx, charges: readonly WalletCharge[]): Promise<FoundHold[]> {
  const ids = JSON.stringify(charges.map(({ cdrId }) => cdrId));
  const rows = await tx.db.execute<{
    id: Id<"walletHold">;
    driver_id: Id<"driver">;
    currency: string;
    amount: string;
  }>(sql`
    select distinct h.id, h.driver_id, h.currency, h.amount_minor::text as amount
    from json_array_elements_text(${ids}::json) as one(value)
    join ${cdrs} c on c.tenant_id = ${tx.tenantId} and c.id = one.value::uuid
    left join ${sessions} s on s.tenant_id = c.tenant_id and s.country_code = c.country_code
      and s.party_id = c.party_id and s.ocpi_id_upper = upper(c.session_ocpi_id)
    join ${walletHolds} h on h.tenant_id = c.tenant_id and h.driver_id = c.driver_id and h.state = 'open'
    left join ${sessions} o on h.ref = 'session:' || o.id and o.tenant_id = h.tenant_id and o.driver_id = h.driver_id
    where h.ref = 'session:' || s.id
      or h.ref = 'authorize:' || (c.core #>> '{data,authorizationReference}')
      or (h.token_id = c.token_id and s.id is null
        and coalesce(o.started_at, h.created_at + interval '7 minutes')
          between c.started_at - interval '8 minutes' and c.started_at + interval '8 minutes')`);
  return [...rows].map(({ id, driver_id: driverId, currency, amount }) => ({
    id,
    driverId,
    currency,
    amountMinor: BigInt(amount),
  }));
}
