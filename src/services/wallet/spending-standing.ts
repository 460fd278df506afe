import { sql, type SQL } from "drizzle-orm";
import { leastCredit } from "@/core/wallet/least-credit";
import { drivers } from "@/db/schema/drivers";
import { accounts } from "@/db/schema/ledger";
import { driverPlans, plans, planVersions, type PlanKind } from "@/db/schema/plans";
import { spendingLimits, wallets } from "@/db/schema/wallets";
import type { Ctx } from "@/services/context";

/** What a driver may spend, so far as one statement can tell. Minor units. */
export interface SpendingStanding {
  /** Of the plan in force; null without one. */
  readonly planKind: PlanKind | null;
  readonly planCurrency: string | null;
  readonly wallets: readonly SpendingWallet[];
  /** A driver's or finance's limit is to be looked at. */
  readonly hasLimits: boolean;
}

/** A wallet in a currency. */
export interface SpendingWallet {
  readonly currency: string;
  /** Below zero in debt. */
  readonly creditMinor: bigint;
  /** Less what is held and frozen. */
  readonly spendableMinor: bigint;
}

/** A driver's spending as a column of a statement over `drivers`; `readSpending` reads it. */
export function spendingColumn(ctx: Ctx): SQL {
  const now = sql`${ctx.clock.now().toString()}::timestamptz`;
  return sql`(select jsonb_build_object(
    'plan', (select jsonb_build_object('kind', n.kind, 'currency', v.currency)
      from ${driverPlans} p
      join ${planVersions} v on v.tenant_id = p.tenant_id and v.id = p.plan_version_id
      join ${plans} n on n.tenant_id = v.tenant_id and n.id = v.plan_id
      where p.tenant_id = ${drivers.tenantId} and p.driver_id = ${drivers.id}
        and p.valid_from <= ${now} and (p.valid_to is null or p.valid_to > ${now})
      order by p.valid_from desc limit 1),
    'wallets', (select jsonb_agg(jsonb_build_object('currency', a.currency, 'credit', (-a.balance)::text,
        'spendable', (-a.balance - a.held - coalesce(w.frozen_minor, 0))::text))
      from ${accounts} a
      left join ${wallets} w on w.tenant_id = a.tenant_id and w.driver_id = a.owner_id and w.currency = a.currency
      where a.tenant_id = ${drivers.tenantId} and a.owner_id = ${drivers.id} and a.kind = 'driver_wallet'),
    'limited', exists (select 1 from ${spendingLimits} l
      where l.tenant_id = ${drivers.tenantId} and l.driver_id = ${drivers.id})))`;
}

interface SpendingJson {
  readonly plan: { readonly kind: PlanKind; readonly currency: string } | null;
  readonly wallets:
    | readonly { readonly currency: string; readonly credit: string; readonly spendable: string }[]
    | null;
  readonly limited: boolean;
}

/** What `spendingColumn` gave. */
export function readSpending(json: unknown): SpendingStanding {
  const { plan, wallets: held, limited } = json as SpendingJson;
  return {
    planKind: plan?.kind ?? null,
    planCurrency: plan?.currency ?? null,
    wallets: (held ?? []).map(({ currency, credit, spendable }) => ({
      currency,
      creditMinor: BigInt(credit),
      spendableMinor: BigInt(spendable),
    })),
    hasLimits: limited,
  };
}

/** What can be spent in a currency; nothing without a wallet in it. */
export function spendableIn({ wallets: held }: SpendingStanding, currency: string): bigint {
  return held.find((wallet) => wallet.currency === currency)?.spendableMinor ?? 0n;
}

/**
 * Why no charge may start, whatever it costs: a wallet in debt (also after a change of plan), or a prepaid plan and no
 * wallet with enough for a charge. Null where one may.
 */
export function whyNoCredit(spending: SpendingStanding): "in-debt" | "no-credit" | null {
  if (spending.wallets.some(({ creditMinor }) => creditMinor < 0n)) return "in-debt";
  if (spending.planKind !== "prepaid") return null;
  const hasEnough = spending.wallets.some(
    ({ currency, spendableMinor }) => spendableMinor >= leastCredit(currency),
  );
  return hasEnough ? null : "no-credit";
}
