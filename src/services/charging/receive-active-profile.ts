import { and, eq } from "drizzle-orm";
import type { Id } from "@/core/ids";
import type { PartyId } from "@/core/roaming/party";
import type { ActiveChargingProfile } from "@/core/smart-charging/charging-profile";
import { newId } from "@/db/new-id";
import { sessions } from "@/db/schema/sessions";
import { inTransaction } from "@/db/transaction";
import type { Ctx } from "@/services/context";
import { keyText } from "@/services/messages/object-key";
import { type InboundMessage, storeInbound } from "@/services/messages/store-message";
import { insertActiveProfile } from "./insert-active-profile";

/** A CPO tells what a station does. OCPI mod_charging_profiles, Sender PUT. */
export interface ToldProfile {
  readonly partnerId: Id<"partner">;
  /** Of the address, which names no party. */
  readonly sessionOcpiId: string;
  /** Whose session it is; null where the request does not tell. */
  readonly from: PartyId | null;
  readonly active: ActiveChargingProfile;
  readonly message: InboundMessage;
}

/**
 * Keeps what a CPO tells of a session's station. The session is the connection's, and of the party that says so:
 * two of them may have one of that name. `unknown`: there is none; `ambiguous`: the sender must say which; then nothing is
 * kept, and the message is the caller's.
 */
export async function receiveActiveProfile(
  ctx: Ctx,
  told: ToldProfile,
): Promise<"accepted" | "ambiguous" | "unknown"> {
  const { partnerId, sessionOcpiId, from, active, message } = told;
  return inTransaction(ctx, async (tx) => {
    const { id, countryCode, partyId, ocpiId } = sessions;
    const named = await tx.db
      .select({ id, countryCode, partyId, ocpiId })
      .from(sessions)
      .where(
        and(
          eq(sessions.tenantId, tx.tenantId),
          eq(sessions.partnerId, partnerId),
          eq(sessions.ocpiIdUpper, sessionOcpiId.toUpperCase()),
        ),
      );
    const meant = from ? named.filter((one) => isOf(one, from)) : named;
    const [session] = meant;
    if (!session) return "unknown";
    if (meant.length > 1) return "ambiguous";
    const messageId = newId<"message">();
    const objectKey = keyText({ ...session, id: session.ocpiId });
    await storeInbound(
      tx,
      { ...message, objectKey },
      { id: messageId, outcome: "accepted", httpStatus: 200, ocpiStatus: 1000 },
    );
    await insertActiveProfile(tx, { sessionId: session.id, source: "push", active, messageId });
    return "accepted";
  });
}

function isOf(session: PartyId, from: PartyId): boolean {
  return (
    session.countryCode === from.countryCode.toUpperCase() &&
    session.partyId === from.partyId.toUpperCase()
  );
}
