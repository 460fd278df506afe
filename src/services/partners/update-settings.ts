import type { Id } from "@/core/ids";
import type { PartnerSettings } from "@/db/schema/partners";
import { inTransaction } from "@/db/transaction";
import { writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import { lockPartner, updatePartner } from "./partner-row";

/** What operations may set for a partner. Null takes the default. */
export interface PartnerSettingsInput {
  readonly authEncoding: "base64" | "raw" | null;
  readonly trailingSlash: boolean;
  readonly maySpeakForOthers: boolean;
  /** 10⁻⁶ of the currency unit; 0 to 100 units. */
  readonly toleranceMicro: bigint | null;
  /** 10⁻⁶; 0 to 50,000 (5 %). */
  readonly tolerancePpm: number | null;
}

const MOST_MICRO = 100_000_000n;
const MOST_PPM = 50_000;

/**
 * Changes what we do differently for a partner; what the form does not show stays. Operations only.
 * @throws ServiceError FORBIDDEN, NOT_FOUND, INVALID for a tolerance that is below zero or too wide.
 */
export async function updateSettings(
  ctx: Ctx,
  partnerId: Id<"partner">,
  input: PartnerSettingsInput,
): Promise<void> {
  requireRole(ctx, "operations");
  const { toleranceMicro, tolerancePpm } = input;
  if (toleranceMicro !== null && (toleranceMicro < 0n || toleranceMicro > MOST_MICRO)) {
    throw new ServiceError("INVALID", "An absolute tolerance lies between 0 and 100.", {
      field: "toleranceMicro",
    });
  }
  const isRate =
    tolerancePpm === null ||
    (Number.isInteger(tolerancePpm) && tolerancePpm >= 0 && tolerancePpm <= MOST_PPM);
  if (!isRate) {
    throw new ServiceError("INVALID", "A relative tolerance lies between 0 and 5 %.", {
      field: "tolerancePpm",
    });
  }
  await inTransaction(ctx, async (tx) => {
    const { settings: before } = await lockPartner(tx, partnerId);
    const {
      authEncoding: _authEncoding,
      trailingSlash: _trailingSlash,
      maySpeakForOthers: _maySpeakForOthers,
      toleranceMicro: _toleranceMicro,
      tolerancePpm: _tolerancePpm,
      ...notShown
    } = before;
    const settings: PartnerSettings = {
      ...notShown,
      ...(input.authEncoding ? { authEncoding: input.authEncoding } : {}),
      ...(input.trailingSlash ? { trailingSlash: true } : {}),
      ...(input.maySpeakForOthers ? { maySpeakForOthers: true } : {}),
      ...(toleranceMicro === null ? {} : { toleranceMicro: toleranceMicro.toString() }),
      ...(tolerancePpm === null ? {} : { tolerancePpm }),
    };
    await updatePartner(tx, partnerId, { settings });
    await writeAudit(tx, {
      action: "partner.settings_changed",
      subjectType: "partner",
      subjectId: partnerId,
      detail: { before, after: settings },
    });
  });
}
