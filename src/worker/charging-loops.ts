import { CHARGING_CHANNEL } from "@/services/charging/charging-row";
import { GOALS_CHANNEL } from "@/services/charging-goals/goal-row";
import { pursueDueGoals } from "@/services/charging-goals/pursue-due-goals";
import type { Ctx, Runtime } from "@/services/context";
import { every } from "./every";
import { createWishRunner } from "./send-wishes";

/** Does something for each tenant. */
type ForAll = (work: (ctx: Ctx) => Promise<boolean>) => () => Promise<boolean>;

const EVERY_MS = 2_000;

/** Sends wishes for charging and looks at drivers' goals when they are due or told of. Returns how to stop it. */
export async function startChargingLoops(
  { log, pool }: Runtime,
  forAll: ForAll,
): Promise<() => Promise<void>> {
  const runner = createWishRunner();
  const wishes = every(
    { name: "wishes", everyMs: EVERY_MS, log },
    forAll(async (ctx) => {
      await runner.run(ctx);
      return false;
    }),
  );
  const goals = every(
    { name: "goals", everyMs: EVERY_MS, log },
    forAll(async (ctx) => {
      await pursueDueGoals(ctx);
      return false;
    }),
  );
  const listening = [
    await pool.raw.listen(CHARGING_CHANNEL, () => wishes.wake()),
    await pool.raw.listen(GOALS_CHANNEL, () => goals.wake()),
  ];
  return async () => {
    await Promise.all(listening.map((one) => one.unlisten().catch(() => undefined)));
    await Promise.all([wishes.stop(), goals.stop()]);
    await runner.settle();
  };
}
