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
import { idColumn, instant, tenantIdColumn } from "@/db/columns";
import { ocpiMessages, partners } from "./partners";
import { users } from "./users";

/** How far a partner's lists have been read: the end of the last window that was read whole, never "now". */
export const pullCursors = pgTable(
  "pull_cursors",
  {
    tenantId: tenantIdColumn(),
    partnerId: idColumn<"partner">("partner_id").notNull(),
    module: text("module")
      .$type<
        "hubclientinfo" | "locations" | "tariffs" | "sessions" | "cdrs" | "invoicereconciliation"
      >()
      .notNull(),
    readUntil: instant("read_until"),
    /** When the whole list, unfiltered, was last read. */
    crawledAt: instant("crawled_at"),
    dueAt: instant("due_at").notNull(),
    lastRunAt: instant("last_run_at"),
    lastError: text("last_error"),
    /** Of the last run: objects seen, new to us, and unusable. */
    seen: integer("seen").notNull().default(0),
    fresh: integer("fresh").notNull().default(0),
    refused: integer("refused").notNull().default(0),
    failures: integer("failures").notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.partnerId, t.module] }),
    foreignKey({
      columns: [t.tenantId, t.partnerId],
      foreignColumns: [partners.tenantId, partners.id],
    }),
    index("pull_cursors_due").on(t.dueAt),
  ],
);

/** A party behind a hub and whether it can be reached. OCPI mod_hub_client_info, ClientInfo. */
export const hubClients = pgTable(
  "hub_clients",
  {
    tenantId: tenantIdColumn(),
    partnerId: idColumn<"partner">("partner_id").notNull(),
    countryCode: text("country_code").notNull(),
    partyId: text("party_id").notNull(),
    role: text("role").notNull(),
    status: text("status").$type<"CONNECTED" | "OFFLINE" | "PLANNED" | "SUSPENDED">().notNull(),
    lastUpdated: instant("last_updated").notNull(),
    messageId: idColumn<"message">("message_id").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.partnerId, t.countryCode, t.partyId, t.role] }),
    foreignKey({
      columns: [t.tenantId, t.partnerId],
      foreignColumns: [partners.tenantId, partners.id],
    }),
  ],
);

/** Which CDRs a CPO's invoice covers. OCPI 2.3.0 mod_invoice_reconciliation. */
export const reconciliationRecords = pgTable(
  "reconciliation_records",
  {
    tenantId: tenantIdColumn(),
    id: idColumn<"other">("id").notNull(),
    partnerId: idColumn<"partner">("partner_id").notNull(),
    countryCode: text("country_code").notNull(),
    partyId: text("party_id").notNull(),
    ocpiId: text("ocpi_id").notNull(),
    ocpiIdUpper: text("ocpi_id_upper").notNull(),
    invoiceId: text("invoice_id").notNull(),
    cdrIds: jsonb("cdr_ids").$type<readonly string[]>().notNull(),
    lastUpdated: instant("last_updated").notNull(),
    deletedAt: instant("deleted_at"),
    receivedAt: instant("received_at").notNull(),
    messageId: idColumn<"message">("message_id").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    unique("reconciliation_records_key").on(
      t.tenantId,
      t.partnerId,
      t.countryCode,
      t.partyId,
      t.ocpiIdUpper,
    ),
    foreignKey({
      columns: [t.tenantId, t.partnerId],
      foreignColumns: [partners.tenantId, partners.id],
    }),
  ],
);

/** A failed message that operations sent through again, and what it changed (insert-only). */
export const messageReplays = pgTable(
  "message_replays",
  {
    tenantId: tenantIdColumn(),
    id: idColumn<"other">("id").notNull(),
    messageId: idColumn<"message">("message_id").notNull(),
    /** The message that the replay made. */
    replayedAs: idColumn<"message">("replayed_as"),
    actor: text("actor").notNull(),
    replayedAt: instant("replayed_at").notNull(),
    outcome: text("outcome").notNull(),
    /** What stood there before and after. */
    change: jsonb("change").$type<{ before: unknown; after: unknown }>().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({
      columns: [t.tenantId, t.messageId],
      foreignColumns: [ocpiMessages.tenantId, ocpiMessages.id],
    }),
    index("message_replays_message").on(t.tenantId, t.messageId),
  ],
);

/** Which partner a person with the role `partner` speaks for. */
export const partnerUsers = pgTable(
  "partner_users",
  {
    tenantId: tenantIdColumn(),
    userId: idColumn<"user">("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    partnerId: idColumn<"partner">("partner_id").notNull(),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.userId, t.partnerId] }),
    foreignKey({
      columns: [t.tenantId, t.partnerId],
      foreignColumns: [partners.tenantId, partners.id],
    }),
  ],
);

/** A run of the self-certification: what the partner's system has shown, step by step. */
export const certificationRuns = pgTable(
  "certification_runs",
  {
    tenantId: tenantIdColumn(),
    id: idColumn<"other">("id").notNull(),
    partnerId: idColumn<"partner">("partner_id").notNull(),
    version: text("version").notNull(),
    state: text("state").$type<"running" | "passed" | "stopped">().notNull().default("running"),
    startedAt: instant("started_at").notNull(),
    endedAt: instant("ended_at"),
    startedBy: text("started_by").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({
      columns: [t.tenantId, t.partnerId],
      foreignColumns: [partners.tenantId, partners.id],
    }),
    index("certification_runs_partner").on(t.tenantId, t.partnerId, t.startedAt),
  ],
);
