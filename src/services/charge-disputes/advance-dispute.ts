import { and, eq } from "drizzle-orm";

import {
  takeStep,
  turnOf,
  type DisputeDeed,
  type DisputeParty,
  type DisputeState,
} from "@/core/disputes/dispute-steps";
import { chargeDisputes } from "@/db/schema/charge-disputes";
import { writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { ServiceError } from "@/services/service-error";
import { closeDisputeCase, openDisputeCase } from "./dispute-case";
import { eventOf, writeDisputeEvent } from "./dispute-events";
import type { DisputeRow } from "./dispute-row";
import { clockOf } from "./dispute-clocks";
import { tellOfStep } from "./tell-of-step";

/** A deed to be done to a dispute. */
export interface DisputeStep {
  readonly deed: DisputeDeed;
  readonly as: DisputeParty;
  readonly text?: string;
  readonly detail?: Readonly<Record<string, unknown>>;
  /** Of a credit note: money of it is on its way to the driver. */
  readonly isRefundComing?: boolean;
}

const RESOLUTIONS = {
  credited: "credited",
  refunded: "credited",
  refused: "refused",
  withdrawn: "withdrawn",
} as const;

/**
 * Does a deed to a dispute whose row the caller has locked: its state, the clock of the next step, its case in finance's
 * queue, an event, the notices and an audit row. Answers the row as it is now.
 * @throws ServiceError FORBIDDEN (not that side's to do), PRECONDITION (not in this state).
 */
export async function advanceDispute(
  ctx: Ctx,
  row: DisputeRow,
  step: DisputeStep,
): Promise<DisputeRow> {
  const { deed, as, text = "", detail = {}, isRefundComing = false } = step;
  const next = takeStep(row.state, deed, as);
  if (deed === "note" && row.endedAt !== null) {
    throw new ServiceError("PRECONDITION", "The dispute is over.", { state: row.state });
  }
  if (!next.ok) {
    throw next.reason === "not-yours"
      ? new ServiceError("FORBIDDEN", "This is for somebody else to do.", { deed })
      : new ServiceError("PRECONDITION", "The dispute has moved on already.", {
          state: row.state,
        });
  }
  const moved = { ...row, ...(await standingOf(ctx, row, next.value, { deed, isRefundComing })) };
  const caseId = await keepCase(ctx, moved, { from: row.state, deed, text });
  const { state, answerBy: by, endedAt } = moved;
  await ctx.db
    .update(chargeDisputes)
    .set({ state, answerBy: by, endedAt, caseId })
    .where(and(eq(chargeDisputes.tenantId, ctx.tenantId), eq(chargeDisputes.id, row.id)));
  const what = eventOf[deed];
  const byKind = as === "system" && ctx.actor.kind === "user" ? "finance" : as;
  const seq = await writeDisputeEvent(ctx, row.id, { what, byKind, text, detail });
  await tellOfStep(ctx, moved, { what, seq, byKind, text, detail });
  await writeAudit(ctx, {
    action: `dispute.${what}`,
    subjectType: "charge_dispute",
    subjectId: row.id,
    detail: { number: row.number, state },
  });
  return { ...moved, caseId };
}

type Standing = Pick<DisputeRow, "state" | "answerBy" | "endedAt">;

async function standingOf(
  ctx: Ctx,
  row: DisputeRow,
  state: DisputeState,
  { deed, isRefundComing }: { readonly deed: DisputeDeed; readonly isRefundComing: boolean },
): Promise<Standing> {
  if (deed === "note") return row;
  const now = ctx.clock.now();
  const isEnded = turnOf(state, isRefundComing) === null;
  return {
    state,
    answerBy: await clockOf(ctx, row.cdrId, { state, isRefundComing }),
    endedAt: isEnded ? now : null,
  };
}

async function keepCase(
  ctx: Ctx,
  moved: DisputeRow,
  { from, deed, text }: { readonly from: DisputeState; readonly deed: DisputeDeed; text: string },
): Promise<DisputeRow["caseId"]> {
  if (deed === "reopen") return openDisputeCase(ctx, moved, text);
  const { state, caseId } = moved;
  if (state === from || !(state in RESOLUTIONS)) return caseId;
  const resolution = RESOLUTIONS[state as keyof typeof RESOLUTIONS];
  await closeDisputeCase(ctx, caseId, { resolution, note: text });
  return caseId;
}
