import type { World } from "@/simulators/stripe/world";
import { payOutAll } from "./payouts";

const DAY_S = 86_400;
/** When the day's payouts are made, after the day's money has become available. */
const HOUR_OF_DAY_S = 6 * 3600;

/** With daily payouts, plans the next one; with manual ones, forgets a plan of an earlier start. */
export function planPayouts(world: World): void {
  const { settings, store, schedule } = world;
  if (settings.payouts === "daily") return schedule.once(nextTime(world), "payouts_made", "daily");
  for (const task of store.all("task")) {
    if (task.kind === "payouts_made") store.remove("task", task.id);
  }
}

/** Pays out each currency that has something available, and plans the next day's. */
export function payOutDay(world: World): void {
  const available = world.store
    .all("balance_transaction")
    .filter((row) => row.status === "available");
  for (const currency of new Set(available.map((row) => row.currency))) payOutAll(world, currency);
  planPayouts(world);
}

function nextTime(world: World): number {
  const now = world.clock.now();
  const today = Math.floor(now / DAY_S) * DAY_S + HOUR_OF_DAY_S;
  return today > now ? today : today + DAY_S;
}
