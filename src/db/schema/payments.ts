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
  tenantIdColumn,
} from "@/db/columns";
import { drivers } from "./drivers";
import { invoices } from "./invoices";
import { tenants } from "./tenants";
import { topups } from "./wallets";

export type PaymentState =
  | "created"
  | "submitted"
  | "requires_action"
  | "processing"
  | "unknown"
  | "succeeded"
  | "failed"
  | "canceled";

/** Our driver at Stripe; one per driver and environment, made lazily. */
export const stripeCustomers = pgTable(
  "stripe_customers",
  {
    tenantId: tenantIdColumn(),
    driverId: idColumn<"driver">("driver_id").notNull(),
    environment: text("environment").$type<"test" | "live" | "simulator">().notNull(),
    customerId: text("customer_id").notNull(),
    createdAt: instant("created_at").notNull(),
    /** When the customer is to be deleted at Stripe, as its driver was forgotten; null: it stays, or it is gone. */
    eraseDueAt: instant("erase_due_at"),
    eraseAttempts: integer("erase_attempts").notNull().default(0),
    eraseError: text("erase_error"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.driverId, t.environment] }),
    index("stripe_customers_erase")
      .on(t.eraseDueAt)
      .where(sql`erase_due_at is not null`),
    unique("stripe_customers_id").on(t.tenantId, t.environment, t.customerId),
    foreignKey({
      columns: [t.tenantId, t.driverId],
      foreignColumns: [drivers.tenantId, drivers.id],
    }),
  ],
);

/** A Checkout Session in mode `setup`: the row comes before the call. */
export const cardSetups = pgTable(
  "card_setups",
  {
    tenantId: tenantIdColumn(),
    id: idColumn<"other">("id").notNull(),
    driverId: idColumn<"driver">("driver_id").notNull(),
    state: text("state").$type<"created" | "open" | "completed" | "expired" | "failed">().notNull(),
    checkoutSessionId: text("checkout_session_id"),
    /** The wording agreed to, its version, and from where. */
    consent: jsonb("consent")
      .$type<{ version: string; text: string; locale: string; ip: string | null }>()
      .notNull(),
    createdAt: instant("created_at").notNull(),
    completedAt: instant("completed_at"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    unique("card_setups_checkout").on(t.tenantId, t.checkoutSessionId),
    foreignKey({
      columns: [t.tenantId, t.driverId],
      foreignColumns: [drivers.tenantId, drivers.id],
    }),
  ],
);

/** A stored way to pay. Never a card number. */
export const paymentMethods = pgTable(
  "payment_methods",
  {
    tenantId: tenantIdColumn(),
    id: idColumn<"paymentMethod">("id").notNull(),
    driverId: idColumn<"driver">("driver_id").notNull(),
    environment: text("environment").$type<"test" | "live" | "simulator">().notNull(),
    stripeId: text("stripe_id").notNull(),
    type: text("type").notNull(),
    brand: text("brand"),
    last4: text("last4"),
    expMonth: integer("exp_month"),
    expYear: integer("exp_year"),
    fingerprint: text("fingerprint"),
    /** The country of the card or account, ISO 3166-1 alpha-2. */
    country: text("country"),
    mandateId: text("mandate_id"),
    mandateState: text("mandate_state").$type<"active" | "inactive" | "pending">(),
    isDefault: boolean("is_default").notNull(),
    detachedAt: instant("detached_at"),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    unique("payment_methods_stripe").on(t.tenantId, t.environment, t.stripeId),
    uniqueIndex("payment_methods_one_default")
      .on(t.tenantId, t.driverId)
      .where(sql`${t.isDefault} and ${t.detachedAt} is null`),
    foreignKey({
      columns: [t.tenantId, t.driverId],
      foreignColumns: [drivers.tenantId, drivers.id],
    }),
  ],
);

/** What a driver agreed to when he saved a way to pay (insert-only): the evidence behind charges without him. */
export const mandates = pgTable(
  "mandates",
  {
    tenantId: tenantIdColumn(),
    id: idColumn<"other">("id").notNull(),
    driverId: idColumn<"driver">("driver_id").notNull(),
    paymentMethodId: idColumn<"paymentMethod">("payment_method_id").notNull(),
    textVersion: text("text_version").notNull(),
    text: text("text").notNull(),
    locale: text("locale").notNull(),
    ip: text("ip"),
    setupIntentId: text("setup_intent_id"),
    /** The network's id of the first transaction, where it gave one. */
    networkTransactionId: text("network_transaction_id"),
    acceptedAt: instant("accepted_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index("mandates_method").on(t.tenantId, t.paymentMethodId),
    foreignKey({
      columns: [t.tenantId, t.paymentMethodId],
      foreignColumns: [paymentMethods.tenantId, paymentMethods.id],
    }),
  ],
);

/** One attempt to take money: written before the call, with the exact request and its own key. */
export const payments = pgTable(
  "payments",
  {
    tenantId: tenantIdColumn(),
    id: idColumn<"payment">("id").notNull(),
    driverId: idColumn<"driver">("driver_id").notNull(),
    /** What it pays: an invoice, or a top-up of the wallet. */
    invoiceId: idColumn<"invoice">("invoice_id"),
    topupId: idColumn<"topup">("topup_id"),
    /** off_session: a saved method. checkout: the driver pays on Stripe's page. bank: a transfer that was matched. */
    channel: text("channel")
      .$type<"off_session" | "checkout" | "bank">()
      .notNull()
      .default("off_session"),
    checkoutSessionId: text("checkout_session_id"),
    checkoutUrl: text("checkout_url"),
    expiresAt: instant("expires_at"),
    bankLineId: idColumn<"bankLine">("bank_line_id"),
    paymentMethodId: idColumn<"paymentMethod">("payment_method_id"),
    environment: text("environment").$type<"test" | "live" | "simulator">().notNull(),
    attempt: integer("attempt").notNull(),
    amountMinor: minorColumn("amount_minor").notNull(),
    currency: currencyColumn().notNull(),
    state: text("state").$type<PaymentState>().notNull().default("created"),
    idempotencyKey: text("idempotency_key").notNull(),
    /** The exact parameters sent (JSON text), re-sent byte for byte, and their hash. */
    request: text("request").notNull(),
    requestSha256: bytes("request_sha256").notNull(),
    paymentIntentId: text("payment_intent_id"),
    chargeId: text("charge_id"),
    nextActionUrl: text("next_action_url"),
    failureCode: text("failure_code"),
    declineCode: text("decline_code"),
    adviceCode: text("advice_code"),
    networkDeclineCode: text("network_decline_code"),
    /** The card's fingerprint: the networks count attempts on a card, not on its copies. */
    fingerprint: text("fingerprint"),
    /** What was given back by refunds that did not fail. */
    refundedMinor: minorColumn("refunded_minor")
      .notNull()
      .default(sql`0`),
    /** What was taken from us again: a debit returned by its bank, a dispute's withdrawal. */
    reversedMinor: minorColumn("reversed_minor")
      .notNull()
      .default(sql`0`),
    failureMessage: text("failure_message"),
    checks: integer("checks").notNull().default(0),
    dueAt: instant("due_at").notNull(),
    createdAt: instant("created_at").notNull(),
    submittedAt: instant("submitted_at"),
    settledAt: instant("settled_at"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    unique("payments_key").on(t.tenantId, t.idempotencyKey),
    unique("payments_intent").on(t.tenantId, t.environment, t.paymentIntentId),
    unique("payments_checkout").on(t.tenantId, t.environment, t.checkoutSessionId),
    unique("payments_bank_line").on(t.tenantId, t.bankLineId, t.invoiceId),
    unique("payments_attempt").on(t.tenantId, t.invoiceId, t.attempt),
    uniqueIndex("payments_one_open_topup")
      .on(t.tenantId, t.topupId)
      .where(
        sql`${t.state} in ('created', 'submitted', 'requires_action', 'processing', 'unknown')`,
      ),
    index("payments_card").on(t.tenantId, t.fingerprint, t.createdAt),
    check("payments_of_one", sql`(${t.invoiceId} is null) <> (${t.topupId} is null)`),
    check(
      "payments_given_back",
      sql`${t.refundedMinor} >= 0 and ${t.reversedMinor} >= 0 and ${t.refundedMinor} + ${t.reversedMinor} <= ${t.amountMinor}`,
    ),
    foreignKey({ columns: [t.tenantId, t.topupId], foreignColumns: [topups.tenantId, topups.id] }),
    /** The guard against charging twice (billing rule: one open attempt per invoice). */
    uniqueIndex("payments_one_open")
      .on(t.tenantId, t.invoiceId)
      .where(
        sql`${t.state} in ('created', 'submitted', 'requires_action', 'processing', 'unknown')`,
      ),
    index("payments_due")
      .on(t.dueAt)
      .where(
        sql`${t.state} in ('created', 'submitted', 'requires_action', 'processing', 'unknown')`,
      ),
    foreignKey({
      columns: [t.tenantId, t.driverId],
      foreignColumns: [drivers.tenantId, drivers.id],
    }),
    foreignKey({
      columns: [t.tenantId, t.invoiceId],
      foreignColumns: [invoices.tenantId, invoices.id],
    }),
    check("payments_amount_positive", sql`${t.amountMinor} > 0`),
  ],
);

/** The webhook inbox: a verified event, stored before anything is done with it. */
export const stripeEvents = pgTable(
  "stripe_events",
  {
    tenantId: tenantIdColumn().references(() => tenants.id),
    id: text("id").notNull(),
    environment: text("environment").$type<"test" | "live" | "simulator">().notNull(),
    type: text("type").notNull(),
    apiVersion: text("api_version"),
    objectId: text("object_id"),
    payload: text("payload").notNull(),
    createdAt: instant("created_at").notNull(),
    receivedAt: instant("received_at").notNull(),
    readAt: instant("read_at"),
    outcome: text("outcome"),
    attempts: integer("attempts").notNull().default(0),
    dueAt: instant("due_at").notNull(),
    lastError: text("last_error"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index("stripe_events_due")
      .on(t.dueAt)
      .where(sql`${t.readAt} is null`),
  ],
);
