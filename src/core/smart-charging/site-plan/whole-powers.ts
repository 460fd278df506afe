import type { BestPowers } from "./best-powers";
import { equalGroups, evenOut } from "./equal-cars";
import type { GivenPower } from "./given-power";
import { rebalance } from "./rebalance";
import { refill } from "./refill";
import { repairMinimum } from "./repair-minimum";
import type { Room } from "./room";

/**
 * A plan in whole W, each 0 or at least the car's least, near to the program's and within every limit.
 *
 * The repair goes through the slots and keeps every car near to what the program gives it over time. Then each car is
 * planned by itself for what the program gives it in all; equal cars are brought within one slot at their least of each
 * other; and what rounding left free goes to who has least of its need, past what the program could give it.
 */
export function wholePowers(
  room: Room,
  best: BestPowers,
  costs: readonly Float64Array[],
): GivenPower {
  const groups = equalGroups(room);
  const plan = repairMinimum(room, best.powers, costs);
  for (let round = 0; round < 2; round++) {
    refill(room, plan, { targets: best.energies, costs }, []);
  }
  rebalance(room, plan, best.energies);
  evenOut(room, plan, groups);
  const alone = room.cars.map((car) => car.alone);
  for (let round = 0; round < 2; round++) refill(room, plan, { targets: alone, costs }, groups);
  return plan;
}
