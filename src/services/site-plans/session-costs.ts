import type { MarketSlots } from "@/core/smart-charging/market/market-slots";
import type { ProblemSession } from "@/core/smart-charging/site-plan/site-problem";
import { costOfPlan } from "@/core/smart-charging/site-state/plan-cost";
import type { sitePlanSessions } from "@/db/schema/site-plans";

type Costs = Pick<typeof sitePlanSessions.$inferInsert, "costMicro" | "carbonG">;

/** A session's plan in money and carbon of the market, against charging at once; null where the market is not known. */
export function sessionCosts(
  powerW: readonly number[],
  { maxW, arrivalSlot }: Pick<ProblemSession, "maxW" | "arrivalSlot">,
  { market, slotMinutes }: { readonly market: MarketSlots | null; readonly slotMinutes: number },
): Costs {
  if (market === null) return { costMicro: null, carbonG: null };
  const values = {
    slotMinutes,
    priceMicro: market.slots.map(({ priceMicro }) => priceMicro),
    carbonMicro: market.slots.map(({ carbonMicro }) => carbonMicro),
  };
  const { costMicro, carbonG } = costOfPlan(powerW, { maxW, arrivalSlot }, values);
  const { currency } = market;
  return {
    costMicro:
      costMicro && currency !== null
        ? { plan: costMicro.plan.toString(), atOnce: costMicro.atOnce.toString(), currency }
        : null,
    carbonG,
  };
}
