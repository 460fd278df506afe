import {
  boolean,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  unique,
} from "drizzle-orm/pg-core";
import type { BaseLoadCurve } from "@/core/smart-charging/site/base-load-curve";
import { bytes, idColumn, instant, tenantIdColumn } from "@/db/columns";
import { partners } from "./partners";
import { tenants } from "./tenants";

/** One place with a grid connection whose load we watch, and steer where `isSteered`. */
export const sites = pgTable(
  "sites",
  {
    tenantId: tenantIdColumn().references(() => tenants.id),
    id: idColumn<"site">("id").notNull(),
    name: text("name").notNull(),
    /** Whose stations stand there. */
    partnerId: idColumn<"partner">("partner_id").notNull(),
    countryCode: text("country_code").notNull(),
    partyId: text("party_id").notNull(),
    timeZone: text("time_zone").notNull(),
    /** Bidding zone of its energy ("SE3"); null: no prices. */
    zone: text("zone"),
    /** V between a phase and neutral. */
    voltage: smallint("voltage").notNull().default(230),
    slotMinutes: smallint("slot_minutes").$type<5 | 10 | 15>().notNull().default(15),
    horizonSlots: smallint("horizon_slots").notNull().default(96),
    /** False: we watch and plan, and send nothing. */
    isSteered: boolean("is_steered").notNull().default(false),
    /** W that each charging point falls back to without contact; null: worked out from the limits. */
    safeW: integer("safe_w"),
    /** Used where no base load was measured. */
    baseLoad: jsonb("base_load").$type<BaseLoadCurve>(),
    /** When a driver says nothing: how long he stays, and how much his car takes. */
    assumedStayMinutes: integer("assumed_stay_minutes").notNull().default(240),
    assumedEnergyWh: integer("assumed_energy_wh").notNull().default(20_000),
    /** When it is planned again; null: not planned. */
    dueAt: instant("due_at"),
    /** Why it is due before its next slot: arrival, departure, preference, limit, deviation, slot. */
    dueReason: text("due_reason"),
    createdAt: instant("created_at").notNull(),
    removedAt: instant("removed_at"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({
      columns: [t.tenantId, t.partnerId],
      foreignColumns: [partners.tenantId, partners.id],
    }),
    index("sites_due").on(t.dueAt),
  ],
);

/** A part of a site with a limit of its own: the grid connection (no parent), a feeder, or a charging point. */
export const siteNodes = pgTable(
  "site_nodes",
  {
    tenantId: tenantIdColumn(),
    id: idColumn<"siteNode">("id").notNull(),
    siteId: idColumn<"site">("site_id").notNull(),
    parentId: idColumn<"siteNode">("parent_id"),
    kind: text("kind").$type<"grid" | "feeder" | "evse">().notNull(),
    name: text("name").notNull(),
    /** A on each phase; null: no such limit. */
    limitA: integer("limit_a"),
    /** W over all phases; null: no such limit. */
    limitW: integer("limit_w"),
    /** Of a charging point: which phases it uses (3: all), and the phase of the grid that its L1 is on (null: unknown). */
    phases: smallint("phases").$type<1 | 3>().notNull().default(3),
    firstPhase: smallint("first_phase").$type<1 | 2 | 3>(),
    /** Of a charging point: which EVSE it is, in the upper case that OCPI compares ids in. */
    locationOcpiId: text("location_ocpi_id"),
    evseUid: text("evse_uid"),
    position: integer("position").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({ columns: [t.tenantId, t.siteId], foreignColumns: [sites.tenantId, sites.id] }),
    foreignKey({
      columns: [t.tenantId, t.parentId],
      foreignColumns: [t.tenantId, t.id],
      name: "site_nodes_parent",
    }),
    unique("site_nodes_evse").on(t.tenantId, t.siteId, t.locationOcpiId, t.evseUid),
    index("site_nodes_place").on(t.tenantId, t.locationOcpiId, t.evseUid),
  ],
);

/** A lower limit of a node by time of day. */
export const siteLimitWindows = pgTable(
  "site_limit_windows",
  {
    tenantId: tenantIdColumn(),
    id: idColumn<"other">("id").notNull(),
    nodeId: idColumn<"siteNode">("node_id").notNull(),
    /** Bits: 1 is Monday, 64 is Sunday. */
    weekdays: smallint("weekdays").notNull(),
    /** Wall clock of the site, "06:00" to "22:00"; an end at or before the start is on the next day. */
    fromClock: text("from_clock").notNull(),
    toClock: text("to_clock").notNull(),
    limitA: integer("limit_a"),
    limitW: integer("limit_w"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({
      columns: [t.tenantId, t.nodeId],
      foreignColumns: [siteNodes.tenantId, siteNodes.id],
    }).onDelete("cascade"),
    index("site_limit_windows_node").on(t.tenantId, t.nodeId),
  ],
);

/** Who may speak for a site over the grid interface. Only the token's hash is kept. */
export const siteKeys = pgTable(
  "site_keys",
  {
    tenantId: tenantIdColumn(),
    id: idColumn<"other">("id").notNull(),
    siteId: idColumn<"site">("site_id").notNull(),
    name: text("name").notNull(),
    tokenSha256: bytes("token_sha256").notNull(),
    createdAt: instant("created_at").notNull(),
    lastUsedAt: instant("last_used_at"),
    revokedAt: instant("revoked_at"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    unique("site_keys_token").on(t.tenantId, t.tokenSha256),
    index("site_keys_lookup").on(t.tokenSha256),
    foreignKey({ columns: [t.tenantId, t.siteId], foreignColumns: [sites.tenantId, sites.id] }),
  ],
);

/** What a grid operator asks of a node for a time. The same reference again takes the place of the last one. */
export const siteSignals = pgTable(
  "site_signals",
  {
    tenantId: tenantIdColumn(),
    id: idColumn<"other">("id").notNull(),
    siteId: idColumn<"site">("site_id").notNull(),
    nodeId: idColumn<"siteNode">("node_id").notNull(),
    keyId: idColumn<"other">("key_id"),
    /** The sender's own name for it. */
    reference: text("reference").notNull(),
    startsAt: instant("starts_at").notNull(),
    endsAt: instant("ends_at").notNull(),
    limitA: integer("limit_a"),
    limitW: integer("limit_w"),
    receivedAt: instant("received_at").notNull(),
    /** When it was taken back, or another took its place. */
    endedAt: instant("ended_at"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({ columns: [t.tenantId, t.siteId], foreignColumns: [sites.tenantId, sites.id] }),
    foreignKey({
      columns: [t.tenantId, t.nodeId],
      foreignColumns: [siteNodes.tenantId, siteNodes.id],
    }).onDelete("cascade"),
    index("site_signals_time").on(t.tenantId, t.siteId, t.endsAt),
  ],
);

/** The power that a meter of the site showed (insert-only): of the whole node, charging included. */
export const siteReadings = pgTable(
  "site_readings",
  {
    tenantId: tenantIdColumn(),
    nodeId: idColumn<"siteNode">("node_id").notNull(),
    at: instant("at").notNull(),
    siteId: idColumn<"site">("site_id").notNull(),
    powerW: integer("power_w").notNull(),
    receivedAt: instant("received_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.nodeId, t.at] }),
    foreignKey({ columns: [t.tenantId, t.siteId], foreignColumns: [sites.tenantId, sites.id] }),
    foreignKey({
      columns: [t.tenantId, t.nodeId],
      foreignColumns: [siteNodes.tenantId, siteNodes.id],
    }).onDelete("cascade"),
  ],
);
