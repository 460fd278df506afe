import type { OcpiCodec } from "@/ocpi/codec";
import { locationPatches } from "@/ocpi/merge-location";
import { sessionPatch } from "@/ocpi/merge-session";
import { strictEchoes } from "@/ocpi/strict-echoes";
import { codec221 } from "@/ocpi/v2_2_1/codec";
import { credentialsFromCore } from "./credentials-from-core";
import { connectorFromCore, evseFromCore, locationFromCore } from "./location-from-core";
import {
  parseCdr,
  parseConnector,
  parseCredentials,
  parseEvse,
  parseLocation,
  parseSession,
  parseTariff,
} from "./parse";
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

/** OCPI 2.3.0, edition 2: 2.2.1 but for taxes, parking, hubs and words that may be extended. */
export const codec230: OcpiCodec = {
  ...codec221,
  version: "2.3.0",
  ...strictEchoes({ ...locationWire, ...sessionWire, tariffFromCore }),
  ...locationPatches(locationWire),
  patchSession: sessionPatch(sessionWire),
  parseLocation,
  parseEvse,
  parseConnector,
  parseSession,
  parseCdr,
  parseTariff,
  parseCredentials,
  tokenFromCore,
  authorizationInfoFromCore,
  credentialsFromCore,
};
