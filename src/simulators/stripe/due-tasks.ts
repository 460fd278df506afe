import type { Task, TaskKind } from "./rows";
import { becomeAvailable } from "./resources/balance-transactions";
import { settleCharge } from "./resources/charges";
import { expireSession } from "./resources/checkout-sessions";
import { concludeSession } from "./resources/complete-session";
import { failDebit, succeedDebit } from "./resources/confirm-payment";
import { openDispute } from "./resources/disputes";
import { arrive } from "./resources/payouts";
import { failRefund, succeedRefund } from "./resources/refunds";
import type { World } from "./world";

const RUN: Record<TaskKind, (world: World, object: string) => void> = {
  charge_settles: settleCharge,
  funds_available: becomeAvailable,
  refund_succeeds: succeedRefund,
  refund_fails: failRefund,
  dispute_opens: (world, charge) => {
    const row = world.store.get("charge", charge);
    if (row && !row.disputed && !row.refunded) openDispute(world, charge);
  },
  debit_succeeds: (world, intent) => concludeSession(world, succeedDebit(world, intent), true),
  debit_fails: (world, intent) => concludeSession(world, failDebit(world, intent), false),
  session_expires: expireSession,
  payout_paid: arrive,
};

/** The task that is due first, of those due by a moment. */
function firstDue(world: World, byMs: number): Task | undefined {
  return world.store
    .all("task")
    .filter((task) => task.dueMs <= byMs)
    .toSorted((a, b) => a.dueMs - b.dueMs)[0];
}

/** Lets everything happen that is due by now, in order and each at its own time. */
export function runDueTasks(world: World): void {
  const now = world.clock.nowMs();
  for (let task = firstDue(world, now); task; task = firstDue(world, now)) {
    const { id, kind, object, dueMs } = task;
    world.store.remove("task", id);
    world.clock.at(dueMs, () => RUN[kind](world, object));
  }
}

/** When the next task is due, in simulated milliseconds. */
export function nextTaskMs(world: World): number | null {
  const due = world.store.all("task").map((task) => task.dueMs);
  return due.length === 0 ? null : Math.min(...due);
}
