import type { Outcome } from "@/core/outcome";
import type { Cdr } from "@/core/roaming/cdr";
import type { Connector, Evse, Location } from "@/core/roaming/location";
import type { Party, PartyId } from "@/core/roaming/party";
import type { Session } from "@/core/roaming/session";
import type { Tariff } from "@/core/roaming/tariff";
import type { AuthorizationInfo, LocationReferences, Token } from "@/core/roaming/token";
import type { LocationChange } from "@/services/locations/receive-location-change";
import type { JsonObject, JsonValue } from "./json-value";
import type { SmartChargingCodec } from "./smart-charging-codec";
import type { Finding } from "./wire/read-wire";

/** The versions of OCPI that we speak. */
export type OcpiVersion = "2.1.1" | "2.2.1" | "2.3.0";

/** Whose object it is, and who we are: 2.1.1 says neither in its objects. */
export interface Parties {
  /** The party in the address; for what has no address (CDRs, lists), the connection's CPO. */
  readonly owner: PartyId;
  readonly us: PartyId;
}

/** What was read under its own name, and the tolerances that reading took; else the reasons. */
export type Parsed<K extends string, T> = Outcome<
  { readonly [key in K]: T } & { readonly notes: readonly Finding[] },
  readonly Finding[]
>;

/** Reads an object of the wire. Never throws. `receivedAt` stands in for a missing `last_updated`. */
export type Parse<K extends string, T> = (
  json: JsonValue,
  receivedAt: Temporal.Instant,
  parties: Parties,
) => Parsed<K, T>;

/** What a partner's Credentials say. The token is a secret: it must not be logged or stored as it is. */
export interface PartnerCredentials {
  readonly token: string;
  /** Their versions address. */
  readonly url: string;
  readonly roles: readonly Party[];
  /** 2.3.0: the hub that speaks for the roles, "NLHUB". */
  readonly hubPartyId?: string;
}

/** The details of a version as a partner states them; in 2.1.1 the roles are those a CPO has. */
export interface PartnerVersionDetails {
  readonly version: string;
  readonly endpoints: readonly { identifier: string; role: string; url: string }[];
}

/** An object with a PATCH applied, or why not. */
export type Patched<T> = Outcome<
  { readonly value: T; readonly notes: readonly string[] },
  readonly string[]
>;

/** One version of OCPI: its objects to and from the core's, and what of the transport differs. */
export interface OcpiCodec {
  readonly version: OcpiVersion;
  /** Routing headers and message ids: from 2.2 on. */
  readonly hasRouting: boolean;
  /** How a token stands in `Authorization` where nothing else is known of a partner. */
  readonly authEncoding: "raw" | "base64";
  /** A PATCH must bring `last_updated`: from 2.2 on. */
  readonly patchBringsLastUpdated: boolean;
  /** Objects name their owner, and endpoints their role: from 2.2 on. */
  readonly namesParties: boolean;
  /** A Session holds its whole Location: in 2.1.1, where later versions name it by its ids. */
  readonly sessionsHoldLocation: boolean;

  readonly parseCdr: Parse<"cdr", Cdr>;
  readonly parseSession: Parse<"session", Session>;
  readonly parseTariff: Parse<"tariff", Tariff>;
  readonly parseLocation: Parse<"location", Location>;
  readonly parseEvse: Parse<"evse", Evse>;
  readonly parseConnector: Parse<"connector", Connector>;
  readonly parseToken: Parse<"token", Token>;
  readonly parseLocationReferences: Parse<"references", LocationReferences>;
  readonly parseCredentials: (
    json: JsonValue,
    receivedAt: Temporal.Instant,
  ) => Parsed<"credentials", PartnerCredentials>;
  readonly parseVersionDetails: (
    json: JsonValue,
    receivedAt: Temporal.Instant,
  ) => Parsed<"details", PartnerVersionDetails>;

  readonly patchSession: (
    held: Session,
    patch: JsonObject,
    receivedAt: Temporal.Instant,
  ) => Patched<Session>;
  readonly patchLocation: (
    held: Location,
    patch: JsonObject,
    receivedAt: Temporal.Instant,
  ) => LocationChange;
  readonly patchEvse: (
    held: Location,
    uid: string,
    patch: JsonObject,
    receivedAt: Temporal.Instant,
  ) => LocationChange;
  readonly patchConnector: (
    held: Location,
    at: { readonly uid: string; readonly connectorId: string },
    patch: JsonObject,
    receivedAt: Temporal.Instant,
  ) => LocationChange;

  /** Only 2.1.1 has it. Fields are replaced whole, `elements` too. */
  readonly patchTariff?: (
    held: Tariff,
    patch: JsonObject,
    receivedAt: Temporal.Instant,
  ) => Patched<Tariff>;

  readonly tokenFromCore: (token: Token) => JsonObject;
  readonly authorizationInfoFromCore: (info: AuthorizationInfo) => JsonObject;
  readonly credentialsFromCore: (credentials: PartnerCredentials) => JsonObject;
  readonly locationFromCore: (location: Location) => JsonObject;
  readonly evseFromCore: (evse: Evse) => JsonObject;
  readonly connectorFromCore: (connector: Connector) => JsonObject;
  readonly tariffFromCore: (tariff: Tariff) => JsonObject;
  /** `location` is the Session's own, where it is held: only 2.1.1 shows it. */
  readonly sessionFromCore: (session: Session, location?: Location) => JsonObject;

  /** Preferences and profiles: from 2.2 on. */
  readonly smartCharging?: SmartChargingCodec;
}
