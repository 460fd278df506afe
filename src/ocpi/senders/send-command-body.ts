import { invariant } from "@/core/invariant";
import type { OcpiCodec } from "@/ocpi/codec";
import { formatTimestamp } from "@/ocpi/envelope";
import type { JsonObject } from "@/ocpi/json-value";
import { JsonNumber } from "@/ocpi/json-value";
import type { CommandToSend } from "@/services/commands/claim-due-commands";
import type { PartnerSettings } from "@/services/partners/authenticated-partner";

/**
 * A command as it goes over the wire, the token whole. OCPI 2.2.1 mod_commands: StartSession, StopSession, ReserveNow,
 * CancelReservation, UnlockConnector. 2.1.1 knows neither connectors to start at, nor references, nor CancelReservation
 * (null), and its reservation ids are numbers.
 */
export function commandBody(
  command: CommandToSend,
  codec: OcpiCodec,
  responseUrl: string,
  { hubDialect }: PartnerSettings = {},
): JsonObject | null {
  const isOld = codec.version === "2.1.1";
  const response = { response_url: responseUrl };
  switch (command.kind) {
    case "START_SESSION":
      return {
        ...response,
        ...placeOf(command),
        token: tokenOf(command, codec),
        ...(isOld && hubDialect === "authorization-id" && authorizationIdOf(command)),
        ...(!isOld && {
          ...(command.connectorId !== null && { connector_id: command.connectorId }),
          ...referenceOf(command),
        }),
      };
    case "STOP_SESSION":
      return { ...response, session_id: given(command.sessionOcpiId) };
    case "RESERVE_NOW":
      invariant(command.expiresAt !== null, "a reservation without an end");
      return {
        ...response,
        token: tokenOf(command, codec),
        expiry_date: formatTimestamp(
          // 2.1.1 knows no fractions of a second.
          isOld ? command.expiresAt.round("second") : command.expiresAt,
        ),
        reservation_id: reservationOf(command, isOld),
        ...placeOf(command),
        ...(!isOld && referenceOf(command)),
      };
    case "CANCEL_RESERVATION":
      return isOld ? null : { ...response, reservation_id: given(command.reservationId) };
    case "UNLOCK_CONNECTOR":
      return { ...response, ...placeOf(command), connector_id: given(command.connectorId) };
  }
}

function placeOf({ locationOcpiId, evseUid }: CommandToSend): JsonObject {
  return {
    location_id: given(locationOcpiId),
    ...(evseUid !== null && { evse_uid: evseUid }),
  };
}

function tokenOf({ token }: CommandToSend, codec: OcpiCodec): JsonObject {
  invariant(token !== null, "a command without its token");
  return codec.tokenFromCore(token);
}

function referenceOf({ authorizationReference }: CommandToSend): JsonObject {
  return authorizationReference === null ? {} : { authorization_reference: authorizationReference };
}

/** What sessions and CDRs of that hub bring back; without it the driver is refused. */
function authorizationIdOf({ authorizationReference }: CommandToSend): JsonObject {
  return authorizationReference === null ? {} : { authorization_id: authorizationReference };
}

function reservationOf({ reservationId }: CommandToSend, isNumber: boolean) {
  const id = given(reservationId);
  return isNumber ? new JsonNumber(id) : id;
}

function given(text: string | null): string {
  invariant(text !== null, "a command without what it speaks of");
  return text;
}
