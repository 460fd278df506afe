import {
  boolean,
  foreignKey,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
} from "drizzle-orm/pg-core";
import {
  bytes,
  currencyColumn,
  idColumn,
  instant,
  microColumn,
  tenantIdColumn,
} from "@/db/columns";
import { tenants } from "./tenants";

/** A file or answer with prices or carbon intensity, kept with what was wrong in it (insert-only). */
export const marketImports = pgTable(
  "market_imports",
  {
    tenantId: tenantIdColumn().references(() => tenants.id),
    id: idColumn<"other">("id").notNull(),
    /** entsoe: fetched. upload: by staff. demo: generated data that ship with the demo. */
    source: text("source").$type<"entsoe" | "upload" | "demo">().notNull(),
    fileName: text("file_name").notNull(),
    contentSha256: bytes("content_sha256").notNull(),
    content: bytes("content").notNull(),
    importedBy: text("imported_by").notNull(),
    importedAt: instant("imported_at").notNull(),
    /** Points taken from it, and reasons why others were not. */
    points: integer("points").notNull(),
    problems: jsonb("problems").$type<readonly string[]>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.id] })],
);

/** A zone's price or carbon intensity for a slot of time. A newer import of the same slot takes its place. */
export const marketPoints = pgTable(
  "market_points",
  {
    tenantId: tenantIdColumn(),
    /** Bidding zone by its short name ("SE3"). */
    zone: text("zone").notNull(),
    quantity: text("quantity").$type<"price" | "carbon">().notNull(),
    startsAt: instant("starts_at").notNull(),
    minutes: smallint("minutes").$type<15 | 30 | 60>().notNull(),
    /** price: 10⁻⁶ of the currency per kWh, may be below zero. carbon: 10⁻⁶ g CO₂e per kWh. */
    valueMicro: microColumn("value_micro").notNull(),
    /** Of a price. */
    currency: currencyColumn(),
    /** False: a forecast. */
    isKnown: boolean("is_known").notNull(),
    importId: idColumn<"other">("import_id").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.zone, t.quantity, t.startsAt] }),
    foreignKey({
      columns: [t.tenantId, t.importId],
      foreignColumns: [marketImports.tenantId, marketImports.id],
    }),
  ],
);
