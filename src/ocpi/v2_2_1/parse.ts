import type { z } from "zod";
import type { Cdr } from "@/core/roaming/cdr";
import type { Connector, Evse, Location } from "@/core/roaming/location";
import type { Session } from "@/core/roaming/session";
import type { Tariff } from "@/core/roaming/tariff";
import type { AuthorizationInfo, LocationReferences, Token } from "@/core/roaming/token";
import type { PartnerCredentials, PartnerVersionDetails } from "@/ocpi/codec";
import { parser } from "@/ocpi/parser";
import { leavingOutUnread } from "@/ocpi/unread-prices";
import { cdrToCore } from "./cdr-to-core";
import { connectorToCore, evseToCore, locationToCore } from "./location-to-core";
import { credentialsToCore } from "./party-to-core";
import { authorizationInfoSchema } from "./schemas/authorization-info";
import { cdrSchema } from "./schemas/cdr";
import { connectorSchema } from "./schemas/connector";
import { credentialsSchema } from "./schemas/credentials";
import { evseSchema } from "./schemas/evse";
import { locationSchema } from "./schemas/location";
import { locationReferencesSchema } from "./schemas/location-references";
import { sessionSchema } from "./schemas/session";
import { tariffSchema } from "./schemas/tariff";
import { tokenSchema } from "./schemas/token";
import {
  type EndpointWire,
  versionDetailsSchema,
  type VersionDetailsWire,
  versionSchema,
  type VersionWire,
} from "./schemas/version";
import { sessionToCore } from "./session-to-core";
import { tariffToCore } from "./tariff-to-core";
import { authorizationInfoToCore, locationReferencesToCore, tokenToCore } from "./token-to-core";

/** Reads an OCPI 2.2.1 CDR. Never throws, like all of these. `receivedAt` stands in for a missing `last_updated`. */
export const parseCdr = leavingOutUnread(
  parser<"cdr", z.output<typeof cdrSchema>, Cdr>("cdr", cdrSchema, cdrToCore),
);

/** Reads an OCPI 2.2.1 Session. */
export const parseSession = parser<"session", z.output<typeof sessionSchema>, Session>(
  "session",
  sessionSchema,
  sessionToCore,
);

/** Reads an OCPI 2.2.1 Tariff. */
export const parseTariff = parser<"tariff", z.output<typeof tariffSchema>, Tariff>(
  "tariff",
  tariffSchema,
  tariffToCore,
);

/** Reads an OCPI 2.2.1 Location with its EVSEs. */
export const parseLocation = parser<"location", z.output<typeof locationSchema>, Location>(
  "location",
  locationSchema,
  locationToCore,
);

/** Reads an OCPI 2.2.1 EVSE with its connectors. */
export const parseEvse = parser<"evse", z.output<typeof evseSchema>, Evse>(
  "evse",
  evseSchema,
  evseToCore,
);

/** Reads an OCPI 2.2.1 Connector. */
export const parseConnector = parser<"connector", z.output<typeof connectorSchema>, Connector>(
  "connector",
  connectorSchema,
  connectorToCore,
);

/** Reads an OCPI 2.2.1 Token. */
export const parseToken = parser<"token", z.output<typeof tokenSchema>, Token>(
  "token",
  tokenSchema,
  tokenToCore,
);

/** Reads OCPI 2.2.1 LocationReferences (the optional body of an authorize request). */
export const parseLocationReferences = parser<
  "references",
  z.output<typeof locationReferencesSchema>,
  LocationReferences
>("references", locationReferencesSchema, locationReferencesToCore);

/** Reads an OCPI 2.2.1 AuthorizationInfo. */
export const parseAuthorizationInfo = parser<
  "info",
  z.output<typeof authorizationInfoSchema>,
  AuthorizationInfo
>("info", authorizationInfoSchema, authorizationInfoToCore);

/** Reads OCPI 2.2.1 Credentials. */
export const parseCredentials = parser<
  "credentials",
  z.output<typeof credentialsSchema>,
  PartnerCredentials
>("credentials", credentialsSchema, credentialsToCore);

/** Reads one entry of a version list. */
export const parseVersion = parser<"version", VersionWire, { version: string; url: string }>(
  "version",
  versionSchema,
  ({ version, url }) => ({ version, url }),
);

/** Reads the details of a version. */
export const parseVersionDetails = parser<"details", VersionDetailsWire, PartnerVersionDetails>(
  "details",
  versionDetailsSchema,
  ({ version, endpoints }) => ({ version, endpoints: endpoints.map(endpointToCore) }),
);

function endpointToCore({ identifier, role, url }: EndpointWire) {
  return { identifier, role, url };
}
