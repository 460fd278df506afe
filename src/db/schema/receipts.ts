import {
  boolean,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
} from "drizzle-orm/pg-core";
import { bytes, idColumn, instant, plainDate, tenantIdColumn } from "@/db/columns";
import { cdrs } from "./cdrs";
import { drivers } from "./drivers";
import type { ChargePurpose } from "./accounts";

/** Which charges of an account go into a pack. */
export interface PackChoice {
  readonly purpose?: ChargePurpose;
  readonly costCentreIds?: readonly string[];
  readonly memberIds?: readonly string[];
  /** Of a monthly pack: earlier charges that got their price since this instant are in it, too. ISO 8601. */
  readonly lateSince?: string;
  /** Of a monthly pack: what gets its price from this instant on is in the next one. ISO 8601. */
  readonly pricedBefore?: string;
}

/** An archive of a span's receipts (CSV, PDF, VAT split), for an employer or a bookkeeper. */
export const receiptPacks = pgTable(
  "receipt_packs",
  {
    tenantId: tenantIdColumn(),
    id: idColumn<"other">("id").notNull(),
    driverId: idColumn<"driver">("driver_id").notNull(),
    /** Only this member's charges. */
    memberId: idColumn<"member">("member_id"),
    /** First and last day, of the driver's wall clock. */
    firstDay: plainDate("first_day").notNull(),
    lastDay: plainDate("last_day").notNull(),
    choice: jsonb("choice").$type<PackChoice>().notNull().default({}),
    state: text("state").$type<"due" | "ready" | "failed" | "expired">().notNull(),
    /** Where it is sent once it is ready; null: it is fetched. */
    sendTo: text("send_to"),
    chargeCount: integer("charge_count"),
    fileName: text("file_name"),
    content: bytes("content"),
    contentSha256: bytes("content_sha256"),
    attempts: integer("attempts").notNull().default(0),
    lastError: text("last_error"),
    requestedBy: text("requested_by").notNull(),
    requestedAt: instant("requested_at").notNull(),
    readyAt: instant("ready_at"),
    expiresAt: instant("expires_at"),
    dueAt: instant("due_at"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({
      columns: [t.tenantId, t.driverId],
      foreignColumns: [drivers.tenantId, drivers.id],
    }),
    index("receipt_packs_driver").on(t.tenantId, t.driverId, t.requestedAt),
    index("receipt_packs_due").on(t.dueAt),
  ],
);

/** A pack that is made and mailed after each month. */
export const receiptSchedules = pgTable(
  "receipt_schedules",
  {
    tenantId: tenantIdColumn(),
    id: idColumn<"other">("id").notNull(),
    driverId: idColumn<"driver">("driver_id").notNull(),
    memberId: idColumn<"member">("member_id"),
    sendTo: text("send_to").notNull(),
    choice: jsonb("choice").$type<PackChoice>().notNull().default({}),
    isActive: boolean("is_active").notNull().default(true),
    /** When the next month's pack is made. */
    dueAt: instant("due_at").notNull(),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({
      columns: [t.tenantId, t.driverId],
      foreignColumns: [drivers.tenantId, drivers.id],
    }),
    index("receipt_schedules_driver").on(t.tenantId, t.driverId),
    index("receipt_schedules_due").on(t.dueAt),
  ],
);

/** What checking a charge's signed meter data came to (insert-only). */
export const meterChecks = pgTable(
  "meter_checks",
  {
    tenantId: tenantIdColumn(),
    id: idColumn<"other">("id").notNull(),
    cdrId: idColumn<"cdr">("cdr_id").notNull(),
    /** Of the signed data as they came. */
    dataSha256: bytes("data_sha256").notNull(),
    encoding: text("encoding").notNull(),
    outcome: text("outcome")
      .$type<"genuine" | "altered" | "no_key" | "unreadable" | "not_signed" | "other_energy">()
      .notNull(),
    /** What was read: meter, start and end, energy, key, algorithm, who vouches for the key. */
    detail: jsonb("detail").$type<Record<string, unknown>>().notNull(),
    /** The library and its version. */
    tool: text("tool").notNull(),
    /** browser: the driver's own machine said so, and ours agreed or not (in `detail`). */
    checkedIn: text("checked_in").$type<"browser" | "server">().notNull(),
    checkedBy: text("checked_by").notNull(),
    checkedAt: instant("checked_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({ columns: [t.tenantId, t.cdrId], foreignColumns: [cdrs.tenantId, cdrs.id] }),
    index("meter_checks_cdr").on(t.tenantId, t.cdrId, t.checkedAt),
  ],
);
