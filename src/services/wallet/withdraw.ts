import { eq, and } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { walletWithdrawn } from "@/core/ledger/entries/credit-moved";
import { planWithdrawal, type WithdrawalPart } from "@/core/wallet/plan-withdrawal";
import { newId } from "@/db/new-id";
import { paymentMethods, payments } from "@/db/schema/payments";
import { inTransaction } from "@/db/transaction";
import { writeAudit } from "@/services/audit/write-audit";
import { openCase } from "@/services/cases/open-case";
import type { Ctx } from "@/services/context";
import { postJournal } from "@/services/ledger/post-journal";
import { orderRefund } from "@/services/refunds/order-refund";
import { requireDriver } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import { followCredit } from "./follow-credit";
import { isBooked } from "./is-booked";
import { lockWallets, walletName, type LockedWallet } from "./lock-wallets";
import { moveLots } from "./move-lots";
import { findRefundable, lockPaymentsOf } from "./refundable-lots";

/** A part of a withdrawal as the driver is shown it. */
export interface WithdrawalView {
  readonly amountMinor: bigint;
  /** The card or account that it goes back to; null: paid out by hand. */
  readonly method: { readonly brand: string | null; readonly last4: string | null } | null;
}

/** What a driver can take out, and where it would go. */
export interface WithdrawalPreview {
  readonly currency: string;
  /** Own money that nothing is held of: the most that can be taken out. */
  readonly mostMinor: bigint;
  readonly parts: readonly WithdrawalView[];
}

/** Own money that a driver wants back. The id is made by the client: a second click is the same withdrawal. */
export interface Withdrawal {
  readonly withdrawalId: Id<"other">;
  readonly currency: string;
  readonly amountMinor: bigint;
}

/**
 * What of the acting driver's wallet can be taken out, and to which payments an amount (all of it, if none is given)
 * would go back: newest first, each within what is left of it, the rest by hand. Changes nothing.
 * @throws ServiceError FORBIDDEN.
 */
export async function previewWithdrawal(
  ctx: Ctx,
  asked: { readonly currency: string; readonly amountMinor?: bigint },
): Promise<WithdrawalPreview> {
  const driverId = requireDriver(ctx);
  const { currency } = asked;
  return inTransaction(ctx, async (tx) => {
    const wallet = await lockOne(tx, { driverId, currency });
    const mostMinor = withdrawable(wallet);
    const wanted = asked.amountMinor ?? mostMinor;
    const amountMinor = wanted < mostMinor ? wanted : mostMinor;
    const { parts } = planWithdrawal(await findRefundable(tx, wallet.lots), amountMinor);
    return { currency, mostMinor, parts: await viewParts(tx, parts) };
  });
}

/**
 * Pays the acting driver's own money back: it leaves the wallet at once and is owed to him; refunds on the payments that
 * brought it are ordered, and what no payment can take is a case for finance to pay by hand.
 * @throws ServiceError FORBIDDEN, INVALID (nothing), LIMIT (more than is his own and free).
 */
export async function withdraw(ctx: Ctx, withdrawal: Withdrawal): Promise<void> {
  await withdrawFor(ctx, requireDriver(ctx), withdrawal);
}

/** The same for a driver, where his account is closed. See `withdraw`. */
export async function withdrawFor(
  ctx: Ctx,
  driverId: Id<"driver">,
  withdrawal: Withdrawal,
): Promise<void> {
  const { withdrawalId, currency, amountMinor } = withdrawal;
  if (amountMinor <= 0n) throw new ServiceError("INVALID", "Give an amount above zero.");
  await inTransaction(ctx, async (tx) => {
    const key = { driverId, currency };
    await lockPaymentsOf(tx, key);
    const wallet = await lockOne(tx, key);
    if (await isBooked(tx, `withdrawal:${withdrawalId}`)) return;
    const mostMinor = withdrawable(wallet);
    if (amountMinor > mostMinor) {
      throw new ServiceError("LIMIT", "That is more than you can take out.", {
        mostMinor: mostMinor.toString(),
        currency,
      });
    }
    const { parts } = planWithdrawal(await findRefundable(tx, wallet.lots), amountMinor);
    await moveLots(
      tx,
      parts.map((part) => ({
        lotId: part.lotId,
        amountMinor: part.amountMinor,
        kind: "withdrawal",
      })),
    );
    const requestedAt = tx.clock.now();
    await postJournal(
      tx,
      walletWithdrawn({ withdrawalId, driverId, currency, amountMinor, requestedAt }),
    );
    await payOut(tx, { ...withdrawal, driverId }, parts);
    await writeAudit(tx, {
      action: "wallet.withdraw",
      subjectType: "driver",
      subjectId: driverId,
      detail: { withdrawalId, amountMinor: amountMinor.toString(), currency },
    });
    await followCredit(tx, [
      { wallet: { ...wallet, autoTopup: false }, movedMinor: -amountMinor, event: withdrawalId },
    ]);
  });
}

async function payOut(
  tx: Ctx,
  { withdrawalId, driverId, currency }: Withdrawal & { readonly driverId: Id<"driver"> },
  parts: readonly WithdrawalPart[],
): Promise<void> {
  let byHand = 0n;
  for (const { paymentId, lotId, amountMinor } of parts) {
    if (paymentId === null) byHand += amountMinor;
    else {
      await orderRefund(tx, {
        refundId: newId<"refund">(),
        paymentId,
        cause: "withdrawal",
        walletLotId: lotId,
        amountMinor,
      });
    }
  }
  if (byHand === 0n) return;
  await openCase(tx, {
    key: `withdrawal:${withdrawalId}:by-hand`,
    kind: "withdrawal_by_hand",
    subjectType: "driver",
    subjectId: driverId,
    driverId,
    amountMinor: byHand,
    currency,
  });
}

/** Own money that is neither held nor frozen. */
function withdrawable({ lots, creditMinor, heldMinor, frozenMinor }: LockedWallet): bigint {
  const own = lots
    .filter(({ kind }) => kind === "purchased")
    .reduce((sum, { remainingMinor }) => sum + remainingMinor, 0n);
  const free = creditMinor - heldMinor - frozenMinor;
  const most = own < free ? own : free;
  return most > 0n ? most : 0n;
}

async function lockOne(
  tx: Ctx,
  key: { readonly driverId: Id<"driver">; readonly currency: string },
): Promise<LockedWallet> {
  const wallet = (await lockWallets(tx, [key])).get(walletName(key));
  if (!wallet) throw new RangeError("a wallet was locked");
  return wallet;
}

async function viewParts(ctx: Ctx, parts: readonly WithdrawalPart[]): Promise<WithdrawalView[]> {
  const views: WithdrawalView[] = [];
  for (const { paymentId, amountMinor } of parts) {
    const method = paymentId === null ? null : await findMethod(ctx, paymentId);
    views.push({ amountMinor, method });
  }
  return views;
}

async function findMethod(ctx: Ctx, paymentId: Id<"payment">): Promise<WithdrawalView["method"]> {
  const [row] = await ctx.db
    .select({ brand: paymentMethods.brand, last4: paymentMethods.last4 })
    .from(payments)
    .leftJoin(
      paymentMethods,
      and(
        eq(paymentMethods.tenantId, payments.tenantId),
        eq(paymentMethods.id, payments.paymentMethodId),
      ),
    )
    .where(and(eq(payments.tenantId, ctx.tenantId), eq(payments.id, paymentId)));
  return { brand: row?.brand ?? null, last4: row?.last4 ?? null };
}
