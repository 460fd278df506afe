import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  customType,
  foreignKey,
  index,
  integer,
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
import { tenants } from "./tenants";

const xid8 = customType<{ data: string }>({ dataType: () => "xid8" });

/**
 * A ledger account. Debit is positive. Only driver accounts cache their balance (ledger.md §1.2): house
 * accounts are sums, since every journal touches them. Written by the function `post_journals` alone.
 * The least spendable amount, where set: −balance − held may not fall below `min_balance` when authorising.
 */
export const accounts = pgTable(
  "accounts",
  {
    tenantId: tenantIdColumn().references(() => tenants.id),
    id: idColumn<"account">("id").notNull(),
    code: text("code").notNull(),
    currency: currencyColumn().notNull(),
    kind: text("kind").notNull(),
    ownerId: idColumn("owner_id"),
    minBalance: minorColumn("min_balance"),
    cached: boolean("cached").notNull(),
    balance: minorColumn("balance")
      .notNull()
      .default(sql`0`),
    held: minorColumn("held")
      .notNull()
      .default(sql`0`),
    version: bigint("version", { mode: "bigint" })
      .notNull()
      .default(sql`0`),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    unique("accounts_code").on(t.tenantId, t.code, t.currency),
    unique("accounts_currency").on(t.tenantId, t.id, t.currency),
    check("accounts_held_not_negative", sql`${t.held} >= 0`),
    /** The closed set of kinds: the same as `accountKinds` in core/ledger/account.ts (a test compares). */
    check(
      "accounts_kind",
      sql`${t.kind} in ('driver_receivable', 'driver_unbilled_receivable', 'driver_wallet', 'driver_refund_payable', 'revenue', 'vat', 'roaming_cost', 'cpo_payable', 'stripe_clearing', 'stripe_fees', 'bank', 'disputes_receivable', 'bad_debt', 'rounding', 'exchange', 'deferred_subscription', 'input_vat', 'goodwill', 'unallocated', 'payment_in_transit', 'bank_fees')`,
    ),
    check("accounts_cached_driver", sql`${t.cached} = (${t.kind} like 'driver\\_%')`),
    check("accounts_owner_of_driver", sql`${t.cached} = (${t.ownerId} is not null)`),
    check(
      "accounts_balance_of_cached",
      sql`${t.cached} or (${t.balance} = 0 and ${t.version} = 0)`,
    ),
    index("accounts_owner").on(t.tenantId, t.ownerId),
  ],
);

/** One business fact (append-only). `xid` is the transaction that wrote it: no other may add legs. */
export const journals = pgTable(
  "journals",
  {
    tenantId: tenantIdColumn(),
    id: idColumn<"journal">("id").notNull(),
    key: text("key").notNull(),
    kind: text("kind").notNull(),
    /** When the fact was so. */
    effectiveAt: instant("effective_at").notNull(),
    /** Where it stands in the books: the same, or the end of the last closed period if that is later. */
    periodAt: instant("period_at").notNull(),
    createdAt: instant("created_at")
      .notNull()
      .default(sql`now()`),
    xid: xid8("xid")
      .notNull()
      .default(sql`pg_current_xact_id()`),
    reversesId: idColumn<"journal">("reverses_id"),
    actor: text("actor").notNull(),
    sourceType: text("source_type").notNull(),
    sourceId: idColumn("source_id").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    unique("journals_reversed_once").on(t.tenantId, t.reversesId),
    foreignKey({ columns: [t.tenantId, t.reversesId], foreignColumns: [t.tenantId, t.id] }),
    index("journals_source").on(t.tenantId, t.sourceType, t.sourceId),
    index("journals_period").on(t.tenantId, t.periodAt),
  ],
);

/** The business keys of journals: unique from the first day, so that journals can be partitioned (ruling 10). */
export const journalKeys = pgTable(
  "journal_keys",
  {
    tenantId: tenantIdColumn(),
    key: text("key").notNull(),
    journalId: idColumn<"journal">("journal_id").notNull(),
    requestSha256: bytes("request_sha256").notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.key] })],
);

/** A signed leg of a journal; debit positive (append-only). */
export const postings = pgTable(
  "postings",
  {
    tenantId: tenantIdColumn(),
    journalId: idColumn<"journal">("journal_id").notNull(),
    seq: integer("seq").notNull(),
    accountId: idColumn<"account">("account_id").notNull(),
    currency: currencyColumn().notNull(),
    amountMinor: minorColumn("amount_minor").notNull(),
    accountVersion: bigint("account_version", { mode: "bigint" }),
    balanceAfter: minorColumn("balance_after"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.journalId, t.seq] }),
    foreignKey({
      columns: [t.tenantId, t.journalId],
      foreignColumns: [journals.tenantId, journals.id],
    }),
    foreignKey({
      columns: [t.tenantId, t.accountId, t.currency],
      foreignColumns: [accounts.tenantId, accounts.id, accounts.currency],
    }),
    check("postings_not_zero", sql`${t.amountMinor} <> 0`),
    uniqueIndex("postings_version")
      .on(t.tenantId, t.accountId, t.accountVersion)
      .where(sql`${t.accountVersion} is not null`),
    index("postings_account").on(t.tenantId, t.accountId, t.journalId),
  ],
);
