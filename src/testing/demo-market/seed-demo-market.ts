import { topUpDemoMarket } from "@/market/demo-market/top-up-demo-market";
import type { Ctx } from "@/services/context";

/**
 * Gives the demo its prices and production of SE1 to SE4: the five weeks before `now`, today, and tomorrow once it is
 * one o'clock on the market's clock. The worker of a demo goes on from there.
 */
export async function seedDemoMarket(ctx: Ctx, now: Temporal.Instant): Promise<void> {
  await topUpDemoMarket({ ...ctx, clock: { now: () => now } });
}
