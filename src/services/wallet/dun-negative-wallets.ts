import { and, eq } from "drizzle-orm";
import { cases } from "@/db/schema/treasury";
import { inTransaction } from "@/db/transaction";
import { closeCaseIfAgrees } from "@/services/cases/close-case-if-agrees";
import { openCase } from "@/services/cases/open-case";
import type { Ctx } from "@/services/context";
import { readNegativeWallets, type NegativeWallet } from "./negative-wallets";
import { tellDriver } from "./tell-driver";

/** A debt is reminded of so many days after the wallet fell below zero; the fall itself was told at once. */
const REMIND_AFTER_DAYS = [3, 10, 20] as const;

/** From then on people decide: write it off, hand it over, or wait. */
const CASE_AFTER_DAYS = 30;

const CASE_KIND = "wallet_debt_unpaid";

/** As many debts as are looked at in one go, oldest first. */
const MOST = 1_000;

/**
 * Reminds drivers whose wallet stays below zero, once for each step (after an outage only of the latest one), and opens
 * a case for finance where a debt grows old. The case ends by itself once the wallet is paid up.
 */
export async function dunNegativeWallets(ctx: Ctx): Promise<void> {
  const negative = await readNegativeWallets(ctx, MOST);
  for (const wallet of negative) {
    const step = REMIND_AFTER_DAYS.findLast((days) => days <= wallet.days);
    if (step !== undefined) await inTransaction(ctx, (tx) => pursue(tx, wallet, step));
  }
  await endPaid(ctx, new Set(negative.map(nameOf)));
}

async function pursue(tx: Ctx, wallet: NegativeWallet, step: number): Promise<void> {
  const { driverId, currency, debtMinor, since, days } = wallet;
  await tellDriver(tx, driverId, {
    key: `wallet_debt:${driverId}:${currency}:${since.toString()}:${step}`,
    kind: "wallet_negative",
    amount: { amountMinor: debtMinor, currency },
  });
  if (days < CASE_AFTER_DAYS) return;
  await openCase(tx, {
    key: nameOf(wallet),
    kind: CASE_KIND,
    subjectType: "driver",
    subjectId: driverId,
    driverId,
    amountMinor: debtMinor,
    currency,
    detail: { since: since.toString() },
  });
}

async function endPaid(ctx: Ctx, stillOwed: ReadonlySet<string>): Promise<void> {
  const open = await ctx.db
    .select({ key: cases.key })
    .from(cases)
    .where(
      and(eq(cases.tenantId, ctx.tenantId), eq(cases.kind, CASE_KIND), eq(cases.state, "open")),
    );
  for (const { key } of open) {
    if (!stillOwed.has(key)) await closeCaseIfAgrees(ctx, key);
  }
}

function nameOf(wallet: Pick<NegativeWallet, "driverId" | "currency">): string {
  return `driver:${wallet.driverId}:wallet-debt:${wallet.currency}`;
}
