import { asId, isId, type Id } from "@/core/ids";
import {
  type ActiveChargingProfile,
  encodeActiveProfile,
} from "@/core/smart-charging/charging-profile";
import { newId } from "@/db/new-id";
import { inTransaction } from "@/db/transaction";
import type { Ctx } from "@/services/context";
import { type InboundMessage, storeInbound } from "@/services/messages/store-message";
import { ServiceError } from "@/services/service-error";
import { lockWish, moveWish } from "./charging-row";
import type { ProfileResult } from "./charging-state";
import { insertActiveProfile } from "./insert-active-profile";

/** A station's answer as its CPO sends it. OCPI 2.2.1 mod_charging_profiles, results. */
export interface StationAnswer {
  /** The CPO to whom the wish was sent, and no other. */
  readonly partnerId: Id<"partner">;
  /** As in the address that the CPO was given. */
  readonly kind: string;
  readonly requestId: string;
  readonly result: ProfileResult;
  /** What a question brings. */
  readonly active?: ActiveChargingProfile;
  readonly message: InboundMessage;
}

/**
 * Keeps the station's result of a profile set, asked for or cleared, and the message that brought it. One that comes
 * late or twice is kept as an event and changes nothing that was decided.
 * @throws ServiceError NOT_FOUND for an id that is not known, of another kind, or sent to another partner.
 */
export async function recordStationResult(ctx: Ctx, input: StationAnswer): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const row = isId(input.requestId) ? await lockWish(tx, asId<"other">(input.requestId)) : null;
    const isMeant = row?.partnerId === input.partnerId && row.kind === input.kind.toUpperCase();
    if (!row || !isMeant || row.kind === "PREFERENCES") {
      throw new ServiceError("NOT_FOUND", "There is no such request.");
    }
    const { result } = input;
    const active = row.kind === "GET_PROFILE" && result === "ACCEPTED" ? input.active : undefined;
    const stored = active && encodeActiveProfile(active);
    const isFirst = row.asyncResult === null;
    const isMoved = await moveWish(tx, row, {
      signal: { kind: "result", result },
      values: isFirst ? { asyncResult: result, ...(stored && { result: stored }) } : {},
      detail: { notes: input.message.notes ?? [], ...(stored && { active: stored }) },
    });
    const id = newId<"message">();
    await storeInbound(tx, input.message, {
      id,
      outcome: "accepted",
      httpStatus: 200,
      ocpiStatus: 1000,
    });
    if (active && isMoved) {
      const { sessionId } = row;
      await insertActiveProfile(tx, { sessionId, source: "get", active, messageId: id });
    }
  });
}
