import { sql } from "drizzle-orm";
import {
  boolean,
  foreignKey,
  index,
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
import { payments } from "./payments";
import { tenants } from "./tenants";

/** Stripe's own book, mirrored line by line: what moved on our balance there. */
export const stripeTransactions = pgTable(
  "stripe_transactions",
  {
    tenantId: tenantIdColumn().references(() => tenants.id),
    /** Stripe's id ("txn_…"). */
    id: text("id").notNull(),
    environment: text("environment").$type<"test" | "live" | "simulator">().notNull(),
    type: text("type").notNull(),
    amountMinor: minorColumn("amount_minor").notNull(),
    feeMinor: minorColumn("fee_minor").notNull(),
    netMinor: minorColumn("net_minor").notNull(),
    currency: currencyColumn().notNull(),
    /** The charge, refund, dispute or payout that it is of. */
    sourceId: text("source_id"),
    payoutId: text("payout_id"),
    status: text("status").notNull(),
    availableOn: instant("available_on").notNull(),
    createdAt: instant("created_at").notNull(),
    readAt: instant("read_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index("stripe_transactions_payout").on(t.tenantId, t.payoutId),
    index("stripe_transactions_source").on(t.tenantId, t.sourceId),
  ],
);

/** What Stripe pays out to our bank. */
export const stripePayouts = pgTable(
  "stripe_payouts",
  {
    tenantId: tenantIdColumn().references(() => tenants.id),
    id: text("id").notNull(),
    environment: text("environment").$type<"test" | "live" | "simulator">().notNull(),
    amountMinor: minorColumn("amount_minor").notNull(),
    currency: currencyColumn().notNull(),
    status: text("status").notNull(),
    arrivalOn: plainDate("arrival_on").notNull(),
    /** Whether its transactions were read and summed to it. */
    isReconciled: boolean("is_reconciled").notNull().default(false),
    createdAt: instant("created_at").notNull(),
    readAt: instant("read_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.id] })],
);

/** Up to where a list of Stripe's was read ("events", "transactions", "payouts"). */
export const stripeCursors = pgTable(
  "stripe_cursors",
  {
    tenantId: tenantIdColumn().references(() => tenants.id),
    environment: text("environment").$type<"test" | "live" | "simulator">().notNull(),
    list: text("list").notNull(),
    readUntil: instant("read_until"),
    dueAt: instant("due_at").notNull(),
    lastError: text("last_error"),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.environment, t.list] })],
);

/** A bank statement that finance uploaded, as it came: camt.053 or CSV. */
export const bankStatements = pgTable(
  "bank_statements",
  {
    tenantId: tenantIdColumn().references(() => tenants.id),
    id: idColumn<"bankStatement">("id").notNull(),
    fileName: text("file_name").notNull(),
    format: text("format").$type<"camt053" | "csv">().notNull(),
    file: bytes("file").notNull(),
    sha256: bytes("sha256").notNull(),
    account: text("account").notNull(),
    uploadedBy: text("uploaded_by").notNull(),
    uploadedAt: instant("uploaded_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    unique("bank_statements_file").on(t.tenantId, t.sha256),
  ],
);

export type BankLineState = "unmatched" | "matched" | "set_aside";

/** A line of a bank statement and what it was matched with. */
export const bankLines = pgTable(
  "bank_lines",
  {
    tenantId: tenantIdColumn(),
    id: idColumn<"bankLine">("id").notNull(),
    statementId: idColumn<"bankStatement">("statement_id").notNull(),
    /** The bank's own reference, or a hash of the line and its place among equals: a line is taken once. */
    bankRef: text("bank_ref").notNull(),
    account: text("account").notNull(),
    bookedOn: plainDate("booked_on").notNull(),
    amountMinor: minorColumn("amount_minor").notNull(),
    currency: currencyColumn().notNull(),
    reference: text("reference"),
    counterparty: text("counterparty"),
    text: text("text"),
    state: text("state").$type<BankLineState>().notNull().default("unmatched"),
    /** payout, invoice, creditor, or other with finance's account. */
    matchKind: text("match_kind").$type<"payout" | "invoice" | "payment_file" | "other">(),
    matchId: text("match_id"),
    /** Why it was set aside, or which account it was booked to. */
    note: text("note"),
    matchedBy: text("matched_by"),
    matchedAt: instant("matched_at"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    unique("bank_lines_once").on(t.tenantId, t.account, t.bankRef),
    index("bank_lines_open")
      .on(t.tenantId, t.bookedOn)
      .where(sql`${t.state} = 'unmatched'`),
    index("bank_lines_match").on(t.tenantId, t.matchKind, t.matchId),
    foreignKey({
      columns: [t.tenantId, t.statementId],
      foreignColumns: [bankStatements.tenantId, bankStatements.id],
    }),
  ],
);

export type DisputeFunds = "none" | "withdrawn" | "reinstated";

/** A cardholder's or bank's objection to a payment, as Stripe tells it. */
export const disputes = pgTable(
  "disputes",
  {
    tenantId: tenantIdColumn(),
    id: idColumn<"dispute">("id").notNull(),
    paymentId: idColumn<"payment">("payment_id").notNull(),
    environment: text("environment").$type<"test" | "live" | "simulator">().notNull(),
    stripeDisputeId: text("stripe_dispute_id").notNull(),
    amountMinor: minorColumn("amount_minor").notNull(),
    currency: currencyColumn().notNull(),
    reason: text("reason").notNull(),
    /** Stripe's word, whatever it is: an unknown one is kept. */
    status: text("status").notNull(),
    funds: text("funds").$type<DisputeFunds>().notNull().default("none"),
    feeMinor: minorColumn("fee_minor")
      .notNull()
      .default(sql`0`),
    evidenceDueAt: instant("evidence_due_at"),
    openedAt: instant("opened_at").notNull(),
    closedAt: instant("closed_at"),
    outcome: text("outcome").$type<"won" | "lost">(),
    /** What finance made of a lost one. */
    lossTo: text("loss_to").$type<"driver" | "loss">(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    unique("disputes_stripe").on(t.tenantId, t.environment, t.stripeDisputeId),
    foreignKey({
      columns: [t.tenantId, t.paymentId],
      foreignColumns: [payments.tenantId, payments.id],
    }),
  ],
);

/** Something that does not agree or that people must decide: opened by a program, closed by a person or by itself once it agrees. */
export const cases = pgTable(
  "cases",
  {
    tenantId: tenantIdColumn().references(() => tenants.id),
    id: idColumn<"case">("id").notNull(),
    /** Unique for what it is about while it is open. */
    key: text("key").notNull(),
    kind: text("kind").notNull(),
    subjectType: text("subject_type").notNull(),
    subjectId: text("subject_id").notNull(),
    driverId: idColumn<"driver">("driver_id"),
    amountMinor: minorColumn("amount_minor"),
    currency: currencyColumn("currency"),
    detail: jsonb("detail").$type<Record<string, string>>().notNull().default({}),
    state: text("state").$type<"open" | "closed">().notNull().default("open"),
    /** Who works on it. */
    owner: text("owner"),
    /** agrees: it went away by itself. Else what a person decided. */
    resolution: text("resolution"),
    note: text("note"),
    openedAt: instant("opened_at").notNull(),
    lastSeenAt: instant("last_seen_at").notNull(),
    closedAt: instant("closed_at"),
    closedBy: text("closed_by"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex("cases_one_open")
      .on(t.tenantId, t.key)
      .where(sql`${t.state} = 'open'`),
    index("cases_open")
      .on(t.tenantId, t.openedAt)
      .where(sql`${t.state} = 'open'`),
  ],
);
