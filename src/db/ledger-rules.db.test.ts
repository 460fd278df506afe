import postgres from "postgres";
import { beforeAll, describe, expect, it } from "vitest";
import type { Id } from "@/core/ids";
import { newId } from "@/db/new-id";
import { aTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";

const database = testDatabase();
let tenantId: Id<"tenant">;

interface LegInput {
  readonly code: string;
  readonly amount: string;
  readonly kind?: string;
  readonly owner?: string;
  readonly currency?: string;
}

/** Calls the function as the application does, past the checks of the program. */
function post(
  sql: postgres.Sql,
  legs: readonly LegInput[],
  more: Readonly<Record<string, unknown>> = {},
) {
  const journal = {
    id: newId(),
    key: `test:${newId()}`,
    sha256: "00",
    kind: "payment_succeeded",
    effectiveAt: "2026-10-14T09:30:00Z",
    actor: "system:test",
    sourceType: "payment",
    sourceId: newId(),
    legs: legs.map((leg) => ({ kind: "bank", currency: "SEK", ...leg })),
    ...more,
  };
  return sql`select * from post_journals(${tenantId}, ${JSON.stringify([journal])}::text::jsonb)`;
}

async function aJournal(): Promise<string> {
  const [row] = await post(database.pool.raw, [
    { code: "bank", amount: "100" },
    { code: "rounding", kind: "rounding", amount: "-100" },
  ]);
  return String(row?.["journal_id"]);
}

beforeAll(async () => {
  ({ tenantId } = await aTenant(database.pool));
});

describe("the application's role", () => {
  const forbidden = [
    ["insert a journal", "insert into journals default values"],
    ["insert a posting", "insert into postings default values"],
    ["insert a journal's key", "insert into journal_keys default values"],
    ["open an account", "insert into accounts default values"],
    ["set a balance", "update accounts set balance = 0"],
    ["change a posting", "update postings set amount_minor = 1"],
    ["delete a journal", "delete from journals"],
    ["truncate postings", "truncate postings"],
    ["change an issued document", "update issued_documents set canonical = ''"],
    ["delete a document's file", "delete from document_files"],
    ["change an audit row", "update audit_events set actor = 'nobody'"],
    ["change a rating", "update cdr_ratings set verdict = 'match'"],
    ["change a tariff's version", "update tariff_versions set core = '{}'"],
    ["change a plan's version", "update plan_versions set definition = '{}'"],
    ["disable a trigger", "alter table postings disable trigger all"],
    ["switch triggers off for its session", "set session_replication_role = replica"],
    ["call the ledger's inner functions", "select ledger_write_postings(null, null, null)"],
    ["make tables", "create table mine (id int)"],
  ] as const;

  it.each(forbidden)("cannot %s", async (_what, statement) => {
    await expect(database.pool.raw.unsafe(statement)).rejects.toMatchObject({
      code: "42501",
    });
  });
});

describe("the ledger, even for its owner,", () => {
  it.each(["journals", "postings", "journal_keys"])("keeps %s as they are", async (table) => {
    await aJournal();
    const { raw } = database.owner;
    for (const statement of [
      `update ${table} set tenant_id = tenant_id`,
      `delete from ${table}`,
      `truncate ${table} cascade`,
    ]) {
      await expect(raw.unsafe(statement)).rejects.toMatchObject({ code: "KV010" });
    }
  });

  it.each(["issued_documents", "document_files", "audit_events"])(
    "keeps %s as they are",
    async (table) => {
      const { raw } = database.owner;
      for (const statement of [
        `update ${table} set tenant_id = tenant_id`,
        `delete from ${table}`,
        `truncate ${table} cascade`,
      ]) {
        await expect(raw.unsafe(statement)).rejects.toMatchObject({ code: "KV010" });
      }
    },
  );

  it("refuses a leg that comes after its journal's transaction", async () => {
    const journalId = await aJournal();
    await expect(
      database.owner.raw`
        insert into postings (tenant_id, journal_id, seq, account_id, currency, amount_minor)
        select ${tenantId}, ${journalId}, 9, id, currency, 1 from accounts where tenant_id = ${tenantId} limit 1`,
    ).rejects.toMatchObject({ code: "KV003" });
  });

  it("refuses at commit a journal whose legs do not sum to zero", async () => {
    await aJournal();
    const attempt = database.owner.raw.begin(async (sql) => {
      const id = newId();
      await sql`
        insert into journals (tenant_id, id, key, kind, effective_at, period_at, actor, source_type, source_id)
        values (${tenantId}, ${id}, ${id}, 'payment_succeeded', now(), now(), 'system:test', 'payment', ${newId()})`;
      await sql`
        insert into postings (tenant_id, journal_id, seq, account_id, currency, amount_minor)
        select ${tenantId}, ${id}, row_number() over (), id, currency, 5 from accounts
        where tenant_id = ${tenantId} and not cached limit 2`;
      const [inside] = await sql`select count(*)::int as n from postings where journal_id = ${id}`;
      expect(inside).toEqual({ n: 2 });
    });
    await expect(attempt).rejects.toMatchObject({ code: "KV002" });
  });

  it("refuses at commit a journal without legs", async () => {
    await expect(
      database.owner.raw`
        insert into journals (tenant_id, id, key, kind, effective_at, period_at, actor, source_type, source_id)
        values (${tenantId}, ${newId()}, 'lonely', 'payment_succeeded', now(), now(), 'system:test', 'payment', ${newId()})`,
    ).rejects.toMatchObject({ code: "KV002" });
  });

  it("refuses a journal that names another transaction", async () => {
    await expect(
      database.owner.raw`
        insert into journals (tenant_id, id, key, kind, effective_at, period_at, actor, source_type, source_id, xid)
        values (${tenantId}, ${newId()}, 'backdated', 'payment_succeeded', now(), now(), 'system:test', 'payment', ${newId()}, '3')`,
    ).rejects.toMatchObject({ code: "KV003" });
  });

  it("keeps its accounts", async () => {
    await expect(database.owner.raw`delete from accounts`).rejects.toMatchObject({ code: "KV010" });
  });
});

describe("post_journals", () => {
  const bank = { code: "bank", amount: "100" };
  const wallet = (owner: string, amount: string) => ({
    code: `driver:${owner}:wallet`,
    kind: "driver_wallet",
    owner,
    amount,
  });

  it("refuses what does not balance, has one leg, or names an account twice", async () => {
    const sql = database.pool.raw;
    const against = { code: "rounding", kind: "rounding" };
    for (const legs of [
      [bank, { ...against, amount: "-99" }],
      [bank],
      [bank, { ...against, amount: "-100", currency: "EUR" }],
      [bank, bank, { ...against, amount: "-200" }],
    ]) {
      await expect(post(sql, legs)).rejects.toMatchObject({ code: "KV002" });
    }
    await expect(
      post(sql, [
        { ...bank, amount: "0" },
        { ...against, amount: "0" },
      ]),
    ).rejects.toThrow(/postings_not_zero/);
  });

  it("opens accounts of the closed set of kinds only", async () => {
    const legs = [bank, { code: "slush:fund", kind: "slush", amount: "-100" }];
    await expect(post(database.pool.raw, legs)).rejects.toThrow(/accounts_kind/);
  });

  it("refuses a code that stands for another kind or owner", async () => {
    const owner = newId();
    const sql = database.pool.raw;
    await post(sql, [{ ...bank, amount: "500" }, wallet(owner, "-500")]);
    const stranger = { ...wallet(owner, "-100"), owner: newId() };
    await expect(post(sql, [bank, stranger])).rejects.toMatchObject({ code: "KV004" });
    const house = { code: "bank", kind: "revenue", amount: "-100" };
    await expect(post(sql, [house, wallet(owner, "100")])).rejects.toMatchObject({ code: "KV004" });
  });

  it("lets an authorising journal spend a wallet to its floor and no further", async () => {
    const owner = newId();
    const sql = database.pool.raw;
    await post(sql, [{ ...bank, amount: "500" }, wallet(owner, "-500")]);
    const spend = (amount: number, authorising: boolean) =>
      post(sql, [{ ...bank, amount: String(-amount) }, wallet(owner, String(amount))], {
        authorising,
      });
    await expect(spend(501, true)).rejects.toMatchObject({ code: "KV005" });
    await spend(500, true);
    await expect(spend(1, true)).rejects.toMatchObject({ code: "KV005" });
    // A charge that happened is booked, whatever the wallet holds.
    await spend(70, false);
    const [row] =
      await sql`select balance::text, version::text from accounts where owner_id = ${owner}`;
    expect(row).toEqual({ balance: "70", version: "3" });
  });

  it("never lets parallel spending pass the floor", async () => {
    const owner = newId();
    const sql = postgres(database.appUrl, { max: 12, onnotice: () => undefined });
    try {
      await post(sql, [{ ...bank, amount: "10000" }, wallet(owner, "-10000")]);
      const spend = () =>
        post(sql, [{ ...bank, amount: "-700" }, wallet(owner, "700")], { authorising: true });
      const outcomes = await Promise.allSettled(Array.from({ length: 48 }, spend));
      expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(14);
      const [row] = await sql`select balance::text from accounts where owner_id = ${owner}`;
      expect(row).toEqual({ balance: "-200" });
    } finally {
      await sql.end({ timeout: 5 });
    }
  });

  it("lets a journal be taken back once", async () => {
    const sql = database.pool.raw;
    const reversesId = await aJournal();
    const back = [
      { ...bank, amount: "-100" },
      { code: "rounding", kind: "rounding", amount: "100" },
    ];
    await post(sql, back, { reversesId });
    await expect(post(sql, back, { reversesId })).rejects.toThrow(/journals_reversed_once/);
  });

  it("caches no balance of the house", async () => {
    await aJournal();
    const [row] = await database.pool.raw`
      select count(*)::int as n from postings p join accounts a on a.tenant_id = p.tenant_id and a.id = p.account_id
      where not a.cached and (a.balance <> 0 or p.account_version is not null)`;
    expect(row).toEqual({ n: 0 });
  });
});
