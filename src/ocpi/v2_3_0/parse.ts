import type { Cdr } from "@/core/roaming/cdr";
import type { Connector, Evse, Location } from "@/core/roaming/location";
import type { Session } from "@/core/roaming/session";
import type { Tariff } from "@/core/roaming/tariff";
import type { PartnerCredentials } from "@/ocpi/codec";
import { parser } from "@/ocpi/parser";
import { leavingOutUnread } from "@/ocpi/unread-prices";
import { cdrToCore } from "./cdr-to-core";
import { credentialsToCore } from "./credentials-to-core";
import { connectorToCore, evseToCore, locationToCore } from "./location-to-core";
import { cdrSchema, type CdrWire } from "./schemas/cdr";
import { credentialsSchema, type CredentialsWire } from "./schemas/credentials";
import {
  connectorSchema,
  type ConnectorWire,
  evseSchema,
  type EvseWire,
  locationSchema,
  type LocationWire,
} from "./schemas/location";
import { sessionSchema, type SessionWire } from "./schemas/session";
import { tariffSchema, type TariffWire } from "./schemas/tariff";
import { sessionToCore } from "./session-to-core";
import { tariffToCore } from "./tariff-to-core";

/** Reads an OCPI 2.3.0 CDR. Never throws, like all of these. `receivedAt` stands in for a missing `last_updated`. */
export const parseCdr = leavingOutUnread(parser<"cdr", CdrWire, Cdr>("cdr", cdrSchema, cdrToCore));

/** Reads an OCPI 2.3.0 Session. */
export const parseSession = parser<"session", SessionWire, Session>(
  "session",
  sessionSchema,
  sessionToCore,
);

/** Reads an OCPI 2.3.0 Tariff. */
export const parseTariff = parser<"tariff", TariffWire, Tariff>(
  "tariff",
  tariffSchema,
  tariffToCore,
);

/** Reads an OCPI 2.3.0 Location with its EVSEs. */
export const parseLocation = parser<"location", LocationWire, Location>(
  "location",
  locationSchema,
  locationToCore,
);

/** Reads an OCPI 2.3.0 EVSE with its connectors. */
export const parseEvse = parser<"evse", EvseWire, Evse>("evse", evseSchema, evseToCore);

/** Reads an OCPI 2.3.0 Connector. */
export const parseConnector = parser<"connector", ConnectorWire, Connector>(
  "connector",
  connectorSchema,
  connectorToCore,
);

/** Reads OCPI 2.3.0 Credentials. */
export const parseCredentials = parser<"credentials", CredentialsWire, PartnerCredentials>(
  "credentials",
  credentialsSchema,
  credentialsToCore,
);
