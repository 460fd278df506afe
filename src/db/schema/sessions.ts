import { sql } from "drizzle-orm";
import {
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
} from "drizzle-orm/pg-core";
import {
  currencyColumn,
  idColumn,
  instant,
  microColumn,
  minorColumn,
  tenantIdColumn,
} from "@/db/columns";
import { drivers, tokens } from "./drivers";
import { partners } from "./partners";

/** A CPO's Session: what is known while it runs. Never billed from. `core` is `encodeSession`. */
export const sessions = pgTable(
  "sessions",
  {
    tenantId: tenantIdColumn(),
    id: idColumn<"session">("id").notNull(),
    partnerId: idColumn<"partner">("partner_id").notNull(),
    countryCode: text("country_code").notNull(),
    partyId: text("party_id").notNull(),
    ocpiId: text("ocpi_id").notNull(),
    ocpiIdUpper: text("ocpi_id_upper").notNull(),
    driverId: idColumn<"driver">("driver_id"),
    tokenId: idColumn<"token">("token_id"),
    status: text("status")
      .$type<"ACTIVE" | "COMPLETED" | "INVALID" | "PENDING" | "RESERVATION">()
      .notNull(),
    startedAt: instant("started_at").notNull(),
    endedAt: instant("ended_at"),
    energyMicroKwh: microColumn("energy_micro_kwh").notNull(),
    currency: currencyColumn().notNull(),
    /** The CPO's own running figure, before taxes; absent is not free. */
    claimedMicro: microColumn("claimed_micro"),
    locationOcpiId: text("location_ocpi_id").notNull(),
    evseUid: text("evse_uid").notNull(),
    connectorId: text("connector_id").notNull(),
    authorizationReference: text("authorization_reference"),
    /** steering: of another eMSP's driver, pushed to us as SCSP to be steered. Never billed, its token not kept. */
    purpose: text("purpose").$type<"billing" | "steering">().notNull().default("billing"),
    core: jsonb("core").notNull(),
    lastUpdated: instant("last_updated").notNull(),
    receivedAt: instant("received_at").notNull(),
    messageId: idColumn<"message">("message_id").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    unique("sessions_key").on(t.tenantId, t.countryCode, t.partyId, t.ocpiIdUpper),
    foreignKey({
      columns: [t.tenantId, t.partnerId],
      foreignColumns: [partners.tenantId, partners.id],
    }),
    foreignKey({
      columns: [t.tenantId, t.driverId],
      foreignColumns: [drivers.tenantId, drivers.id],
    }),
    foreignKey({ columns: [t.tenantId, t.tokenId], foreignColumns: [tokens.tenantId, tokens.id] }),
    index("sessions_driver").on(t.tenantId, t.driverId, t.startedAt),
    index("sessions_list").on(t.tenantId, t.startedAt),
    index("sessions_active")
      .on(t.tenantId, t.partnerId)
      .where(sql`${t.status} = 'ACTIVE'`),
    index("sessions_place").on(
      t.tenantId,
      sql`upper(${t.locationOcpiId})`,
      sql`upper(${t.evseUid})`,
      t.startedAt,
    ),
  ],
);

/** What a session's meter showed at each update (insert-only): the power between two is the slope. */
export const sessionReadings = pgTable(
  "session_readings",
  {
    tenantId: tenantIdColumn(),
    sessionId: idColumn<"session">("session_id").notNull(),
    /** When the CPO says that it was so (`last_updated`). */
    at: instant("at").notNull(),
    energyMicroKwh: microColumn("energy_micro_kwh").notNull(),
    /** W as the CPO states them in a charging period; null: it states none. */
    powerW: integer("power_w"),
    receivedAt: instant("received_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.sessionId, t.at] }),
    foreignKey({
      columns: [t.tenantId, t.sessionId],
      foreignColumns: [sessions.tenantId, sessions.id],
    }),
  ],
);

/** What a driver is told of a running session, and the most it may cost him. */
export const sessionWatches = pgTable(
  "session_watches",
  {
    tenantId: tenantIdColumn(),
    sessionId: idColumn<"session">("session_id").notNull(),
    driverId: idColumn<"driver">("driver_id").notNull(),
    /** With VAT. Null: no cap. */
    capMinor: minorColumn("cap_minor"),
    capCurrency: currencyColumn("cap_currency"),
    /** stop: we ask the operator to stop it. tell: he is only told. */
    capAction: text("cap_action").$type<"tell" | "stop">().notNull().default("tell"),
    /** When each was told; null: not yet. */
    startToldAt: instant("start_told_at"),
    endToldAt: instant("end_told_at"),
    idleToldAt: instant("idle_told_at"),
    capNearToldAt: instant("cap_near_told_at"),
    capReachedAt: instant("cap_reached_at"),
    stopCommandId: idColumn<"other">("stop_command_id"),
    /** When it is looked at next; null once it has ended. */
    dueAt: instant("due_at"),
    updatedAt: instant("updated_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.sessionId] }),
    foreignKey({
      columns: [t.tenantId, t.sessionId],
      foreignColumns: [sessions.tenantId, sessions.id],
    }),
    foreignKey({
      columns: [t.tenantId, t.driverId],
      foreignColumns: [drivers.tenantId, drivers.id],
    }),
    index("session_watches_due")
      .on(t.dueAt)
      .where(sql`${t.dueAt} is not null`),
  ],
);

/** What planning a session's charging came to, worked out once it has ended (insert-only). */
export const sessionSavings = pgTable(
  "session_savings",
  {
    tenantId: tenantIdColumn(),
    sessionId: idColumn<"session">("session_id").notNull(),
    currency: currencyColumn().notNull(),
    /** What the same energy costs the driver, 10⁻⁶ of the currency before VAT: as charged, and charged at once. */
    paidMicro: microColumn("paid_micro"),
    paidAtOnceMicro: microColumn("paid_at_once_micro"),
    /** The same at the market's price, 10⁻⁶ of `marketCurrency`. */
    marketCurrency: currencyColumn("market_currency"),
    marketMicro: microColumn("market_micro"),
    marketAtOnceMicro: microColumn("market_at_once_micro"),
    /** g CO₂e. */
    carbonG: integer("carbon_g"),
    carbonAtOnceG: integer("carbon_at_once_g"),
    /** Power, slots and prices that it was worked out from. */
    trace: jsonb("trace").$type<Readonly<Record<string, unknown>>>().notNull(),
    workedOutAt: instant("worked_out_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.sessionId] }),
    foreignKey({
      columns: [t.tenantId, t.sessionId],
      foreignColumns: [sessions.tenantId, sessions.id],
    }),
  ],
);

/** What we answered when a partner asked whether a token may charge (real-time authorize). */
export const authorizations = pgTable(
  "authorizations",
  {
    tenantId: tenantIdColumn(),
    id: idColumn<"other">("id").notNull(),
    partnerId: idColumn<"partner">("partner_id").notNull(),
    tokenId: idColumn<"token">("token_id"),
    uid: text("uid").notNull(),
    allowed: text("allowed").notNull(),
    reference: text("reference"),
    locationOcpiId: text("location_ocpi_id"),
    evseUids: jsonb("evse_uids").$type<readonly string[]>().notNull().default([]),
    answeredAt: instant("answered_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    unique("authorizations_reference").on(t.tenantId, t.reference),
    index("authorizations_token").on(t.tenantId, t.tokenId, t.answeredAt),
  ],
);
