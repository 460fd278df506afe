import { and, eq } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { cases } from "@/db/schema/treasury";
import { actorName } from "@/services/audit/write-audit";
import { openCase } from "@/services/cases/open-case";
import type { Ctx } from "@/services/context";
import type { DisputeRow } from "./dispute-row";

/** The kind of case that stands for a dispute in finance's queue while it is undecided. */
export const DRIVER_DISPUTE = "driver_dispute";

/** Opens the case of a dispute; answers its id. Dunning waits while it is open. */
export async function openDisputeCase(
  ctx: Ctx,
  dispute: Omit<DisputeRow, "caseId">,
  text: string,
): Promise<Id<"case">> {
  const { id, number, reason, cdrId, chargeId, driverId, amountMinor, currency } = dispute;
  return openCase(ctx, {
    key: `dispute:${id}`,
    kind: DRIVER_DISPUTE,
    subjectType: "charge_dispute",
    subjectId: id,
    driverId,
    amountMinor,
    currency: amountMinor === null ? null : currency,
    detail: { number, reason, text, cdrId, ...(chargeId === null ? {} : { chargeId }) },
  });
}

/** Closes the case of a dispute, with what became of it; nothing where it is closed already. */
export async function closeDisputeCase(
  ctx: Ctx,
  caseId: Id<"case"> | null,
  ended: { readonly resolution: "credited" | "refused" | "withdrawn"; readonly note: string },
): Promise<void> {
  if (caseId === null) return;
  await ctx.db
    .update(cases)
    .set({
      state: "closed",
      resolution: ended.resolution,
      note: ended.note,
      closedAt: ctx.clock.now(),
      closedBy: actorName(ctx.actor),
    })
    .where(and(eq(cases.tenantId, ctx.tenantId), eq(cases.id, caseId), eq(cases.state, "open")));
}
