import { sql } from "drizzle-orm";
import {
  boolean,
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
import {
  bytes,
  currencyColumn,
  idColumn,
  instant,
  minorColumn,
  plainDate,
  tenantIdColumn,
} from "@/db/columns";
import { cdrs } from "./cdrs";
import { partners } from "./partners";
import { tenants, type PostalAddress } from "./tenants";

/** Whom we pay for a CPO's charging and how; one per party. Changes are audited. */
export const creditors = pgTable(
  "creditors",
  {
    tenantId: tenantIdColumn().references(() => tenants.id),
    id: idColumn<"creditor">("id").notNull(),
    partnerId: idColumn<"partner">("partner_id").notNull(),
    countryCode: text("country_code").notNull(),
    partyId: text("party_id").notNull(),
    name: text("name").notNull(),
    vatNumber: text("vat_number"),
    organisationNumber: text("organisation_number"),
    address: jsonb("address").$type<PostalAddress>(),
    email: text("email"),
    iban: text("iban"),
    bic: text("bic"),
    paymentTermDays: integer("payment_term_days").notNull().default(30),
    /** Agreed that we write the invoice ourselves (2006/112/EC art. 224). */
    selfBilling: boolean("self_billing").notNull().default(false),
    selfBillingAgreedOn: plainDate("self_billing_agreed_on"),
    updatedAt: instant("updated_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    unique("creditors_party").on(t.tenantId, t.countryCode, t.partyId),
    foreignKey({
      columns: [t.tenantId, t.partnerId],
      foreignColumns: [partners.tenantId, partners.id],
    }),
  ],
);

export type SettlementState = "open" | "stated" | "settled";

/** What we owe a CPO for a period: its accepted CDRs that no earlier settlement has. */
export const settlements = pgTable(
  "settlements",
  {
    tenantId: tenantIdColumn(),
    id: idColumn<"settlement">("id").notNull(),
    creditorId: idColumn<"creditor">("creditor_id").notNull(),
    currency: currencyColumn().notNull(),
    periodStart: instant("period_start").notNull(),
    periodEnd: instant("period_end").notNull(),
    state: text("state").$type<SettlementState>().notNull(),
    cdrCount: integer("cdr_count").notNull(),
    /** Before tax. */
    totalMinor: minorColumn("total_minor").notNull(),
    /** The statement or self-billed invoice that was issued. */
    documentId: idColumn<"document">("document_id"),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index("settlements_creditor").on(t.tenantId, t.creditorId, t.periodStart),
    foreignKey({
      columns: [t.tenantId, t.creditorId],
      foreignColumns: [creditors.tenantId, creditors.id],
    }),
  ],
);

/** An accepted CDR in a settlement (insert-only): once. */
export const settlementLines = pgTable(
  "settlement_lines",
  {
    tenantId: tenantIdColumn(),
    settlementId: idColumn<"settlement">("settlement_id").notNull(),
    cdrId: idColumn<"cdr">("cdr_id").notNull(),
    amountMinor: minorColumn("amount_minor").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.settlementId, t.cdrId] }),
    unique("settlement_lines_cdr").on(t.tenantId, t.cdrId),
    foreignKey({
      columns: [t.tenantId, t.settlementId],
      foreignColumns: [settlements.tenantId, settlements.id],
    }),
    foreignKey({ columns: [t.tenantId, t.cdrId], foreignColumns: [cdrs.tenantId, cdrs.id] }),
  ],
);

export type PartnerInvoiceState = "received" | "matched" | "disputed" | "approved" | "paid";

/** An invoice of a CPO: what it sent, or what we wrote in its name. */
export const partnerInvoices = pgTable(
  "partner_invoices",
  {
    tenantId: tenantIdColumn(),
    id: idColumn<"partnerInvoice">("id").notNull(),
    creditorId: idColumn<"creditor">("creditor_id").notNull(),
    number: text("number").notNull(),
    source: text("source").$type<"upload" | "ocpi" | "self_billing">().notNull(),
    state: text("state").$type<PartnerInvoiceState>().notNull(),
    currency: currencyColumn().notNull(),
    netMinor: minorColumn("net_minor").notNull(),
    vatMinor: minorColumn("vat_minor").notNull(),
    totalMinor: minorColumn("total_minor").notNull(),
    /** How its VAT is treated by us: "reverse_charge", "domestic", "none". */
    vatTreatment: text("vat_treatment").$type<"reverse_charge" | "domestic" | "none">().notNull(),
    issuedOn: plainDate("issued_on").notNull(),
    dueOn: plainDate("due_on").notNull(),
    /** The uploaded file as it came. */
    file: bytes("file"),
    fileName: text("file_name"),
    sha256: bytes("sha256"),
    reconciliationId: text("reconciliation_id"),
    settlementId: idColumn<"settlement">("settlement_id"),
    documentId: idColumn<"document">("document_id"),
    note: text("note"),
    createdBy: text("created_by").notNull(),
    createdAt: instant("created_at").notNull(),
    approvedAt: instant("approved_at"),
    paidAt: instant("paid_at"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    unique("partner_invoices_number").on(t.tenantId, t.creditorId, t.number),
    foreignKey({
      columns: [t.tenantId, t.creditorId],
      foreignColumns: [creditors.tenantId, creditors.id],
    }),
    foreignKey({
      columns: [t.tenantId, t.settlementId],
      foreignColumns: [settlements.tenantId, settlements.id],
    }),
  ],
);

export type PartnerLineState =
  | "match"
  | "difference"
  | "unknown_cdr"
  | "not_accepted"
  | "billed_twice"
  | "other_currency"
  | "other_party";

/** A CDR on a CPO's invoice, held against what we accepted. */
export const partnerInvoiceLines = pgTable(
  "partner_invoice_lines",
  {
    tenantId: tenantIdColumn(),
    partnerInvoiceId: idColumn<"partnerInvoice">("partner_invoice_id").notNull(),
    seq: integer("seq").notNull(),
    /** The CDR's id as the invoice writes it. */
    cdrRef: text("cdr_ref").notNull(),
    cdrId: idColumn<"cdr">("cdr_id"),
    claimedMinor: minorColumn("claimed_minor"),
    acceptedMinor: minorColumn("accepted_minor"),
    state: text("state").$type<PartnerLineState>().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.partnerInvoiceId, t.seq] }),
    index("partner_invoice_lines_cdr").on(t.tenantId, t.cdrId),
    foreignKey({
      columns: [t.tenantId, t.partnerInvoiceId],
      foreignColumns: [partnerInvoices.tenantId, partnerInvoices.id],
    }),
  ],
);

export type PaymentFileState = "draft" | "approved" | "sent" | "executed" | "canceled";

/** A pain.001 file: payments to creditors, made by one person and approved by another. */
export const paymentFiles = pgTable(
  "payment_files",
  {
    tenantId: tenantIdColumn().references(() => tenants.id),
    id: idColumn<"paymentFile">("id").notNull(),
    messageId: text("message_id").notNull(),
    state: text("state").$type<PaymentFileState>().notNull(),
    currency: currencyColumn().notNull(),
    executeOn: plainDate("execute_on").notNull(),
    itemCount: integer("item_count").notNull(),
    totalMinor: minorColumn("total_minor").notNull(),
    xml: text("xml").notNull(),
    sha256: bytes("sha256").notNull(),
    createdBy: text("created_by").notNull(),
    createdAt: instant("created_at").notNull(),
    approvedAt: instant("approved_at"),
    executedAt: instant("executed_at"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    unique("payment_files_message").on(t.tenantId, t.messageId),
  ],
);

/** A CPO's invoice in a payment file; in one that was not canceled at most. */
export const paymentFileItems = pgTable(
  "payment_file_items",
  {
    tenantId: tenantIdColumn(),
    paymentFileId: idColumn<"paymentFile">("payment_file_id").notNull(),
    partnerInvoiceId: idColumn<"partnerInvoice">("partner_invoice_id").notNull(),
    amountMinor: minorColumn("amount_minor").notNull(),
    isOpen: boolean("is_open").notNull().default(true),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.paymentFileId, t.partnerInvoiceId] }),
    uniqueIndex("payment_file_items_once")
      .on(t.tenantId, t.partnerInvoiceId)
      .where(sql`${t.isOpen}`),
    check("payment_file_items_positive", sql`${t.amountMinor} > 0`),
    foreignKey({
      columns: [t.tenantId, t.paymentFileId],
      foreignColumns: [paymentFiles.tenantId, paymentFiles.id],
    }),
    foreignKey({
      columns: [t.tenantId, t.partnerInvoiceId],
      foreignColumns: [partnerInvoices.tenantId, partnerInvoices.id],
    }),
  ],
);
