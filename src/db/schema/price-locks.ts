import { sql } from "drizzle-orm";
import { foreignKey, index, jsonb, pgTable, primaryKey, text, unique } from "drizzle-orm/pg-core";
import { bytes, currencyColumn, idColumn, instant, tenantIdColumn } from "@/db/columns";
import { drivers, tokens } from "./drivers";
import { partners } from "./partners";
import { planVersions } from "./plans";
import { sessions } from "./sessions";

/**
 * The unit prices that a driver was promised when a charge was authorized or began (ruling 8): the CPO's tariffs as
 * we knew them then, and the plan's version. Only the session that it came to belong to is filled in later.
 */
export const priceLocks = pgTable(
  "price_locks",
  {
    tenantId: tenantIdColumn(),
    id: idColumn<"other">("id").notNull(),
    driverId: idColumn<"driver">("driver_id").notNull(),
    tokenId: idColumn<"token">("token_id"),
    partnerId: idColumn<"partner">("partner_id").notNull(),
    /** command: he pressed start. authorize: the CPO asked. session: a charge that nobody asked us about. */
    source: text("source").$type<"command" | "authorize" | "session">().notNull(),
    authorizationReference: text("authorization_reference"),
    sessionId: idColumn<"session">("session_id"),
    locationOcpiId: text("location_ocpi_id").notNull(),
    evseUid: text("evse_uid"),
    connectorId: text("connector_id"),
    planVersionId: idColumn<"planVersion">("plan_version_id").notNull(),
    currency: currencyColumn().notNull(),
    timeZone: text("time_zone"),
    /** The CPO's tariffs, as `encodeTariff` writes them; empty for an own tariff. */
    tariffs: jsonb("tariffs").notNull(),
    /** What he was shown: unit prices and the example. */
    quote: jsonb("quote").notNull(),
    /** SHA-256 of the canonical content (tariffs, plan version, place, time). */
    contentSha256: bytes("content_sha256").notNull(),
    lockedAt: instant("locked_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    unique("price_locks_reference").on(t.tenantId, t.authorizationReference),
    foreignKey({
      columns: [t.tenantId, t.driverId],
      foreignColumns: [drivers.tenantId, drivers.id],
    }),
    foreignKey({ columns: [t.tenantId, t.tokenId], foreignColumns: [tokens.tenantId, tokens.id] }),
    foreignKey({
      columns: [t.tenantId, t.partnerId],
      foreignColumns: [partners.tenantId, partners.id],
    }),
    foreignKey({
      columns: [t.tenantId, t.planVersionId],
      foreignColumns: [planVersions.tenantId, planVersions.id],
    }),
    foreignKey({
      columns: [t.tenantId, t.sessionId],
      foreignColumns: [sessions.tenantId, sessions.id],
    }),
    index("price_locks_driver").on(t.tenantId, t.driverId, t.lockedAt),
    index("price_locks_session")
      .on(t.tenantId, t.sessionId)
      .where(sql`${t.sessionId} is not null`),
  ],
);
