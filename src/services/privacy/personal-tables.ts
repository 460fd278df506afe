import type { KeptClassId } from "@/core/privacy/kept-classes";

/** How rows of a table belong to a person; each condition is over the table's alias `r`. */
export type Belongs = "driver" | "user" | { readonly by: string };

/** A table with something of a driver in it. */
export interface PersonalTable {
  readonly name: string;
  readonly kept: KeptClassId;
  readonly belongs: Belongs;
  /** Columns that are no data about him: secrets, and bytes that stand as files of their own. */
  readonly without?: readonly string[];
}

const within = (table: string, own: string, theirs = own) =>
  `exists (select 1 from ${table} p where p.tenant_id = r.tenant_id and p.${theirs} = r.${own} and p.driver_id = $driver)`;

/** Every table that names a driver or a user, as he is given it in the archive of his data. */
export const personalTables: readonly PersonalTable[] = [
  { name: "drivers", kept: "identity", belongs: { by: "r.id = $driver" } },
  { name: "memberships", kept: "identity", belongs: "user" },
  { name: "users", kept: "identity", belongs: { by: "r.id = $user" } },
  { name: "account_members", kept: "identity", belongs: "driver", without: ["invite_sha256"] },
  { name: "cost_centres", kept: "identity", belongs: "driver" },
  { name: "purpose_rules", kept: "identity", belongs: "driver" },
  { name: "sign_ups", kept: "identity", belongs: "driver" },
  { name: "tokens", kept: "tokens", belongs: "driver" },
  { name: "token_deliveries", kept: "tokens", belongs: { by: within("tokens", "token_id", "id") } },
  { name: "card_orders", kept: "tokens", belongs: "driver" },
  { name: "authorizations", kept: "tokens", belongs: { by: within("tokens", "token_id", "id") } },
  { name: "vehicles", kept: "cars", belongs: "driver" },
  { name: "charging_routines", kept: "cars", belongs: "driver" },
  { name: "charging_goals", kept: "cars", belongs: "driver" },
  { name: "sessions", kept: "charges", belongs: "driver" },
  {
    name: "session_readings",
    kept: "charges",
    belongs: { by: within("sessions", "session_id", "id") },
  },
  {
    name: "session_savings",
    kept: "charges",
    belongs: { by: within("sessions", "session_id", "id") },
  },
  { name: "session_watches", kept: "charges", belongs: "driver" },
  { name: "commands", kept: "charges", belongs: "driver" },
  { name: "charging_requests", kept: "charges", belongs: "driver" },
  { name: "cdrs", kept: "charges", belongs: "driver" },
  { name: "price_locks", kept: "charges", belongs: "driver", without: ["content_sha256"] },
  {
    name: "meter_checks",
    kept: "charges",
    belongs: { by: within("cdrs", "cdr_id", "id") },
    without: ["data_sha256"],
  },
  { name: "charges", kept: "books", belongs: "driver" },
  { name: "charge_labels", kept: "books", belongs: "driver" },
  { name: "driver_plans", kept: "books", belongs: "driver" },
  { name: "subscriptions", kept: "books", belongs: "driver" },
  { name: "subscription_periods", kept: "books", belongs: "driver" },
  { name: "bill_items", kept: "books", belongs: "driver" },
  { name: "invoices", kept: "books", belongs: "driver" },
  { name: "issued_documents", kept: "books", belongs: "driver" },
  { name: "credit_notes", kept: "books", belongs: "driver" },
  { name: "refunds", kept: "books", belongs: "driver" },
  { name: "dunning_cases", kept: "books", belongs: "driver" },
  { name: "cases", kept: "books", belongs: "driver", without: ["note", "owner", "closed_by"] },
  { name: "wallets", kept: "payment", belongs: "driver" },
  { name: "wallet_lots", kept: "payment", belongs: "driver" },
  { name: "wallet_holds", kept: "payment", belongs: "driver" },
  { name: "topups", kept: "payment", belongs: "driver" },
  { name: "spending_limits", kept: "payment", belongs: "driver" },
  { name: "charge_caps", kept: "payment", belongs: "driver" },
  { name: "stripe_customers", kept: "payment", belongs: "driver" },
  { name: "card_setups", kept: "payment", belongs: "driver" },
  { name: "payment_methods", kept: "payment", belongs: "driver" },
  { name: "mandates", kept: "payment", belongs: "driver" },
  { name: "payments", kept: "payment", belongs: "driver" },
  { name: "charge_disputes", kept: "disputes", belongs: "driver" },
  { name: "dismissed_findings", kept: "disputes", belongs: "driver" },
  {
    name: "charge_dispute_events",
    kept: "disputes",
    // What finance notes for itself is no answer to him, as on his page; nor is who of us wrote.
    belongs: {
      by: `${within("charge_disputes", "dispute_id", "id")} and not (r.what in ('note', 'picture')
        and r.by_kind = 'finance' and coalesce(r.detail ->> 'for', '') not in ('driver', 'partner'))`,
    },
    without: ["by"],
  },
  {
    name: "notifications",
    kept: "notices",
    belongs: {
      by: `r.email = $email and r.kind not in ('sign_in', 'sign_up', 'email_change', 'email_change_asked', 'email_changed')`,
    },
  },
  { name: "notification_choices", kept: "notices", belongs: "user" },
  {
    name: "push_subscriptions",
    kept: "notices",
    belongs: "user",
    without: ["auth", "p256dh", "endpoint", "session_id"],
  },
  { name: "email_changes", kept: "signIns", belongs: "user" },
  { name: "sign_in_events", kept: "signIns", belongs: "user" },
  {
    name: "auth_sessions",
    kept: "signIns",
    belongs: "user",
    without: ["session_token", "public_id"],
  },
  {
    name: "auth_accounts",
    kept: "signIns",
    belongs: "user",
    without: ["refresh_token", "access_token", "id_token"],
  },
  { name: "terms_acceptances", kept: "terms", belongs: "user" },
  { name: "receipt_packs", kept: "archives", belongs: "driver", without: ["content"] },
  { name: "receipt_schedules", kept: "archives", belongs: "driver" },
  { name: "data_exports", kept: "archives", belongs: "driver", without: ["content"] },
  { name: "erasures", kept: "identity", belongs: "driver" },
];

/** Tables that name a driver or a user and hold nothing about him, with the reason. */
export const notPersonal: Readonly<Record<string, string>> = {
  partner_users: "whom an operator's people speak for",
};
