import { and, eq } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { dunningCases } from "@/db/schema/dunning";
import { inTransaction } from "@/db/transaction";
import { writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import { lockStanding } from "./standing";
import { writeEvent } from "./write-event";

/** For at most so long a person may pause a case at once. */
const MOST_DAYS = 180;

/**
 * Pauses a case, by finance: no reminder, no fee, no try to collect until it is resumed or `until` comes. Interest is
 * not stopped by it.
 * @throws ServiceError FORBIDDEN, NOT_FOUND, INVALID (a day that is over or too far off), PRECONDITION (closed).
 */
export async function pauseCase(
  ctx: Ctx,
  input: {
    readonly caseId: Id<"dunningCase">;
    readonly reason: string;
    readonly until: Temporal.Instant | null;
  },
): Promise<void> {
  requireRole(ctx, "finance");
  const { caseId, until } = input;
  const reason = input.reason.trim();
  const now = ctx.clock.now();
  if (reason === "") throw new ServiceError("INVALID", "Say why it is paused.");
  const latest = now.add({ hours: MOST_DAYS * 24 });
  if (
    until &&
    (Temporal.Instant.compare(until, now) <= 0 || Temporal.Instant.compare(until, latest) > 0)
  ) {
    throw new ServiceError("INVALID", "The day must be within the next 180 days.");
  }
  await inTransaction(ctx, async (tx) => {
    const { row } = await lockStanding(tx, caseId);
    if (row.state === "closed") throw new ServiceError("PRECONDITION", "This case is closed.");
    await tx.db
      .update(dunningCases)
      .set({ state: "paused", pauseReason: reason, pausedUntil: until, nextAt: null })
      .where(and(eq(dunningCases.tenantId, tx.tenantId), eq(dunningCases.id, caseId)));
    const detail = { reason, ...(until ? { until: until.toString() } : {}) };
    await writeEvent(tx, caseId, { kind: "paused", detail });
    await writeAudit(tx, {
      action: "dunning.pause",
      subjectType: "dunning_case",
      subjectId: caseId,
      detail,
    });
  });
}

/**
 * Lets a paused case go on, by finance: the next step comes after the days that the schedule keeps before it. One that
 * pauses by itself pauses again while its reason lasts.
 * @throws ServiceError FORBIDDEN, NOT_FOUND, PRECONDITION (it is not paused).
 */
export async function resumeCase(
  ctx: Ctx,
  { caseId }: { readonly caseId: Id<"dunningCase"> },
): Promise<void> {
  requireRole(ctx, "finance");
  await inTransaction(ctx, async (tx) => {
    const { row } = await lockStanding(tx, caseId);
    if (row.state !== "paused") throw new ServiceError("PRECONDITION", "This case is not paused.");
    await tx.db
      .update(dunningCases)
      .set({ state: "active", pauseReason: null, pausedUntil: null, nextAt: tx.clock.now() })
      .where(and(eq(dunningCases.tenantId, tx.tenantId), eq(dunningCases.id, caseId)));
    await writeEvent(tx, caseId, { kind: "resumed" });
    await writeAudit(tx, {
      action: "dunning.resume",
      subjectType: "dunning_case",
      subjectId: caseId,
    });
  });
}
