import type { Id } from "@/core/ids";
import { inTransaction } from "@/db/transaction";
import { writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";
import { lockPartner, updatePartner } from "./partner-row";
import { withRatingSettings, type RatingSettings } from "./rating-settings";

/** The deed in the audit; held CDRs are looked at again after it. */
export const RATING_SETTINGS_CHANGED = "partner.rating_settings_changed";

/**
 * Changes how a partner's CDRs are read and which claims are accepted, from the next rating on. What is held because
 * of them is rated again soon; what is accepted stays. Operations and finance.
 * @throws ServiceError FORBIDDEN, NOT_FOUND, INVALID (`field`) for a value that is out of its bounds.
 */
export async function updateRatingSettings(
  ctx: Ctx,
  partnerId: Id<"partner">,
  wanted: RatingSettings,
): Promise<void> {
  requireRole(ctx, "operations", "finance");
  await inTransaction(ctx, async (tx) => {
    const { settings: before } = await lockPartner(tx, partnerId);
    const after = withRatingSettings(before, wanted);
    await updatePartner(tx, partnerId, { settings: after });
    await writeAudit(tx, {
      action: RATING_SETTINGS_CHANGED,
      subjectType: "partner",
      subjectId: partnerId,
      detail: { before, after },
    });
  });
}
