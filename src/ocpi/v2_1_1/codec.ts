import type { OcpiCodec } from "@/ocpi/codec";
import { locationPatches } from "@/ocpi/merge-location";
import { sessionPatch } from "@/ocpi/merge-session";
import { credentialsFromCore } from "./credentials-from-core";
import {
  connectorAsHeld,
  connectorFromCore,
  evseAsHeld,
  evseFromCore,
  locationAsHeld,
  locationFromCore,
} from "./location-from-core";
import {
  parseCdr,
  parseConnector,
  parseCredentials,
  parseEvse,
  parseLocation,
  parseLocationReferences,
  parseSession,
  parseTariff,
  parseToken,
  parseVersionDetails,
} from "./parse";
import { patchTariff } from "./patch-tariff";
import { sessionAsHeld, sessionFromCore } from "./session-from-core";
import { tariffFromCore } from "./tariff-from-core";
import { authorizationInfoFromCore, tokenFromCore } from "./token-from-core";

/** OCPI 2.1.1. */
export const codec211: OcpiCodec = {
  version: "2.1.1",
  hasRouting: false,
  authEncoding: "raw",
  patchBringsLastUpdated: false,
  namesParties: false,
  sessionsHoldLocation: true,
  ...locationPatches({
    parseLocation,
    parseEvse,
    parseConnector,
    locationFromCore: locationAsHeld,
    evseFromCore: evseAsHeld,
    connectorFromCore: connectorAsHeld,
  }),
  patchSession: sessionPatch({ parseSession, sessionFromCore: sessionAsHeld }),
  patchTariff,
  parseCdr,
  parseSession,
  parseTariff,
  parseLocation,
  parseEvse,
  parseConnector,
  parseToken,
  parseLocationReferences,
  parseCredentials,
  parseVersionDetails,
  tokenFromCore,
  authorizationInfoFromCore,
  credentialsFromCore,
  locationFromCore,
  evseFromCore,
  connectorFromCore,
  tariffFromCore,
  sessionFromCore,
};
