import { and, eq } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { topupReversed } from "@/core/ledger/entries/topup-moved";
import type { JournalSource } from "@/core/ledger/journal";
import { afterDraw, drawLots, take, type Lot } from "@/core/wallet/lots";
import { walletLots } from "@/db/schema/wallets";
import { inTransaction } from "@/db/transaction";
import type { Ctx } from "@/services/context";
import { postJournal } from "@/services/ledger/post-journal";
import { followCredit } from "./follow-credit";
import { isBooked } from "./is-booked";
import { lockWallets, walletName } from "./lock-wallets";
import { switchOffAuto } from "./switch-off-auto";
import { lockTopup } from "./topup-rows";
import { moveLots } from "./move-lots";

/** Money of a top-up that the rail took back, in minor units of its currency. */
export interface TopupReversal {
  readonly amountMinor: bigint;
  readonly at: Temporal.Instant;
  /** The journal's key: the same again changes nothing. */
  readonly key: string;
  /** stripe: taken from us now (a debit that came back). disputes: a dispute that was lost. */
  readonly from: "stripe" | "disputes";
  /** The payment or the dispute that it comes of. */
  readonly source: JournalSource;
}

/**
 * Takes back a top-up's money: off its own lot first, then off what else the wallet holds; what was spent already is
 * owed (the wallet goes below zero, and blocks). Automatic top-ups are off then.
 * @throws ServiceError NOT_FOUND.
 */
export async function reverseTopup(
  ctx: Ctx,
  topupId: Id<"topup">,
  reversal: TopupReversal,
): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const topup = await lockTopup(tx, topupId);
    const wallet = (await lockWallets(tx, [topup])).get(walletName(topup));
    if (!wallet) throw new RangeError("a wallet was locked");
    if (await isBooked(tx, reversal.key)) return;
    const { driverId, currency } = topup;
    const { amountMinor, key, from, source, at: reversedAt } = reversal;
    const own = await findLot(tx, topupId);
    const kind = from === "stripe" ? "return" : "dispute";
    await moveLots(
      tx,
      partsOf(wallet.lots, own, amountMinor).map((part) => ({ ...part, kind })),
    );
    await postJournal(
      tx,
      topupReversed({ source, key, driverId, currency, amountMinor, from, reversedAt }),
    );
    await switchOffAuto(tx, topup, from === "stripe" ? "returned" : "dispute");
    await followCredit(tx, [
      { wallet: { ...wallet, autoTopup: false }, movedMinor: -amountMinor, event: key },
    ]);
  });
}

function partsOf(lots: readonly Lot[], own: Id<"walletLot"> | null, amountMinor: bigint) {
  const first = take(
    lots.filter(({ id }) => id === own),
    amountMinor,
  );
  const rest = drawLots(afterDraw(lots, first.parts), first.uncoveredMinor);
  return [...first.parts, ...rest.parts];
}

async function findLot(tx: Ctx, topupId: Id<"topup">): Promise<Id<"walletLot"> | null> {
  const [row] = await tx.db
    .select({ id: walletLots.id })
    .from(walletLots)
    .where(and(eq(walletLots.tenantId, tx.tenantId), eq(walletLots.topupId, topupId)));
  return row?.id ?? null;
}
