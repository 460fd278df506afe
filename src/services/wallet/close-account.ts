import { and, eq, gt, inArray, or, sql } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { creditExpired } from "@/core/ledger/entries/credit-moved";
import { newId } from "@/db/new-id";
import { drivers, tokens } from "@/db/schema/drivers";
import { accounts } from "@/db/schema/ledger";
import { sessions } from "@/db/schema/sessions";
import { walletLots, wallets } from "@/db/schema/wallets";
import { inTransaction } from "@/db/transaction";
import { writeAudit } from "@/services/audit/write-audit";
import { cancelOpenOrders } from "@/services/cards/cancel-open-orders";
import { lockDriver } from "@/services/commands/lock-driver";
import type { Ctx } from "@/services/context";
import { postJournal } from "@/services/ledger/post-journal";
import { forgetBrowsersOfAccount } from "@/services/push/forget-browsers-of";
import { requireOwner } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import { changeValidity } from "@/services/tokens/change-validity";
import { lockWallets } from "./lock-wallets";
import { moveLots } from "./move-lots";
import { withdrawFor } from "./withdraw";

/** Why a token of a closed account is blocked. */
export const ACCOUNT_CLOSED = "account_closed";

/**
 * Closes the acting driver's account: his own money goes back as by `withdraw`, given credit is ours again, his cards and
 * the app are blocked at every partner, and he starts no charge any more. Documents and books stay. Closing twice
 * changes nothing.
 * @throws ServiceError FORBIDDEN; PRECONDITION with `reason` "charging" (a charge runs, or is not billed yet), "owes" (an
 * invoice, a charge or a wallet is not paid) or "frozen" (a payment is disputed).
 */
export async function closeAccount(ctx: Ctx): Promise<void> {
  const driverId = requireOwner(ctx);
  await inTransaction(ctx, async (tx) => {
    await lockDriver(tx, driverId);
    const isDriver = and(eq(drivers.tenantId, tx.tenantId), eq(drivers.id, driverId));
    const [driver] = await tx.db.select({ state: drivers.state }).from(drivers).where(isDriver);
    if (!driver || driver.state === "closed") return;
    await refuseOpen(tx, driverId);
    for (const currency of await currenciesOf(tx, driverId)) {
      await emptyWallet(tx, driverId, currency);
    }
    await tx.db
      .update(wallets)
      .set({ autoTopup: false, updatedAt: tx.clock.now() })
      .where(and(eq(wallets.tenantId, tx.tenantId), eq(wallets.driverId, driverId)));
    await blockTokens(tx, driverId);
    await cancelOpenOrders(tx, { driverId });
    await tx.db.update(drivers).set({ state: "closed" }).where(isDriver);
    await forgetBrowsersOfAccount(tx, driverId);
    await writeAudit(tx, {
      action: "driver.close",
      subjectType: "driver",
      subjectId: driverId,
    });
  });
}

async function refuseOpen(tx: Ctx, driverId: Id<"driver">): Promise<void> {
  const refuse = (reason: string, message: string) =>
    new ServiceError("PRECONDITION", message, { reason });
  const owed = await tx.db
    .select({ kind: accounts.kind, balance: accounts.balance, held: accounts.held })
    .from(accounts)
    .where(
      and(
        eq(accounts.tenantId, tx.tenantId),
        eq(accounts.ownerId, driverId),
        or(gt(accounts.balance, 0n), gt(accounts.held, 0n)),
      ),
    );
  const running = await tx.db
    .select({ id: sessions.id })
    .from(sessions)
    .where(
      and(
        eq(sessions.tenantId, tx.tenantId),
        eq(sessions.driverId, driverId),
        inArray(sessions.status, ["ACTIVE", "PENDING"]),
      ),
    )
    .limit(1);
  if (running.length > 0 || owed.some(({ held }) => held > 0n)) {
    throw refuse("charging", "A charge is not finished yet.");
  }
  if (owed.length > 0) throw refuse("owes", "Something is not paid yet.");
  const frozen = await tx.db
    .select({ currency: wallets.currency })
    .from(wallets)
    .where(
      and(
        eq(wallets.tenantId, tx.tenantId),
        eq(wallets.driverId, driverId),
        gt(wallets.frozenMinor, 0n),
      ),
    );
  if (frozen.length > 0) throw refuse("frozen", "A payment is disputed.");
}

async function currenciesOf(tx: Ctx, driverId: Id<"driver">): Promise<string[]> {
  const rows = await tx.db
    .selectDistinct({ currency: walletLots.currency })
    .from(walletLots)
    .where(
      and(
        eq(walletLots.tenantId, tx.tenantId),
        eq(walletLots.driverId, driverId),
        sql`${walletLots.remainingMinor} > 0`,
      ),
    )
    .orderBy(walletLots.currency);
  return rows.map(({ currency }) => currency);
}

/** Own money first, so that its payments are locked before the wallet; then what was given. */
async function emptyWallet(tx: Ctx, driverId: Id<"driver">, currency: string): Promise<void> {
  const rows = await tx.db
    .select({ kind: walletLots.kind, remainingMinor: walletLots.remainingMinor })
    .from(walletLots)
    .where(
      and(
        eq(walletLots.tenantId, tx.tenantId),
        eq(walletLots.driverId, driverId),
        eq(walletLots.currency, currency),
      ),
    );
  const amountMinor = rows
    .filter(({ kind }) => kind === "purchased")
    .reduce((sum, { remainingMinor }) => sum + remainingMinor, 0n);
  if (amountMinor > 0n) {
    await withdrawFor(tx, driverId, { withdrawalId: newId<"other">(), currency, amountMinor });
  }
  const at = tx.clock.now();
  for (const wallet of (await lockWallets(tx, [{ driverId, currency }])).values()) {
    for (const { id: lotId, remainingMinor } of wallet.lots) {
      await moveLots(tx, [{ lotId, amountMinor: remainingMinor, kind: "expiry" }]);
      await tx.db
        .update(walletLots)
        .set({ expiredAt: at })
        .where(and(eq(walletLots.tenantId, tx.tenantId), eq(walletLots.id, lotId)));
      const expired = { lotId, driverId, currency, amountMinor: remainingMinor, at };
      await postJournal(tx, creditExpired(expired));
    }
  }
}

async function blockTokens(tx: Ctx, driverId: Id<"driver">): Promise<void> {
  const rows = await tx.db
    .select({ id: tokens.id })
    .from(tokens)
    .where(and(eq(tokens.tenantId, tx.tenantId), eq(tokens.driverId, driverId)))
    .orderBy(tokens.id);
  for (const { id } of rows) await changeValidity(tx, id, { valid: false, reason: ACCOUNT_CLOSED });
  // One that was blocked before is not to come free by a top-up or by its owner.
  await tx.db
    .update(tokens)
    .set({ blockedReason: ACCOUNT_CLOSED })
    .where(and(eq(tokens.tenantId, tx.tenantId), eq(tokens.driverId, driverId)));
}
