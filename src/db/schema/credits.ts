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
import {
  bytes,
  currencyColumn,
  idColumn,
  instant,
  minorColumn,
  tenantIdColumn,
} from "@/db/columns";
import { drivers } from "./drivers";
import { invoices } from "./invoices";
import { payments } from "./payments";
import { chargeCorrections, charges, type StoredVatAmount } from "./plans";
import { legalEntities, tenants } from "./tenants";
import { billItems } from "./subscriptions";

export type CreditCause = "credit_cdr" | "correction" | "dispute" | "goodwill";

/** Where the money of a credit note goes once the open part of its invoice is covered. */
export type CreditTarget = "wallet" | "card" | "account";

/** draft waits for a second pair of eyes; issued has its number, document and journal. */
export type CreditNoteState = "draft" | "issued" | "refused";

/** The working row of a credit note; the legal fact is its issued document. Refers to one invoice, or to a prepaid charge's receipt. */
export const creditNotes = pgTable(
  "credit_notes",
  {
    tenantId: tenantIdColumn(),
    id: idColumn<"creditNote">("id").notNull(),
    driverId: idColumn<"driver">("driver_id").notNull(),
    legalEntityId: idColumn<"legalEntity">("legal_entity_id").notNull(),
    invoiceId: idColumn<"invoice">("invoice_id"),
    /** The document it takes back in part: an invoice's, or a receipt's. */
    creditsDocumentId: idColumn<"document">("credits_document_id").notNull(),
    state: text("state").$type<CreditNoteState>().notNull(),
    cause: text("cause").$type<CreditCause>().notNull(),
    reason: text("reason").notNull(),
    basis: text("basis").$type<"gross" | "net">().notNull(),
    currency: currencyColumn().notNull(),
    /** Positive: what is given back. */
    netMinor: minorColumn("net_minor").notNull(),
    vatMinor: minorColumn("vat_minor").notNull(),
    /** What is taken back of an invoice's rounded total. */
    roundingMinor: minorColumn("rounding_minor")
      .notNull()
      .default(sql`0`),
    totalMinor: minorColumn("total_minor").notNull(),
    perRate: jsonb("per_rate").$type<readonly StoredVatAmount[]>().notNull(),
    target: text("target").$type<CreditTarget>().notNull(),
    /** How the total was shared at issue: off the open invoice, into the wallet, owed back to the driver. */
    toReceivableMinor: minorColumn("to_receivable_minor")
      .notNull()
      .default(sql`0`),
    toWalletMinor: minorColumn("to_wallet_minor")
      .notNull()
      .default(sql`0`),
    toPayableMinor: minorColumn("to_payable_minor")
      .notNull()
      .default(sql`0`),
    number: text("number"),
    documentId: idColumn<"document">("document_id"),
    requestedBy: text("requested_by").notNull(),
    createdAt: instant("created_at").notNull(),
    issuedAt: instant("issued_at"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index("credit_notes_invoice").on(t.tenantId, t.invoiceId),
    index("credit_notes_driver").on(t.tenantId, t.driverId, t.createdAt),
    check("credit_notes_positive", sql`${t.totalMinor} > 0`),
    check(
      "credit_notes_total",
      sql`${t.netMinor} + ${t.vatMinor} + ${t.roundingMinor} = ${t.totalMinor}`,
    ),
    check(
      "credit_notes_shared",
      sql`${t.state} <> 'issued' or ${t.toReceivableMinor} + ${t.toWalletMinor} + ${t.toPayableMinor} = ${t.totalMinor}`,
    ),
    check("credit_notes_numbered", sql`(${t.state} = 'issued') = (${t.number} is not null)`),
    foreignKey({
      columns: [t.tenantId, t.driverId],
      foreignColumns: [drivers.tenantId, drivers.id],
    }),
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

/** A line of a credit note: what is given back of one charge or item (positive amounts). */
export const creditNoteLines = pgTable(
  "credit_note_lines",
  {
    tenantId: tenantIdColumn(),
    creditNoteId: idColumn<"creditNote">("credit_note_id").notNull(),
    seq: integer("seq").notNull(),
    chargeId: idColumn<"charge">("charge_id"),
    billItemId: idColumn<"billItem">("bill_item_id"),
    correctionId: idColumn<"other">("correction_id"),
    supplyCountry: text("supply_country").notNull(),
    netMinor: minorColumn("net_minor").notNull(),
    vatMinor: minorColumn("vat_minor").notNull(),
    grossMinor: minorColumn("gross_minor").notNull(),
    perRate: jsonb("per_rate").$type<readonly StoredVatAmount[]>().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.creditNoteId, t.seq] }),
    uniqueIndex("credit_note_lines_correction").on(t.tenantId, t.correctionId),
    index("credit_note_lines_charge").on(t.tenantId, t.chargeId),
    check("credit_note_lines_of_one", sql`(${t.chargeId} is null) <> (${t.billItemId} is null)`),
    foreignKey({
      columns: [t.tenantId, t.creditNoteId],
      foreignColumns: [creditNotes.tenantId, creditNotes.id],
    }),
    foreignKey({
      columns: [t.tenantId, t.chargeId],
      foreignColumns: [charges.tenantId, charges.id],
    }),
    foreignKey({
      columns: [t.tenantId, t.billItemId],
      foreignColumns: [billItems.tenantId, billItems.id],
    }),
    foreignKey({
      columns: [t.tenantId, t.correctionId],
      foreignColumns: [chargeCorrections.tenantId, chargeCorrections.id],
    }),
  ],
);

export type RefundState =
  | "created"
  | "submitted"
  | "pending"
  | "requires_action"
  | "unknown"
  | "succeeded"
  | "failed"
  | "canceled";

/** Money given back over the rail on one payment: written before the call, with the exact request and its own key. */
export const refunds = pgTable(
  "refunds",
  {
    tenantId: tenantIdColumn(),
    id: idColumn<"refund">("id").notNull(),
    driverId: idColumn<"driver">("driver_id").notNull(),
    paymentId: idColumn<"payment">("payment_id").notNull(),
    environment: text("environment").$type<"test" | "live" | "simulator">().notNull(),
    /** credit_note: what a credit note owes back. withdrawal: unused credit of a wallet. */
    cause: text("cause").$type<"credit_note" | "withdrawal" | "overpayment">().notNull(),
    creditNoteId: idColumn<"creditNote">("credit_note_id"),
    walletLotId: idColumn<"walletLot">("wallet_lot_id"),
    amountMinor: minorColumn("amount_minor").notNull(),
    currency: currencyColumn().notNull(),
    state: text("state").$type<RefundState>().notNull().default("created"),
    idempotencyKey: text("idempotency_key").notNull(),
    request: text("request").notNull(),
    requestSha256: bytes("request_sha256").notNull(),
    stripeRefundId: text("stripe_refund_id"),
    failureCode: text("failure_code"),
    checks: integer("checks").notNull().default(0),
    dueAt: instant("due_at").notNull(),
    createdAt: instant("created_at").notNull(),
    submittedAt: instant("submitted_at"),
    settledAt: instant("settled_at"),
    /** When a refund that had succeeded came back. */
    failedAt: instant("failed_at"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    unique("refunds_key").on(t.tenantId, t.idempotencyKey),
    unique("refunds_stripe").on(t.tenantId, t.environment, t.stripeRefundId),
    index("refunds_payment").on(t.tenantId, t.paymentId),
    index("refunds_due")
      .on(t.dueAt)
      .where(sql`${t.state} in ('created', 'submitted', 'pending', 'requires_action', 'unknown')`),
    check("refunds_positive", sql`${t.amountMinor} > 0`),
    foreignKey({
      columns: [t.tenantId, t.paymentId],
      foreignColumns: [payments.tenantId, payments.id],
    }),
    foreignKey({
      columns: [t.tenantId, t.creditNoteId],
      foreignColumns: [creditNotes.tenantId, creditNotes.id],
    }),
  ],
);

/** What needs two people: who asked, who decided. Never the same. */
export const approvals = pgTable(
  "approvals",
  {
    tenantId: tenantIdColumn().references(() => tenants.id),
    id: idColumn<"approval">("id").notNull(),
    kind: text("kind")
      .$type<"credit_note" | "write_off" | "refund" | "payment_file" | "wallet_grant">()
      .notNull(),
    subjectType: text("subject_type").notNull(),
    subjectId: idColumn("subject_id").notNull(),
    amountMinor: minorColumn("amount_minor").notNull(),
    currency: currencyColumn().notNull(),
    reason: text("reason").notNull(),
    requestedBy: text("requested_by").notNull(),
    requestedAt: instant("requested_at").notNull(),
    decision: text("decision").$type<"approved" | "refused">(),
    decidedBy: text("decided_by"),
    decidedAt: instant("decided_at"),
    note: text("note"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex("approvals_one_open")
      .on(t.tenantId, t.kind, t.subjectId)
      .where(sql`${t.decision} is null`),
    check("approvals_four_eyes", sql`${t.decidedBy} is null or ${t.decidedBy} <> ${t.requestedBy}`),
    check("approvals_decided", sql`(${t.decision} is null) = (${t.decidedBy} is null)`),
  ],
);
