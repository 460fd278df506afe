import type { Ctx, Runtime } from "@/services/context";
import { thinOutPlans } from "@/services/site-plans/thin-out-plans";
import { wakeDeviatingSites } from "@/services/site-plans/wake-deviating-sites";
import { forgetReadings } from "@/services/sites/forget-readings";
import { SITES_CHANNEL } from "@/services/sites/wake-site";
import { watchSites } from "@/services/sites/watch-load";
import { openSolver } from "@/solver/open-solver";
import { every } from "./every";
import { planDueSites } from "./plan-sites";

/** Plans sites as they come due, with one solver for all tenants, and returns how to stop. */
export async function startSiteLoops(
  runtime: Runtime,
  forAll: (work: (ctx: Ctx) => Promise<boolean>) => () => Promise<boolean>,
): Promise<() => Promise<void>> {
  const { log } = runtime;
  const solver = openSolver();
  const planning = every(
    { name: "sites", everyMs: 2_000, log },
    forAll((ctx) => planDueSites(ctx, solver)),
  );
  const loops = [
    planning,
    every(
      { name: "site-deviations", everyMs: 30_000, log },
      forAll(async (ctx) => {
        await wakeDeviatingSites(ctx);
        return false;
      }),
    ),
    every(
      { name: "site-loads", everyMs: 60_000, log },
      forAll(async (ctx) => {
        await watchSites(ctx);
        return false;
      }),
    ),
    every(
      { name: "old-readings", everyMs: 3_600_000, log },
      forAll(async (ctx) => (await forgetReadings(ctx)) > 0),
    ),
    every(
      { name: "old-plans", everyMs: 600_000, log },
      forAll(async (ctx) => (await thinOutPlans(ctx)) > 0),
    ),
  ];
  const listening = await runtime.pool.raw.listen(SITES_CHANNEL, () => {
    planning.wake();
  });
  return async () => {
    await listening.unlisten().catch(() => undefined);
    // What is being planned is given up at once: the site is due again.
    await solver.close();
    await Promise.all(loops.map((loop) => loop.stop()));
  };
}
