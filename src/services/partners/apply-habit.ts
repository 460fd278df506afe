import type { Id } from "@/core/ids";
import type { PartnerSettings } from "@/db/schema/partners";
import { inTransaction } from "@/db/transaction";
import { writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";
import { lockPartner, updatePartner } from "./partner-row";

/** A setting that a partner's messages suggest. */
export type SuggestedSetting = "trailingSlash";

const SETTINGS: Readonly<Record<SuggestedSetting, PartnerSettings>> = {
  trailingSlash: { trailingSlash: true },
};

/**
 * Sets what was seen of a partner; all else stays. Operations only.
 * @throws ServiceError FORBIDDEN, NOT_FOUND.
 */
export async function applyHabit(
  ctx: Ctx,
  input: { readonly partnerId: Id<"partner">; readonly setting: SuggestedSetting },
): Promise<void> {
  requireRole(ctx, "operations");
  const { partnerId, setting } = input;
  await inTransaction(ctx, async (tx) => {
    const { settings: before } = await lockPartner(tx, partnerId);
    const settings = { ...before, ...SETTINGS[setting] };
    await updatePartner(tx, partnerId, { settings });
    await writeAudit(tx, {
      action: "partner.settings_changed",
      subjectType: "partner",
      subjectId: partnerId,
      detail: { before, after: settings, suggestedBy: "messages" },
    });
  });
}
