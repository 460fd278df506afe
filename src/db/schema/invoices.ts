import { sql } from "drizzle-orm";
import {
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import type { DocumentFormat } from "@/core/invoicing/document-format";
import type { RefusalCode } from "@/core/invoicing/document-refusal";
import {
  bytes,
  currencyColumn,
  idColumn,
  instant,
  minorColumn,
  plainDate,
  tenantIdColumn,
} from "@/db/columns";
import { drivers } from "./drivers";
import { charges, type StoredVatAmount } from "./plans";
import { billItems } from "./subscriptions";
import { legalEntities } from "./tenants";

/** monthly: of a period. interim: before its end. advance: fees that are due at once. fees: of a reminder. */
export type InvoiceKind = "monthly" | "interim" | "advance" | "fees";
export type InvoiceState = "draft" | "finalized";
export type InvoicePaymentState =
  | "none"
  | "open"
  | "collecting"
  | "action_needed"
  | "paid"
  | "failed"
  | "nothing_due"
  | "credited"
  | "written_off";

/** The working row of an invoice: draft and states (ruling 11). The legal fact is in `issued_documents`. */
export const invoices = pgTable(
  "invoices",
  {
    tenantId: tenantIdColumn(),
    id: idColumn<"invoice">("id").notNull(),
    driverId: idColumn<"driver">("driver_id").notNull(),
    legalEntityId: idColumn<"legalEntity">("legal_entity_id").notNull(),
    kind: text("kind").$type<InvoiceKind>().notNull(),
    state: text("state").$type<InvoiceState>().notNull().default("draft"),
    paymentState: text("payment_state").$type<InvoicePaymentState>().notNull().default("none"),
    periodStart: instant("period_start").notNull(),
    periodEnd: instant("period_end").notNull(),
    currency: currencyColumn().notNull(),
    basis: text("basis").$type<"gross" | "net">().notNull(),
    netMinor: minorColumn("net_minor")
      .notNull()
      .default(sql`0`),
    vatMinor: minorColumn("vat_minor")
      .notNull()
      .default(sql`0`),
    totalMinor: minorColumn("total_minor")
      .notNull()
      .default(sql`0`),
    /** Öresavrundning: what the total was rounded by. */
    roundingMinor: minorColumn("rounding_minor")
      .notNull()
      .default(sql`0`),
    /** What succeeded payments took, less what was taken back of them. */
    paidMinor: minorColumn("paid_minor")
      .notNull()
      .default(sql`0`),
    /** What credit notes took off what was open. */
    creditedMinor: minorColumn("credited_minor")
      .notNull()
      .default(sql`0`),
    writtenOffMinor: minorColumn("written_off_minor")
      .notNull()
      .default(sql`0`),
    runId: idColumn<"invoiceRun">("run_id"),
    perRate: jsonb("per_rate").$type<readonly StoredVatAmount[]>().notNull().default([]),
    number: text("number"),
    documentId: idColumn<"document">("document_id"),
    dueOn: plainDate("due_on"),
    createdAt: instant("created_at").notNull(),
    finalizedAt: instant("finalized_at"),
    paidAt: instant("paid_at"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({
      columns: [t.tenantId, t.driverId],
      foreignColumns: [drivers.tenantId, drivers.id],
    }),
    foreignKey({
      columns: [t.tenantId, t.legalEntityId],
      foreignColumns: [legalEntities.tenantId, legalEntities.id],
    }),
    /** One monthly invoice per driver, period, currency and price basis (a driver may charge in several currencies). */
    uniqueIndex("invoices_one_monthly")
      .on(t.tenantId, t.driverId, t.periodStart, t.currency, t.basis)
      .where(sql`${t.kind} = 'monthly'`),
    uniqueIndex("invoices_number").on(t.tenantId, t.legalEntityId, t.number),
    index("invoices_driver").on(t.tenantId, t.driverId, t.createdAt),
    check("invoices_finalized_has_number", sql`(${t.state} = 'draft') = (${t.number} is null)`),
    check(
      "invoices_total",
      sql`${t.netMinor} + ${t.vatMinor} + ${t.roundingMinor} = ${t.totalMinor}`,
    ),
    check(
      "invoices_paid_at_most_total",
      sql`${t.paidMinor} + ${t.creditedMinor} + ${t.writtenOffMinor} <= greatest(${t.totalMinor}, 0)`,
    ),
  ],
);

/** A line of an invoice: one charge, or one item. */
export const invoiceLines = pgTable(
  "invoice_lines",
  {
    tenantId: tenantIdColumn(),
    invoiceId: idColumn<"invoice">("invoice_id").notNull(),
    seq: integer("seq").notNull(),
    chargeId: idColumn<"charge">("charge_id"),
    billItemId: idColumn<"billItem">("bill_item_id"),
    netMinor: minorColumn("net_minor").notNull(),
    vatMinor: minorColumn("vat_minor").notNull(),
    grossMinor: minorColumn("gross_minor").notNull(),
    perRate: jsonb("per_rate").$type<readonly StoredVatAmount[]>().notNull(),
    /** What the bill says it was for, where the account divides its charges. */
    purpose: text("purpose").$type<"business" | "private">(),
    costCentre: text("cost_centre"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.invoiceId, t.seq] }),
    unique("invoice_lines_charge_once").on(t.tenantId, t.chargeId),
    unique("invoice_lines_item_once").on(t.tenantId, t.billItemId),
    check("invoice_lines_of_one", sql`(${t.chargeId} is null) <> (${t.billItemId} is null)`),
    foreignKey({
      columns: [t.tenantId, t.invoiceId],
      foreignColumns: [invoices.tenantId, invoices.id],
    }),
    foreignKey({
      columns: [t.tenantId, t.chargeId],
      foreignColumns: [charges.tenantId, charges.id],
    }),
    foreignKey({
      columns: [t.tenantId, t.billItemId],
      foreignColumns: [billItems.tenantId, billItems.id],
    }),
  ],
);

export type DocumentKind =
  | "invoice"
  | "credit_note"
  | "receipt"
  | "reminder"
  | "statement"
  | "settlement"
  | "self_billing";

/** What was issued (insert-only): the canonical JSON as text, its hash and number. The legal fact. */
export const issuedDocuments = pgTable(
  "issued_documents",
  {
    tenantId: tenantIdColumn(),
    id: idColumn<"document">("id").notNull(),
    legalEntityId: idColumn<"legalEntity">("legal_entity_id").notNull(),
    kind: text("kind").$type<DocumentKind>().notNull(),
    /** The seller of a self-billed invoice has a series of its own ("SE-NSL"); "" for ours. */
    seriesOf: text("series_of").notNull().default(""),
    year: integer("year").notNull(),
    seq: integer("seq").notNull(),
    number: text("number").notNull(),
    invoiceId: idColumn<"invoice">("invoice_id"),
    driverId: idColumn<"driver">("driver_id"),
    creditorId: idColumn<"creditor">("creditor_id"),
    /** The document that a credit note takes back. */
    creditsDocumentId: idColumn<"document">("credits_document_id"),
    /** What it is of besides an invoice: a charge, a top-up, a dunning case, a settlement … */
    subjectType: text("subject_type").notNull(),
    subjectId: idColumn("subject_id").notNull(),
    canonical: text("canonical").notNull(),
    sha256: bytes("sha256").notNull(),
    issuedAt: instant("issued_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    unique("issued_documents_series").on(
      t.tenantId,
      t.legalEntityId,
      t.kind,
      t.seriesOf,
      t.year,
      t.seq,
    ),
    unique("issued_documents_number").on(t.tenantId, t.legalEntityId, t.number),
    index("issued_documents_driver").on(t.tenantId, t.driverId, t.issuedAt),
    index("issued_documents_subject").on(t.tenantId, t.subjectId),
    foreignKey({
      columns: [t.tenantId, t.invoiceId],
      foreignColumns: [invoices.tenantId, invoices.id],
    }),
    foreignKey({
      columns: [t.tenantId, t.legalEntityId],
      foreignColumns: [legalEntities.tenantId, legalEntities.id],
    }),
  ],
);

/** Each rendered file once (insert-only). */
export const documentFiles = pgTable(
  "document_files",
  {
    tenantId: tenantIdColumn(),
    documentId: idColumn<"document">("document_id").notNull(),
    format: text("format").$type<DocumentFormat>().notNull(),
    body: bytes("body").notNull(),
    sha256: bytes("sha256").notNull(),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.documentId, t.format] }),
    foreignKey({
      columns: [t.tenantId, t.documentId],
      foreignColumns: [issuedDocuments.tenantId, issuedDocuments.id],
    }),
  ],
);

/**
 * Formats that a document cannot be expressed in, and why: no file of them will come. Work, not a legal
 * fact: a release that learns to express more may delete rows, and the files are then made.
 */
export const documentRefusals = pgTable(
  "document_refusals",
  {
    tenantId: tenantIdColumn(),
    documentId: idColumn<"document">("document_id").notNull(),
    format: text("format").$type<DocumentFormat>().notNull(),
    code: text("code").$type<RefusalCode>().notNull(),
    detail: text("detail").notNull(),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.documentId, t.format] }),
    foreignKey({
      columns: [t.tenantId, t.documentId],
      foreignColumns: [issuedDocuments.tenantId, issuedDocuments.id],
    }),
  ],
);
