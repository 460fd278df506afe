import type { Id } from "@/core/ids";
import { newId } from "@/db/new-id";
import { subscriptions } from "@/db/schema/subscriptions";
import { writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { postJournals } from "@/services/ledger/post-journal";
import {
  writeNotification,
  type NewNotification,
} from "@/services/notifications/write-notification";
import { putOnPlan } from "@/services/plans/put-on-plan";
import type { MoveState, PlanMove } from "./plan-move";
import { updateSubscription } from "./renew-subscription";
import { writeDeed } from "./write-deed";

/** A move to be written, and what tells of it. */
export interface MoveToWrite {
  readonly state: MoveState;
  readonly move: PlanMove;
  /** What was done, for the audit: "subscription.pause". */
  readonly action: string;
  /** What the driver is told of it. */
  readonly notice: NewNotification;
  readonly openedId?: Id<"subscriptionPeriod">;
}

/** Writes all that a move does, in the caller's transaction, which holds the driver. */
export async function writeMove(ctx: Ctx, input: MoveToWrite): Promise<void> {
  const { state, move, openedId } = input;
  const { driver, open } = state;
  const subscriptionId = await writeSubscription(ctx, state, move);
  await putOnPlan(ctx, driver.id, move.steps);
  if (move.deed && subscriptionId) {
    const { deed } = move;
    const runningId = open?.running ? (open.period?.id ?? null) : null;
    const deedToWrite = { driver, subscriptionId, deed, runningId, ...(openedId && { openedId }) };
    await postJournals(ctx, await writeDeed(ctx, deedToWrite));
  }
  await writeAudit(ctx, {
    action: input.action,
    subjectType: "driver",
    subjectId: driver.id,
    detail: {
      planVersionId: move.steps[0]?.planVersionId,
      from: move.at.toString(),
      ...(subscriptionId && { subscriptionId }),
    },
  });
  await writeNotification(ctx, input.notice);
}

async function writeSubscription(
  ctx: Ctx,
  { open, driver, now }: MoveState,
  { begins, change }: PlanMove,
): Promise<Id<"subscription"> | null> {
  if (begins) {
    const id = newId<"subscription">();
    const { tenantId } = ctx;
    const own = { tenantId, id, driverId: driver.id, startedAt: now, createdAt: ctx.clock.now() };
    await ctx.db.insert(subscriptions).values({ ...own, ...begins });
    return id;
  }
  if (open && change) await updateSubscription(ctx, open.row, change);
  return open?.row.id ?? null;
}
