import { and, eq } from "drizzle-orm";

import { divRound } from "@/core/money/rounding";
import type { PlanDraft } from "@/core/plans/plan-draft";
import type { Plan } from "@/core/plans/plan";
import type { FeeEffect } from "@/core/plans/plan-effect";
import { termsIn } from "@/core/plans/subscription-terms";
import { drivers } from "@/db/schema/drivers";
import { decideItemVat, type ItemQuestion } from "@/services/bill-items/decide-item-vat";
import type { Ctx } from "@/services/context";
import { inScope, type EffectScope } from "./effect-scope";
import { findPlansInForce } from "./find-plan-in-force";
import { presentOf } from "./next-period";

/**
 * What the drivers of a scope pay now for a month of a subscription, and would pay by a draft, VAT included, by
 * currency. Nothing where neither has a fee. The caller decides who may see it.
 */
export async function feeEffects(
  ctx: Ctx,
  { draft, scope }: { readonly draft: PlanDraft; readonly scope: EffectScope },
): Promise<FeeEffect[]> {
  const at = presentOf(ctx);
  const people = await ctx.db
    .select({ id: drivers.id, currency: drivers.currency })
    .from(drivers)
    .where(and(eq(drivers.tenantId, ctx.tenantId), inScope(ctx, scope)));
  const asks = people.map(({ id }) => ({ driverId: id, at }));
  const current = await findPlansInForce(ctx, asks);
  if (!draft.subscription && current.every((one) => !one?.plan.subscription)) return [];
  const question = (person: (typeof people)[number], plan: Fees | undefined): ItemQuestion => ({
    driverId: person.id,
    kind: "subscription_fee",
    basis: plan?.basis ?? "gross",
    amountMinor: monthOf(plan, person.currency),
    servicedAt: at,
  });
  const questions = [
    ...people.map((person, index) => question(person, current[index]?.plan)),
    ...people.map((person) => question(person, draft)),
  ];
  const taxed = await decideItemVat(ctx, questions);
  const grossOf = (index: number) => taxed[index]?.amount.grossMinor ?? 0n;
  const effects = people.map(({ currency }, index) => ({
    currency,
    drivers: 1,
    beforeMinor: grossOf(index),
    afterMinor: grossOf(people.length + index),
  }));
  return [...Map.groupBy(effects, ({ currency }) => currency)].map(([currency, all]) => ({
    currency,
    drivers: all.length,
    beforeMinor: all.reduce((sum, { beforeMinor }) => sum + beforeMinor, 0n),
    afterMinor: all.reduce((sum, { afterMinor }) => sum + afterMinor, 0n),
  }));
}

type Fees = Pick<Plan, "basis" | "subscription">;

function monthOf(plan: Fees | undefined, currency: string): bigint {
  const terms = plan?.subscription;
  const fee = terms && termsIn(terms, currency);
  if (!fee) return 0n;
  return terms.interval === "month" ? fee.feeMinor : divRound(fee.feeMinor, 12n, "half-away");
}
