import type { Id } from "@/core/ids";
import {
  type ActiveChargingProfile,
  encodeActiveProfile,
} from "@/core/smart-charging/charging-profile";
import { newId } from "@/db/new-id";
import { activeChargingProfiles } from "@/db/schema/charging";
import type { Ctx } from "@/services/context";

/** Keeps what a station does, as its CPO said it. The message that said it is stored in the same transaction. */
export async function insertActiveProfile(
  tx: Ctx,
  told: {
    readonly sessionId: Id<"session">;
    readonly source: "push" | "get";
    readonly active: ActiveChargingProfile;
    readonly messageId: Id<"message">;
  },
): Promise<void> {
  const { active, ...rest } = told;
  await tx.db.insert(activeChargingProfiles).values({
    tenantId: tx.tenantId,
    id: newId<"other">(),
    ...rest,
    startsAt: active.startDateTime,
    profile: encodeActiveProfile(active),
    receivedAt: tx.clock.now(),
  });
}
