import type { z } from "zod";
import { ok } from "@/core/outcome";
import type { Cdr } from "@/core/roaming/cdr";
import type { Connector, Evse, Location } from "@/core/roaming/location";
import type { Session } from "@/core/roaming/session";
import type { Tariff } from "@/core/roaming/tariff";
import type { LocationReferences, Token } from "@/core/roaming/token";
import type { OcpiCodec, Parse, Parties } from "@/ocpi/codec";
import { leavingOutUnread } from "@/ocpi/unread-prices";
import { readWire } from "@/ocpi/wire/read-wire";
import { cdrToCore } from "./cdr-to-core";
import { credentialsToCore } from "./credentials-to-core";
import { connectorToCore, evseToCore, locationToCore } from "./location-to-core";
import { cdr, type CdrWire } from "./schemas/cdr";
import { connectorSchema, type ConnectorWire } from "./schemas/connector";
import { credentialsSchema } from "./schemas/credentials";
import { evseSchema, type EvseWire } from "./schemas/evse";
import { locationSchema, type LocationWire } from "./schemas/location";
import {
  locationReferencesSchema,
  type LocationReferencesWire,
} from "./schemas/location-references";
import { session, type SessionWire } from "./schemas/session";
import { tariffSchema, type TariffWire } from "./schemas/tariff";
import { tokenSchema, type TokenWire } from "./schemas/token";
import { versionDetailsSchema } from "./schemas/version";
import { sessionToCore } from "./session-to-core";
import { tariffToCore } from "./tariff-to-core";
import { locationReferencesToCore, tokenToCore } from "./token-to-core";
import { versionDetailsToCore } from "./version-to-core";

function parse<K extends string, W, T>(
  name: K,
  schema: z.ZodType<W>,
  toCore: (wire: W, parties: Parties) => T,
): Parse<K, T> {
  return (json, receivedAt, parties) => {
    const read = readWire(schema, json, receivedAt);
    if (!read.ok) return read;
    const named = { [name]: toCore(read.value.value, parties) } as { readonly [key in K]: T };
    return ok({ ...named, notes: read.value.notes });
  };
}

/** Reads an OCPI 2.1.1 CDR. Never throws, like all of these. `receivedAt` stands in for a missing `last_updated`. */
export const parseCdr = leavingOutUnread(parse<"cdr", CdrWire, Cdr>("cdr", cdr, cdrToCore));

/** Reads an OCPI 2.1.1 Session. */
export const parseSession = parse<"session", SessionWire, Session>(
  "session",
  session,
  sessionToCore,
);

/** Reads an OCPI 2.1.1 Tariff. */
export const parseTariff = parse<"tariff", TariffWire, Tariff>(
  "tariff",
  tariffSchema,
  (wire, { owner }) => tariffToCore(wire, owner),
);

/** Reads an OCPI 2.1.1 Location with its EVSEs. */
export const parseLocation = parse<"location", LocationWire, Location>(
  "location",
  locationSchema,
  (wire, { owner }) => locationToCore(wire, owner),
);

/** Reads an OCPI 2.1.1 EVSE with its connectors. */
export const parseEvse = parse<"evse", EvseWire, Evse>("evse", evseSchema, evseToCore);

/** Reads an OCPI 2.1.1 Connector. */
export const parseConnector = parse<"connector", ConnectorWire, Connector>(
  "connector",
  connectorSchema,
  connectorToCore,
);

/** Reads an OCPI 2.1.1 Token, as a partner holds it for us. */
export const parseToken = parse<"token", TokenWire, Token>("token", tokenSchema, (wire, { us }) =>
  tokenToCore(wire, us),
);

/** Reads OCPI 2.1.1 LocationReferences (the optional body of an authorize request). */
export const parseLocationReferences = parse<
  "references",
  LocationReferencesWire,
  LocationReferences
>("references", locationReferencesSchema, locationReferencesToCore);

/** Reads OCPI 2.1.1 Credentials. */
export const parseCredentials: OcpiCodec["parseCredentials"] = (json, receivedAt) => {
  const read = readWire(credentialsSchema, json, receivedAt);
  if (!read.ok) return read;
  const { value, notes } = read.value;
  return ok({ credentials: credentialsToCore(value), notes });
};

/** Reads the details of version 2.1.1. */
export const parseVersionDetails: OcpiCodec["parseVersionDetails"] = (json, receivedAt) => {
  const read = readWire(versionDetailsSchema, json, receivedAt);
  if (!read.ok) return read;
  const { value, notes } = read.value;
  return ok({ details: versionDetailsToCore(value), notes });
};
