import { sql } from "drizzle-orm";
import { foreignKey, index, integer, jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { bytes, idColumn, instant, tenantIdColumn } from "@/db/columns";
import { tenants } from "./tenants";

/** What we do differently for one partner (ruling 16). Absent means the default. */
export interface PartnerSettings {
  /** How we send the token in `Authorization`. Default base64. */
  readonly authEncoding?: "base64" | "raw";
  /** Advertise our endpoint addresses with a trailing slash. Default false. */
  readonly trailingSlash?: boolean;
  /** OCPI versions that we offer, among those that we speak. Default all. */
  readonly versions?: readonly string[];
  /** Requests a second that we take from it in the long run; ten times as many at once. Default 500. */
  readonly requestsPerSecond?: number;
  /** Modules that we don't advertise: some back ends fail on one they don't know. Default none. */
  readonly hiddenModules?: readonly string[];
  /** Accepted absolute difference between claim and own figure, 10⁻⁶ of the currency unit, as decimal text. */
  readonly toleranceMicro?: string;
  /** Accepted relative difference, 10⁻⁶ (5 000 = 0.5 %). */
  readonly tolerancePpm?: number;
  /** The same two for a claim below ours: absolute, and relative. Never tighter than above. */
  readonly toleranceBelowMicro?: string;
  readonly tolerancePpmBelow?: number;
  /** What the differences that were let pass may add up to on one of its invoices, 10⁻⁶, as decimal text. Default: no bound. */
  readonly cumulativeToleranceMicro?: string;
  /** How it reads OCPI where OCPI leaves a choice: `readRatingPolicy` of core/rating reads it. Absent fields: the default. */
  readonly ratingPolicy?: Readonly<Record<string, string | boolean>>;
  /**
   * What becomes of a claim whose tariff gives more than the version that we held at the session's start: held where the
   * difference is beyond tolerance (default), or only noted, arithmetic alone deciding.
   */
  readonly contractCheck?: "hold" | "note";
  /** What becomes of findings about the facts, by code: held, or only noted. Absent: `noteworthy` of services/cdrs. */
  readonly findings?: Readonly<Record<string, "hold" | "note">>;
  /** Operations agreed that it speaks for parties that another connection speaks for too (a hub, a second connection). */
  readonly maySpeakForOthers?: boolean;
  /**
   * A hub's own dialect. "authorization-id" (2.1.1): authorize answers and START_SESSION carry `authorization_id`, a
   * token that is not known there yet is HTTP 404, errors are HTTP 500 with 3000, `total_cost` is always 0.
   */
  readonly hubDialect?: "authorization-id";
  /** Its authorize requests must name a place; one without is answered with 2002. Default false. */
  readonly authorizeNeedsLocation?: boolean;
  /** How far before the end of the last window the next pull of a list begins. Default 600. */
  readonly pullOverlapSeconds?: number;
  /** strict: an object that breaks the tables of its version is refused. Default tolerant: it is read, with notes. */
  readonly strictness?: "tolerant" | "strict";
  /** The unit in which it sends what OCPI has in kWh. Default kWh. */
  readonly energyUnit?: "kWh" | "Wh";
  /** How we write times to it: always, or never, with a fraction of a second. Default: where there is one. */
  readonly fractionSeconds?: "with" | "without";
  /**
   * Hosts that operations allowed us to call it at, by their exact names in lower case, without ports. Default: only
   * the host of its versions address and those below it.
   */
  readonly hosts?: readonly string[];
  /**
   * What its PARKING_TIME means: the car asks for no power (OCPI's errata of 2026). Default: it does not charge. Decides
   * which parking is held that was billed while our own profile held the car.
   */
  readonly parkingMeans?: "not-requesting";
  /**
   * Our credentials state the role EMSP alone, and no session of another eMSP's driver is steered there. Default: EMSP
   * and SCSP, so that a CPO may leave a site's smart charging to us. Towards OCPI 2.1.1 there is no SCSP.
   */
  readonly isEmspOnly?: boolean;
  /** Only objects of these parties are taken, each as `SE/NSL` in upper case. Default: all that it speaks for. */
  readonly parties?: readonly string[];
}

/** A role that a partner's credentials state. */
export interface PartnerRole {
  readonly role: string;
  readonly countryCode: string;
  readonly partyId: string;
  readonly name: string;
}

export type PartnerState = "created" | "invited" | "registering" | "registered" | "failed" | "left";

/** A connection to a CPO or hub. */
export const partners = pgTable(
  "partners",
  {
    tenantId: tenantIdColumn().references(() => tenants.id),
    id: idColumn<"partner">("id").notNull(),
    name: text("name").notNull(),
    state: text("state").$type<PartnerState>().notNull().default("created"),
    /** Their versions address. */
    versionsUrl: text("versions_url"),
    version: text("version"),
    roles: jsonb("roles").$type<readonly PartnerRole[]>().notNull().default([]),
    /** The token we call them with (TOKEN_B as receiver, TOKEN_C as sender), sealed. */
    outboundTokenSealed: bytes("outbound_token_sealed"),
    /** The one before it, tried once where the new one is refused. */
    previousTokenSealed: bytes("previous_token_sealed"),
    /** What operations asked the worker to do with the connection. */
    requestedAction: text("requested_action").$type<"rotate" | "unregister" | "check_tokens">(),
    settings: jsonb("settings").$type<PartnerSettings>().notNull().default({}),
    lastError: text("last_error"),
    lastHeardAt: instant("last_heard_at"),
    registeredAt: instant("registered_at"),
    createdAt: instant("created_at")
      .notNull()
      .default(sql`now()`),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.id] })],
);

/** Tokens that partners call us with. Only a SHA-256 is kept. */
export const partnerTokens = pgTable(
  "partner_tokens",
  {
    tenantId: tenantIdColumn(),
    tokenSha256: bytes("token_sha256").notNull(),
    partnerId: idColumn<"partner">("partner_id").notNull(),
    /** A: registration only. C: everything (the token the partner uses after the handshake). */
    kind: text("kind").$type<"A" | "C">().notNull(),
    createdAt: instant("created_at").notNull(),
    firstUsedAt: instant("first_used_at"),
    expiresAt: instant("expires_at"),
    revokedAt: instant("revoked_at"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.tokenSha256] }),
    foreignKey({
      columns: [t.tenantId, t.partnerId],
      foreignColumns: [partners.tenantId, partners.id],
    }),
    index("partner_tokens_partner").on(t.tenantId, t.partnerId),
    /** A request names no tenant: the token does. */
    index("partner_tokens_sha256").on(t.tokenSha256),
  ],
);

/** Where the partner's modules live (from its version details). */
export const partnerEndpoints = pgTable(
  "partner_endpoints",
  {
    tenantId: tenantIdColumn(),
    partnerId: idColumn<"partner">("partner_id").notNull(),
    identifier: text("identifier").notNull(),
    role: text("role").$type<"SENDER" | "RECEIVER">().notNull(),
    url: text("url").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.partnerId, t.identifier, t.role] }),
    foreignKey({
      columns: [t.tenantId, t.partnerId],
      foreignColumns: [partners.tenantId, partners.id],
    }),
  ],
);

export type MessageOutcome = "accepted" | "replay" | "conflict" | "rejected" | "failed";

/** Every OCPI message in and out: raw bytes, ids, time and what became of it. Bodies are stored uncompressed (EXTERNAL). */
export const ocpiMessages = pgTable(
  "ocpi_messages",
  {
    tenantId: tenantIdColumn(),
    id: idColumn<"message">("id").notNull(),
    partnerId: idColumn<"partner">("partner_id"),
    direction: text("direction").$type<"in" | "out">().notNull(),
    module: text("module").notNull(),
    method: text("method").notNull(),
    url: text("url").notNull(),
    /** The object spoken of: upper-cased `country/party/id` or what the path names. */
    objectKey: text("object_key"),
    requestId: text("request_id"),
    correlationId: text("correlation_id"),
    body: bytes("body"),
    bodySha256: bytes("body_sha256"),
    httpStatus: integer("http_status"),
    ocpiStatus: integer("ocpi_status"),
    responseBody: bytes("response_body"),
    outcome: text("outcome").$type<MessageOutcome>().notNull(),
    /** Why it was refused, or which tolerances were used: for people. */
    reasons: jsonb("reasons").$type<readonly string[]>().notNull().default([]),
    notes: jsonb("notes").$type<readonly string[]>().notNull().default([]),
    occurredAt: instant("occurred_at").notNull(),
    durationMs: integer("duration_ms"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index("ocpi_messages_time").on(t.tenantId, t.occurredAt),
    index("ocpi_messages_partner_time").on(t.tenantId, t.partnerId, t.occurredAt),
    index("ocpi_messages_request").on(t.tenantId, t.requestId),
    index("ocpi_messages_object").on(t.tenantId, t.module, t.objectKey),
    index("ocpi_messages_troubled")
      .on(t.tenantId, t.occurredAt)
      .where(sql`${t.outcome} in ('rejected', 'conflict', 'failed')`),
  ],
);
