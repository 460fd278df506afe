import { describe, expect, it } from "vitest";
import { accountKinds } from "@/core/ledger/account";
import { testDatabase } from "@/testing/database";

const database = testDatabase();

/** What the application's role may do where it may not do everything. A migration that recreates a table loses this silently. */
const readOnly = [
  "accounts",
  "closed_periods",
  "journal_keys",
  "journals",
  "postings",
  "wallet_holds",
];
const insertOnly = [
  "audit_events",
  "cdr_holds",
  "cdr_ratings",
  "charge_corrections",
  "charge_dispute_events",
  "command_events",
  "document_files",
  "dunning_events",
  "dunning_rules",
  "exchange_rates",
  "export_batch_journals",
  "export_batches",
  "issued_documents",
  "legal_entity_registrations",
  "lot_uses",
  "mandates",
  "market_imports",
  "meter_checks",
  "message_replays",
  "plan_versions",
  "posting_roles",
  "price_locks",
  "reference_rates",
  "session_savings",
  "settlement_lines",
  "tariff_versions",
  "terms_versions",
  "vat_number_checks",
];

/** What is added and, once old, deleted, but never changed. */
const passing = [
  "active_charging_profiles",
  "charging_request_events",
  "dismissed_findings",
  "session_readings",
  "sign_in_events",
  "site_plan_sessions",
  "site_plans",
  "site_readings",
  "terms_acceptances",
];

/** Columns that may change in rows that otherwise keep what they said. */
const changeable = [
  "cdr_holds released_at",
  "cdr_holds released_by",
  "cdr_holds released_how",
  "charge_corrections state",
  "charge_dispute_events by",
  "price_locks session_id",
];

const triggers = [
  "accounts accounts_keep refuse_change",
  "audit_events audit_events_append_only keep_audit_events",
  "closed_periods closed_periods_append_only refuse_change",
  "document_files document_files_append_only refuse_change",
  "export_batch_journals export_batch_journals_append_only refuse_change",
  "export_batches export_batches_append_only refuse_change",
  "invoice_lines invoice_lines_keep refuse_change",
  "invoice_lines invoice_lines_keep_deleted keep_finalized_lines",
  "invoice_lines invoice_lines_keep_inserted keep_finalized_lines",
  "invoice_lines invoice_lines_keep_updated keep_finalized_lines",
  "invoices invoices_keep refuse_change",
  "invoices invoices_keep_finalized keep_finalized_invoice",
  "issued_documents issued_documents_append_only refuse_change",
  "journal_keys journal_keys_append_only refuse_change",
  "journals journals_append_only refuse_change",
  "journals journals_balanced check_journal_balanced",
  "journals journals_open_period check_journal_period",
  "journals journals_own_transaction check_journal_transaction",
  "payments payments_attempts check_payment_attempts",
  "postings postings_append_only refuse_change",
  "postings postings_with_journal check_postings_transaction",
];

describe("the database's catalog", () => {
  it("gives the application's role what it needs on every table, and no more", async () => {
    const rows = await database.owner.raw<{ name: string; rights: string }[]>`
      select c.relname as name, coalesce(string_agg(a.privilege_type, ' ' order by a.privilege_type), '') as rights
      from pg_class c left join lateral (
        select privilege_type from aclexplode(c.relacl) where grantee = 'kvitt_app'::regrole) a on true
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm')
      group by c.relname order by c.relname`;
    expect(rows.length).toBeGreaterThan(40);
    const expected = rows.map(({ name }) => ({
      name,
      rights: readOnly.includes(name)
        ? "SELECT"
        : insertOnly.includes(name)
          ? "INSERT SELECT"
          : passing.includes(name)
            ? "DELETE INSERT SELECT"
            : "DELETE INSERT SELECT UPDATE",
    }));
    expect([...rows]).toEqual(expected);
  });

  it("lets the application change single columns of what it may only add to, and no others", async () => {
    const rows = await database.owner.raw<{ name: string }[]>`
      select c.relname || ' ' || a.attname as name
      from pg_attribute a join pg_class c on c.oid = a.attrelid, aclexplode(a.attacl) acl
      where c.relnamespace = 'public'::regnamespace and acl.grantee = 'kvitt_app'::regrole
      order by name`;
    expect(rows.map(({ name }) => name)).toEqual(changeable);
  });

  it("gives everybody nothing, on tables and on the ledger's functions", async () => {
    const tables = await database.owner.raw`
      select c.relname from pg_class c, aclexplode(c.relacl) a
      where c.relnamespace = 'public'::regnamespace and a.grantee = 0`;
    expect([...tables]).toEqual([]);
    const functions = await database.owner.raw<{ name: string; who: string }[]>`
      select p.proname as name, string_agg(a.grantee::regrole::text, ' ' order by a.grantee::regrole::text)
             filter (where a.grantee <> p.proowner) as who
      from pg_proc p, aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
      where p.pronamespace = 'public'::regnamespace and p.proname ~ '^(ledger|post|close|place|end)_'
      group by p.proname order by p.proname`;
    expect(functions.map(({ name, who }) => `${name}: ${who ?? "nobody"}`)).toEqual([
      "close_period: kvitt_app",
      "end_wallet_holds: kvitt_app",
      "ledger_check_legs: nobody",
      "ledger_closed_until: nobody",
      "ledger_legs: nobody",
      "ledger_open_accounts: nobody",
      "ledger_write_postings: nobody",
      "place_wallet_hold: kvitt_app",
      "post_journals: kvitt_app",
    ]);
  });

  it("leaves the ledger's tables to an owner who is not the application", async () => {
    const rows = await database.owner.raw`
      select distinct relowner::regrole::text as owner from pg_class
      where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')`;
    expect([...rows]).toEqual([{ owner: "kvitt_owner" }]);
  });

  it("has every guard, enabled", async () => {
    const rows = await database.owner.raw<{ guard: string; enabled: string }[]>`
      select t.tgrelid::regclass || ' ' || t.tgname || ' ' || p.proname as guard, t.tgenabled as enabled
      from pg_trigger t join pg_proc p on p.oid = t.tgfoid join pg_class c on c.oid = t.tgrelid
      where not t.tgisinternal and c.relnamespace = 'public'::regnamespace order by 1`;
    expect(rows.map(({ guard }) => guard)).toEqual(triggers);
    expect(rows.every(({ enabled }) => enabled === "O")).toBe(true);
    const [balanced] = await database.owner.raw`
      select tgdeferrable, tginitdeferred from pg_trigger where tgname = 'journals_balanced'`;
    expect(balanced).toEqual({ tgdeferrable: true, tginitdeferred: true });
  });

  it("fixes the search path of every function of its own", async () => {
    const rows = await database.owner.raw`
      select proname from pg_proc where pronamespace = 'public'::regnamespace
        and not coalesce(proconfig @> array['search_path=public, pg_temp'], false)`;
    expect([...rows]).toEqual([]);
  });

  it("runs only the ledger's writers, and what forgets in the log of deeds, with its owner's rights", async () => {
    const rows = await database.owner.raw`
      select proname from pg_proc where pronamespace = 'public'::regnamespace and prosecdef order by 1`;
    expect(rows.map((row) => String(row["proname"]))).toEqual([
      "close_period",
      "end_wallet_holds",
      "forget_in_audit",
      "place_wallet_hold",
      "post_journals",
    ]);
  });

  it("puts the tenant first in every key of a tenant's table", async () => {
    const rows = await database.owner.raw`
      select i.indexrelid::regclass::text as name from pg_index i
      join pg_class c on c.oid = i.indrelid
      join pg_attribute own on own.attrelid = c.oid and own.attname = 'tenant_id'
      where c.relnamespace = 'public'::regnamespace and i.indisunique and i.indkey[0] <> own.attnum
      order by 1`;
    expect([...rows]).toEqual([]);
  });

  it("knows the same kinds of accounts as the program", async () => {
    const [row] = await database.owner.raw<{ definition: string }[]>`
      select pg_get_constraintdef(oid) as definition from pg_constraint where conname = 'accounts_kind'`;
    const kinds = [...(row?.definition ?? "").matchAll(/'([a-z_]+)'/g)].map((match) => match[1]);
    expect(kinds).toEqual([...accountKinds]);
  });

  it("stores the bodies of messages as they came", async () => {
    const rows = await database.owner.raw`
      select attname, attstorage from pg_attribute
      where attrelid = 'ocpi_messages'::regclass and attname in ('body', 'response_body') order by 1`;
    expect([...rows]).toEqual([
      { attname: "body", attstorage: "e" },
      { attname: "response_body", attstorage: "e" },
    ]);
  });
});
