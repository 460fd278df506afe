import { and, asc, eq, inArray, isNull } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { driverAccount } from "@/core/ledger/account";
import { leastCredit } from "@/core/wallet/least-credit";
import { topupBounds, topupChoices } from "@/core/wallet/topup-bounds";
import { drivers } from "@/db/schema/drivers";
import { accounts } from "@/db/schema/ledger";
import { paymentMethods } from "@/db/schema/payments";
import { topups, walletLots, wallets } from "@/db/schema/wallets";
import type { Ctx } from "@/services/context";
import { findPlanInForce, type PlanInForce } from "@/services/plans/find-plan-in-force";
import { requireDriver } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import { listOpenHolds, type OpenHold } from "./list-open-holds";

/** A driver's wallet in one currency, in minor units of it. */
export interface WalletView {
  readonly currency: string;
  /** Below zero: what he owes. */
  readonly creditMinor: bigint;
  readonly heldMinor: bigint;
  readonly frozenMinor: bigint;
  readonly spendableMinor: bigint;
  /** What a charge needs at least to start. */
  readonly leastMinor: bigint;
  readonly holds: readonly OpenHold[];
  readonly lots: readonly WalletLotView[];
  /** Top-ups that are under way. */
  readonly pending: readonly {
    readonly id: Id<"topup">;
    readonly amountMinor: bigint;
    readonly createdAt: Temporal.Instant;
  }[];
  readonly bounds: { readonly leastMinor: bigint; readonly mostMinor: bigint };
  readonly choices: readonly bigint[];
  readonly auto: AutoTopupView;
}

/** A lot that holds something. */
export interface WalletLotView {
  readonly id: Id<"walletLot">;
  readonly kind: "purchased" | "granted";
  readonly amountMinor: bigint;
  readonly remainingMinor: bigint;
  readonly reason: string | null;
  readonly expiresAt: Temporal.Instant | null;
  readonly createdAt: Temporal.Instant;
}

/** When a wallet tops itself up, and what stops it. */
export interface AutoTopupView {
  readonly isOn: boolean;
  /** Why we switched it off: "declines", "dispute", "returned". */
  readonly offReason: string | null;
  readonly backOffUntil: Temporal.Instant | null;
  readonly thresholdMinor: bigint | null;
  readonly topupMinor: bigint | null;
  readonly maxDayMinor: bigint | null;
  readonly maxMonthMinor: bigint | null;
}

/** All that the driver's wallet page shows but the movements. */
export interface OwnWallet {
  readonly isPrepaid: boolean;
  readonly wallets: readonly WalletView[];
  /** The saved way to pay that top-ups are taken from. */
  readonly method: {
    readonly type: string;
    readonly brand: string | null;
    readonly last4: string | null;
  } | null;
}

/**
 * The acting driver's wallets: those that were ever used, and those that his plan charges from.
 * @throws ServiceError FORBIDDEN.
 */
export async function readWallet(ctx: Ctx): Promise<OwnWallet> {
  const driverId = requireDriver(ctx);
  const [driver, plan, booked, rows, lots, holds, pending, method] = await Promise.all([
    findDriver(ctx, driverId),
    findPlanInForce(ctx, driverId, ctx.clock.now()),
    findAccounts(ctx, driverId),
    ctx.db
      .select()
      .from(wallets)
      .where(and(eq(wallets.tenantId, ctx.tenantId), eq(wallets.driverId, driverId))),
    findLots(ctx, driverId),
    listOpenHolds(ctx, driverId),
    findPending(ctx, driverId),
    findMethod(ctx, driverId),
  ]);
  const isPrepaid = plan?.kind === "prepaid";
  const planned = isPrepaid ? currenciesOf(plan) : [];
  const used = [...booked.map(({ currency }) => currency), ...rows.map(({ currency }) => currency)];
  const all = [...new Set([...planned, ...used])];
  // His own currency is the one that he looks for first.
  const isOwn = (currency: string) => Number(currency === driver.currency);
  const names = all.length > 0 ? all.toSorted((a, b) => isOwn(b) - isOwn(a)) : [driver.currency];
  const views = names.map((currency) => {
    const of = <T extends { readonly currency: string }>(list: readonly T[]) =>
      list.filter((one) => one.currency === currency);
    const [account] = of(booked);
    const [row] = of(rows);
    const creditMinor = -(account?.balance ?? 0n);
    const heldMinor = account?.held ?? 0n;
    const frozenMinor = row?.frozenMinor ?? 0n;
    return {
      currency,
      creditMinor,
      heldMinor,
      frozenMinor,
      spendableMinor: creditMinor - heldMinor - frozenMinor,
      leastMinor: leastCredit(currency),
      holds: of(holds),
      lots: of(lots),
      pending: of(pending),
      bounds: topupBounds(currency),
      choices: topupChoices(currency),
      auto: autoOf(row),
    };
  });
  return { isPrepaid, wallets: views, method };
}

function currenciesOf({ plan }: PlanInForce): string[] {
  return plan.mode === "own_tariff"
    ? [plan.tariff.currency]
    : plan.prices.map(({ currency }) => currency);
}

function autoOf(row: typeof wallets.$inferSelect | undefined): AutoTopupView {
  return {
    isOn: row?.autoTopup ?? false,
    offReason: row?.offReason ?? null,
    backOffUntil: row?.backOffUntil ?? null,
    thresholdMinor: row?.thresholdMinor ?? null,
    topupMinor: row?.topupMinor ?? null,
    maxDayMinor: row?.maxDayMinor ?? null,
    maxMonthMinor: row?.maxMonthMinor ?? null,
  };
}

async function findDriver(ctx: Ctx, driverId: Id<"driver">) {
  const [driver] = await ctx.db
    .select({ currency: drivers.currency })
    .from(drivers)
    .where(and(eq(drivers.tenantId, ctx.tenantId), eq(drivers.id, driverId)));
  if (!driver) throw new ServiceError("NOT_FOUND", "There is no such driver.");
  return driver;
}

async function findAccounts(ctx: Ctx, driverId: Id<"driver">) {
  return ctx.db
    .select({ currency: accounts.currency, balance: accounts.balance, held: accounts.held })
    .from(accounts)
    .where(
      and(
        eq(accounts.tenantId, ctx.tenantId),
        eq(accounts.code, driverAccount(driverId, "wallet").code),
      ),
    )
    .orderBy(asc(accounts.currency));
}

async function findLots(ctx: Ctx, driverId: Id<"driver">) {
  const rows = await ctx.db
    .select()
    .from(walletLots)
    .where(and(eq(walletLots.tenantId, ctx.tenantId), eq(walletLots.driverId, driverId)))
    .orderBy(asc(walletLots.createdAt), asc(walletLots.id));
  return rows.filter(({ remainingMinor }) => remainingMinor > 0n);
}

async function findPending(ctx: Ctx, driverId: Id<"driver">) {
  const rows = await ctx.db
    .select()
    .from(topups)
    .where(
      and(
        eq(topups.tenantId, ctx.tenantId),
        eq(topups.driverId, driverId),
        inArray(topups.state, ["created", "open", "processing"]),
      ),
    )
    .orderBy(asc(topups.createdAt));
  // A page that was opened is no money under way.
  return rows.filter(({ origin, state }) => origin !== "checkout" || state === "processing");
}

async function findMethod(ctx: Ctx, driverId: Id<"driver">): Promise<OwnWallet["method"]> {
  const [row] = await ctx.db
    .select({
      type: paymentMethods.type,
      brand: paymentMethods.brand,
      last4: paymentMethods.last4,
    })
    .from(paymentMethods)
    .where(
      and(
        eq(paymentMethods.tenantId, ctx.tenantId),
        eq(paymentMethods.driverId, driverId),
        eq(paymentMethods.environment, ctx.settings.stripeEnvironment),
        eq(paymentMethods.isDefault, true),
        isNull(paymentMethods.detachedAt),
      ),
    );
  return row ?? null;
}
