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
import { bytes, idColumn, instant, tenantIdColumn } from "@/db/columns";
import { journals } from "./ledger";
import { legalEntities, tenants } from "./tenants";

/** Which account of a legal entity's bookkeeping a posting role goes to, from a day on (insert-only). */
export const postingRoles = pgTable(
  "posting_roles",
  {
    tenantId: tenantIdColumn(),
    legalEntityId: idColumn<"legalEntity">("legal_entity_id").notNull(),
    /** "revenue:energy", "vat:SE:25", "vat:*", "cpo_payable" …: the most exact one that fits a ledger account counts. */
    role: text("role").notNull(),
    validFrom: instant("valid_from").notNull(),
    account: text("account").notNull(),
    name: text("name").notNull(),
    vatCode: text("vat_code"),
    createdBy: text("created_by").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.legalEntityId, t.role, t.validFrom] }),
    foreignKey({
      columns: [t.tenantId, t.legalEntityId],
      foreignColumns: [legalEntities.tenantId, legalEntities.id],
    }),
  ],
);

export type ExportFormat = "sie4" | "datev" | "csv";

/** Journals that were handed to bookkeeping, as one numbered file (insert-only). */
export const exportBatches = pgTable(
  "export_batches",
  {
    tenantId: tenantIdColumn(),
    id: idColumn<"exportBatch">("id").notNull(),
    legalEntityId: idColumn<"legalEntity">("legal_entity_id").notNull(),
    format: text("format").$type<ExportFormat>().notNull(),
    number: integer("number").notNull(),
    periodStart: instant("period_start").notNull(),
    periodEnd: instant("period_end").notNull(),
    journalCount: integer("journal_count").notNull(),
    file: bytes("file").notNull(),
    fileName: text("file_name").notNull(),
    sha256: bytes("sha256").notNull(),
    createdBy: text("created_by").notNull(),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    unique("export_batches_number").on(t.tenantId, t.legalEntityId, t.format, t.number),
    foreignKey({
      columns: [t.tenantId, t.legalEntityId],
      foreignColumns: [legalEntities.tenantId, legalEntities.id],
    }),
  ],
);

/** Which journals a batch holds (insert-only): each once per format. */
export const exportBatchJournals = pgTable(
  "export_batch_journals",
  {
    tenantId: tenantIdColumn(),
    batchId: idColumn<"exportBatch">("batch_id").notNull(),
    journalId: idColumn<"journal">("journal_id").notNull(),
    format: text("format").$type<ExportFormat>().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.format, t.journalId] }),
    index("export_batch_journals_batch").on(t.tenantId, t.batchId),
    foreignKey({
      columns: [t.tenantId, t.batchId],
      foreignColumns: [exportBatches.tenantId, exportBatches.id],
    }),
    foreignKey({
      columns: [t.tenantId, t.journalId],
      foreignColumns: [journals.tenantId, journals.id],
    }),
  ],
);

/**
 * Closed periods (insert-only, written by `close_period` alone): nothing is booked before `closed_until` any more. A
 * fact that is older is booked at that moment; `journals.effective_at` still says when it was.
 */
export const closedPeriods = pgTable(
  "closed_periods",
  {
    tenantId: tenantIdColumn().references(() => tenants.id),
    id: idColumn<"other">("id").notNull(),
    closedUntil: instant("closed_until").notNull(),
    /** What was looked at, and the trial balance at that moment. */
    checklist: jsonb("checklist").$type<Record<string, string>>().notNull(),
    balances: jsonb("balances").$type<readonly Record<string, string>[]>().notNull(),
    closedBy: text("closed_by").notNull(),
    closedAt: instant("closed_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    unique("closed_periods_until").on(t.tenantId, t.closedUntil),
  ],
);
