import type Stripe from "stripe";

/** What the simulator knows of a payment method beyond what Stripe shows. */
export interface Instrument {
  id: string;
  /** Card number, or IBAN of a SEPA debit. Only published test numbers are accepted. */
  number: string;
  /** True once saved for use while the customer is away. */
  setUpOffSession: boolean;
  /** True once charged without a customer, or detached: it can't be used again. */
  spent: boolean;
}

/** A signing secret; an old one signs until it expires. */
export interface SigningSecret {
  secret: string;
  expiresMs: number | null;
}

/** One event on its way to one endpoint. */
export interface Delivery {
  id: string;
  event: string;
  endpoint: string;
  state: "pending" | "held" | "delivered" | "failed" | "dropped";
  attempts: number;
  dueMs: number;
  lastStatus: number | null;
  lastError: string | null;
  staleVersion: boolean;
  paddingBytes: number;
}

export type TaskKind =
  | "charge_settles"
  | "funds_available"
  | "refund_succeeds"
  | "refund_fails"
  | "dispute_opens"
  | "debit_succeeds"
  | "debit_fails"
  | "session_expires"
  | "payout_paid"
  | "payouts_made"
  | "dispute_due"
  | "warning_opens"
  | "clock_arrives";

/** Something that will happen by itself at a simulated time. */
export interface Task {
  id: string;
  kind: TaskKind;
  object: string;
  dueMs: number;
}

/** The first answer to an idempotency key. */
export interface SavedAnswer {
  id: string;
  fingerprint: string;
  requestId: string;
  createdMs: number;
  status: number;
  body: string;
}

/** All that is kept across restarts, by table. */
export interface Rows {
  customer: Stripe.Customer;
  deleted_customer: Stripe.DeletedCustomer;
  payment_method: Stripe.PaymentMethod;
  instrument: Instrument;
  mandate: Stripe.Mandate;
  setup_intent: Stripe.SetupIntent;
  payment_intent: Stripe.PaymentIntent;
  charge: Stripe.Charge;
  refund: Stripe.Refund;
  dispute: Stripe.Dispute;
  balance_transaction: Stripe.BalanceTransaction;
  payout: Stripe.Payout;
  early_fraud_warning: Stripe.Radar.EarlyFraudWarning;
  test_clock: Stripe.TestHelpers.TestClock;
  portal_session: Stripe.BillingPortal.Session;
  payout_content: { id: string; transactions: string[] };
  checkout_session: Stripe.Checkout.Session;
  session_plan: SessionPlan;
  product: Stripe.Product;
  price: Stripe.Price;
  event: Stripe.EventBase;
  webhook_endpoint: Stripe.WebhookEndpoint;
  endpoint_secrets: { id: string; secrets: SigningSecret[] };
  delivery: Delivery;
  task: Task;
  saved_answer: SavedAnswer;
  counter: { id: string; next: number };
  clock: { id: string; mode: "running" | "frozen"; offsetMs: number; atMs: number };
}

/** What a Checkout Session will do once paid; Stripe keeps this to itself too. */
export interface SessionPlan {
  id: string;
  items: Stripe.LineItem[];
  setupFutureUsage: "on_session" | "off_session" | null;
  captureMethod: "automatic" | "automatic_async" | "manual";
  description: string | null;
  metadata: Record<string, string>;
}
