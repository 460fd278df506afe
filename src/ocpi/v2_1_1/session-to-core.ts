import type { Session } from "@/core/roaming/session";
import type { Parties } from "@/ocpi/codec";
import { sessionToCore as laterSessionToCore } from "@/ocpi/v2_2_1/session-to-core";
import { given } from "@/ocpi/wire/wire-values";
import { cdrLocationOf, cdrTokenOf } from "./place-to-core";
import type { SessionWire } from "./schemas/session";

/** OCPI 2.1.1 Session. Its owner is the party in its address. */
export function sessionToCore(wire: SessionWire, { owner, us }: Parties): Session {
  const { id, evse_uid, connector_id } = cdrLocationOf(wire.location);
  return laterSessionToCore({
    ...wire,
    country_code: owner.countryCode,
    party_id: owner.partyId,
    start_date_time: wire.start_datetime,
    end_date_time: wire.end_datetime,
    cdr_token: cdrTokenOf(wire.auth_id, us),
    authorization_reference: wire.authorization_reference ?? wire.authorization_id,
    location_id: id,
    evse_uid,
    connector_id,
    total_cost: given(wire.total_cost, (excl_vat) => ({ excl_vat })),
  });
}
