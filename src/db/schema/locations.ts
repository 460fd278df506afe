import {
  boolean,
  foreignKey,
  index,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
} from "drizzle-orm/pg-core";
import { bytes, idColumn, instant, tenantIdColumn } from "@/db/columns";
import { partners } from "./partners";

/** A CPO's Location as one connection knows it. `core` is `encodeLocation` of core/roaming without its EVSEs. */
export const locations = pgTable(
  "locations",
  {
    tenantId: tenantIdColumn(),
    id: idColumn<"location">("id").notNull(),
    partnerId: idColumn<"partner">("partner_id").notNull(),
    countryCode: text("country_code").notNull(),
    partyId: text("party_id").notNull(),
    ocpiId: text("ocpi_id").notNull(),
    ocpiIdUpper: text("ocpi_id_upper").notNull(),
    name: text("name"),
    address: text("address").notNull(),
    city: text("city").notNull(),
    /** ISO 3166-1 alpha-3, as OCPI has it. */
    country: text("country").notNull(),
    timeZone: text("time_zone"),
    publish: boolean("publish").notNull().default(true),
    core: jsonb("core").notNull(),
    lastUpdated: instant("last_updated").notNull(),
    receivedAt: instant("received_at").notNull(),
    messageId: idColumn<"message">("message_id").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    unique("locations_key").on(t.tenantId, t.partnerId, t.countryCode, t.partyId, t.ocpiIdUpper),
    foreignKey({
      columns: [t.tenantId, t.partnerId],
      foreignColumns: [partners.tenantId, partners.id],
    }),
  ],
);

/** An EVSE with its connectors (`core` is `encodeEvse`). Removed ones stay, with status REMOVED. */
export const evses = pgTable(
  "evses",
  {
    tenantId: tenantIdColumn(),
    id: idColumn<"evse">("id").notNull(),
    locationId: idColumn<"location">("location_id").notNull(),
    uid: text("uid").notNull(),
    uidUpper: text("uid_upper").notNull(),
    evseId: text("evse_id"),
    status: text("status").notNull(),
    core: jsonb("core").notNull(),
    /** When a full Location no longer listed it. */
    missingSince: instant("missing_since"),
    lastUpdated: instant("last_updated").notNull(),
    messageId: idColumn<"message">("message_id").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    unique("evses_key").on(t.tenantId, t.locationId, t.uidUpper),
    foreignKey({
      columns: [t.tenantId, t.locationId],
      foreignColumns: [locations.tenantId, locations.id],
    }),
  ],
);

/** A CPO's Tariff; its content stands in `tariff_versions`. */
export const tariffs = pgTable(
  "tariffs",
  {
    tenantId: tenantIdColumn(),
    id: idColumn<"tariff">("id").notNull(),
    partnerId: idColumn<"partner">("partner_id").notNull(),
    countryCode: text("country_code").notNull(),
    partyId: text("party_id").notNull(),
    ocpiId: text("ocpi_id").notNull(),
    ocpiIdUpper: text("ocpi_id_upper").notNull(),
    currentVersionId: idColumn<"tariffVersion">("current_version_id"),
    deletedAt: instant("deleted_at"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    unique("tariffs_key").on(t.tenantId, t.partnerId, t.countryCode, t.partyId, t.ocpiIdUpper),
    foreignKey({
      columns: [t.tenantId, t.partnerId],
      foreignColumns: [partners.tenantId, partners.id],
    }),
  ],
);

/** Every content a tariff ever had (insert-only). `core` is `encodeTariff`. */
export const tariffVersions = pgTable(
  "tariff_versions",
  {
    tenantId: tenantIdColumn(),
    id: idColumn<"tariffVersion">("id").notNull(),
    tariffId: idColumn<"tariff">("tariff_id").notNull(),
    contentSha256: bytes("content_sha256").notNull(),
    core: jsonb("core").notNull(),
    lastUpdated: instant("last_updated").notNull(),
    receivedAt: instant("received_at").notNull(),
    messageId: idColumn<"message">("message_id").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    unique("tariff_versions_content").on(t.tenantId, t.tariffId, t.contentSha256, t.lastUpdated),
    foreignKey({
      columns: [t.tenantId, t.tariffId],
      foreignColumns: [tariffs.tenantId, tariffs.id],
    }),
    index("tariff_versions_time").on(t.tenantId, t.tariffId, t.receivedAt),
  ],
);
