/** Rows that something must look at once their time has come, and how long after it that may take. */
export interface DueLimit {
  /** What one is called. */
  readonly thing: string;
  readonly table: string;
  /** The column that says which row it is. */
  readonly name: string;
  /** The column with its time. */
  readonly due: string;
  /** Which rows wait, over the table's alias `r`. */
  readonly waits: string;
  readonly hours: number;
}

/** One line for each queue: a new one gets its line here. */
export const dueLimits: readonly DueLimit[] = [
  {
    thing: "cdr",
    table: "cdrs",
    name: "id",
    due: "due_at",
    waits: "r.state = 'received'",
    hours: 2,
  },
  {
    thing: "notification",
    table: "notifications",
    name: "id",
    due: "due_at",
    waits: "r.state = 'pending'",
    hours: 2,
  },
  {
    thing: "token delivery",
    table: "token_deliveries",
    name: "token_id",
    due: "due_at",
    waits:
      "r.state = 'pending' and exists (select 1 from partners p where p.tenant_id = r.tenant_id and p.id = r.partner_id and p.state = 'registered')",
    hours: 26,
  },
  {
    thing: "command",
    table: "commands",
    name: "id",
    due: "due_at",
    waits: "r.due_at is not null",
    hours: 1,
  },
  {
    thing: "payment",
    table: "payments",
    name: "id",
    due: "due_at",
    waits: "r.state in ('created', 'submitted', 'processing', 'unknown')",
    hours: 2,
  },
  {
    thing: "refund",
    table: "refunds",
    name: "id",
    due: "due_at",
    waits: "r.state in ('created', 'submitted', 'pending', 'unknown')",
    hours: 2,
  },
  {
    thing: "Stripe event",
    table: "stripe_events",
    name: "id",
    due: "due_at",
    waits: "r.read_at is null",
    hours: 2,
  },
  {
    thing: "Stripe list",
    table: "stripe_cursors",
    name: "list",
    due: "due_at",
    waits: "true",
    hours: 2,
  },
  {
    thing: "partner's list",
    table: "pull_cursors",
    name: "module",
    due: "due_at",
    waits:
      "exists (select 1 from partners p where p.tenant_id = r.tenant_id and p.id = r.partner_id and p.state = 'registered')",
    hours: 26,
  },
  {
    thing: "wallet hold",
    table: "wallet_holds",
    name: "ref",
    due: "expires_at",
    waits: "r.state = 'open'",
    hours: 2,
  },
  {
    thing: "dunning case",
    table: "dunning_cases",
    name: "id",
    due: "next_at",
    waits: "r.state = 'active'",
    hours: 26,
  },
  {
    thing: "invoice run",
    table: "invoice_runs",
    name: "id",
    due: "due_at",
    waits: "r.state = 'running'",
    hours: 26,
  },
  {
    thing: "site's plan",
    table: "sites",
    name: "id",
    due: "due_at",
    waits: "r.removed_at is null",
    hours: 1,
  },
  {
    thing: "watched session",
    table: "session_watches",
    name: "session_id",
    due: "due_at",
    waits: "r.due_at is not null",
    hours: 1,
  },
  {
    thing: "archive of a driver's data",
    table: "data_exports",
    name: "id",
    due: "due_at",
    waits: "r.state = 'due'",
    hours: 2,
  },
  {
    thing: "erasure",
    table: "erasures",
    name: "id",
    due: "due_at",
    waits: "r.state in ('requested', 'blocked')",
    hours: 26,
  },
  {
    thing: "customer to be deleted at Stripe, of driver",
    table: "stripe_customers",
    name: "driver_id",
    due: "erase_due_at",
    // A dispute at the bank or a refund may take its weeks.
    waits: `r.erase_due_at is not null and not exists (select 1 from refunds f where f.tenant_id = r.tenant_id
        and f.driver_id = r.driver_id and f.state in ('created', 'submitted', 'pending', 'requires_action', 'unknown'))`,
    hours: 26,
  },
  {
    thing: "pack of receipts",
    table: "receipt_packs",
    name: "id",
    due: "due_at",
    waits: "r.state = 'due'",
    hours: 2,
  },
  {
    thing: "monthly pack of receipts",
    table: "receipt_schedules",
    name: "id",
    due: "due_at",
    waits: "r.is_active",
    hours: 26,
  },
];
