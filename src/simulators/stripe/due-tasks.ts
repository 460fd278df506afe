import type { Task, TaskKind } from "./rows";
import { becomeAvailable } from "./resources/balance-transactions";
import { settleCharge } from "./resources/charges";
import { expireSession } from "./resources/checkout-sessions";
import { concludeDebit } from "./resources/conclude-debit";
import { endUnanswered } from "./resources/disputes";
import { warnOfFraud } from "./resources/early-fraud-warnings";
import { openDispute } from "./resources/open-dispute";
import { payOutDay } from "./resources/payout-schedule";
import { arrive } from "./resources/payouts";
import { failRefund, succeedRefund } from "./resources/refunds";
import { arriveAt } from "./resources/test-clocks";
import type { World } from "./world";

const RUN: Record<TaskKind, (world: World, object: string) => void> = {
  charge_settles: settleCharge,
  funds_available: becomeAvailable,
  refund_succeeds: succeedRefund,
  refund_fails: failRefund,
  dispute_opens: (world, charge) => {
    const row = world.store.get("charge", charge);
    if (row?.status === "succeeded" && !row.disputed) openDispute(world, charge);
  },
  dispute_due: endUnanswered,
  warning_opens: (world, charge) => {
    warnOfFraud(world, charge);
  },
  debit_succeeds: (world, intent) => concludeDebit(world, intent, true),
  debit_fails: (world, intent) => concludeDebit(world, intent, false),
  session_expires: expireSession,
  payout_paid: arrive,
  payouts_made: payOutDay,
  clock_arrives: arriveAt,
};

/** What is due by a moment, in the order in which it happens. */
function dueBy(world: World, momentMs: number): Task[] {
  return world.store
    .all("task")
    .filter((task) => task.dueMs <= momentMs)
    .toSorted((a, b) => a.dueMs - b.dueMs);
}

/** Lets everything happen that is due by now, in order and each at its own time. */
export function runDueTasks(world: World): void {
  const now = world.clock.nowMs();
  const due = dueBy(world, now);
  world.schedule.takeAdded();
  for (let index = 0; index < due.length; index += 1) {
    const task = due[index];
    if (task === undefined || world.store.get("task", task.id) === undefined) continue;
    world.store.remove("task", task.id);
    world.clock.at(task.dueMs, () => RUN[task.kind](world, task.object));
    for (const added of world.schedule.takeAdded()) {
      if (added.dueMs <= now) insert(due, added, index + 1);
    }
  }
}

/** Keeps the order by time; what is planned later for the same moment happens later. */
function insert(due: Task[], task: Task, from: number): void {
  let low = from;
  let high = due.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((due[middle]?.dueMs ?? Infinity) <= task.dueMs) low = middle + 1;
    else high = middle;
  }
  due.splice(low, 0, task);
}

/** When the next task is due, in simulated milliseconds. */
export function nextTaskMs(world: World): number | null {
  const due = world.store.all("task").map((task) => task.dueMs);
  return due.length === 0 ? null : Math.min(...due);
}
