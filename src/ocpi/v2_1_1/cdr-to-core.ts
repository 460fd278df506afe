import type { Cdr } from "@/core/roaming/cdr";
import type { Parties } from "@/ocpi/codec";
import { cdrToCore as laterCdrToCore } from "@/ocpi/v2_2_1/cdr-to-core";
import { ownerOf } from "./owner-of";
import { cdrLocationOf, cdrTokenOf } from "./place-to-core";
import type { CdrWire } from "./schemas/cdr";
import { tariffToCore } from "./tariff-to-core";

/**
 * OCPI 2.1.1 CDR. The connection's party stands in for the owner, which only some name; whoever receives it must see
 * that the connection may speak for that party.
 */
export function cdrToCore(wire: CdrWire, { owner: standIn, us }: Parties): Cdr {
  const owner = ownerOf(wire, standIn);
  const { tariffs, ...same } = wire;
  const core = laterCdrToCore({
    ...same,
    country_code: owner.countryCode,
    party_id: owner.partyId,
    end_date_time: wire.stop_date_time,
    cdr_token: cdrTokenOf(wire.auth_id, us),
    authorization_reference: wire.authorization_reference ?? wire.authorization_id,
    cdr_location: cdrLocationOf(wire.location),
    total_cost: { excl_vat: wire.total_cost },
  });
  return { ...core, tariffs: (tariffs ?? []).map((tariff) => tariffToCore(tariff, owner)) };
}
