import type { OcpiCodec } from "@/ocpi/codec";
import { locationPatches } from "@/ocpi/merge-location";
import { sessionPatch } from "@/ocpi/merge-session";
import { smartCharging } from "@/ocpi/smart-charging-codec";
import { strictEchoes } from "@/ocpi/strict-echoes";
import { connectorFromCore, evseFromCore, locationFromCore } from "./location-from-core";
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
import { credentialsFromCore } from "./party-from-core";
import { sessionFromCore } from "./session-from-core";
import { tariffFromCore } from "./tariff-from-core";
import { authorizationInfoFromCore, tokenFromCore } from "./token-from-core";

const locationWire = {
  parseLocation,
  parseEvse,
  parseConnector,
  locationFromCore,
  evseFromCore,
  connectorFromCore,
};
const sessionWire = { parseSession, sessionFromCore };

/** OCPI 2.2.1. */
export const codec221: OcpiCodec = {
  version: "2.2.1",
  hasRouting: true,
  authEncoding: "base64",
  patchBringsLastUpdated: true,
  namesParties: true,
  sessionsHoldLocation: false,
  ...strictEchoes({ ...locationWire, ...sessionWire, tariffFromCore }),
  ...locationPatches(locationWire),
  patchSession: sessionPatch(sessionWire),
  parseLocation,
  parseEvse,
  parseConnector,
  parseSession,
  parseCdr,
  parseTariff,
  parseToken,
  parseLocationReferences,
  parseCredentials,
  parseVersionDetails,
  tokenFromCore,
  authorizationInfoFromCore,
  credentialsFromCore,
  smartCharging,
};
