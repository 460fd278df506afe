import type { CdrLocation } from "@/core/roaming/cdr";

/** A place that is known, so that nothing about it looks like a reservation that expired. */
export const KNOWN_PLACE: CdrLocation = {
  id: "LOC1",
  address: "F.Rooseveltlaan 3A",
  city: "Gent",
  country: "BEL",
  coordinates: { latitude: "51.047599", longitude: "3.729944" },
  evseUid: "3256",
  evseId: "BE*BEC*E041503003",
  connectorId: "1",
  connectorStandard: "IEC_62196_T2",
  connectorFormat: "SOCKET",
  connectorPowerType: "AC_1_PHASE",
};
