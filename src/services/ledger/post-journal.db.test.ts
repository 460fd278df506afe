import { sql } from "drizzle-orm";
import { afterAll, describe, expect, it } from "vitest";
import { asId, type Id } from "@/core/ids";
import { chargeAccepted } from "@/core/ledger/entries/charge-accepted";
import { newId } from "@/db/new-id";
import { inTransaction } from "@/db/transaction";
import { aTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { findViolations } from "@/testing/expect-sound-books";
import { postJournal, postJournals } from "./post-journal";

const database = testDatabase();
const effectiveAt = Temporal.Instant.from("2026-10-14T09:30:00Z");

function aCharge(driverId: Id<"driver">, grossMinor = 12_500n, chargeId = newId<"charge">()) {
  const vatMinor = grossMinor / 5n;
  const perRate = [{ vatRate: 250_000, netMinor: grossMinor - vatMinor, vatMinor, grossMinor }];
  return chargeAccepted({
    chargeId,
    driverId,
    currency: "SEK",
    supplyCountry: "SE",
    perRate,
    effectiveAt,
  });
}

// The charges of these journals are made up: only the ledger itself must be sound.
afterAll(async () => {
  const { I1, I2 } = await findViolations(database.pool.db);
  expect([I1, I2]).toEqual([undefined, undefined]);
});

describe("postJournal", () => {
  it("returns the first journal when the same fact is posted again", async () => {
    const { ctx } = await aTenant(database.pool);
    const fact = aCharge(newId<"driver">());
    const first = await postJournal(ctx, fact);
    expect(first).not.toBeNull();
    expect(await postJournal(ctx, fact)).toBe(first);
    const rows = await ctx.db.execute(
      sql`select count(*)::int as n from postings where tenant_id = ${ctx.tenantId}`,
    );
    expect(rows[0]).toEqual({ n: 3 });
  });

  it("refuses the same key with other content", async () => {
    const { ctx } = await aTenant(database.pool);
    const driverId = newId<"driver">();
    const chargeId = newId<"charge">();
    await postJournal(ctx, aCharge(driverId, 12_500n, chargeId));
    await expect(postJournal(ctx, aCharge(driverId, 12_501n, chargeId))).rejects.toMatchObject({
      name: "ServiceError",
      code: "CONFLICT",
    });
  });

  it("posts nothing for a fact that moves nothing", async () => {
    const { ctx } = await aTenant(database.pool);
    expect(await postJournal(ctx, aCharge(newId<"driver">(), 0n))).toBeNull();
  });

  it("posts with the facts of its transaction or not at all", async () => {
    const { ctx } = await aTenant(database.pool);
    const fact = aCharge(newId<"driver">());
    await expect(
      inTransaction(ctx, async (tx) => {
        await postJournal(tx, fact);
        throw new Error("later step fails");
      }),
    ).rejects.toThrow("later step fails");
    const rows = await ctx.db.execute(sql`
      select (select count(*) from journals where tenant_id = ${ctx.tenantId})::int as journals,
             (select count(*) from journal_keys where tenant_id = ${ctx.tenantId})::int as keys`);
    expect(rows[0]).toEqual({ journals: 0, keys: 0 });
    expect(await postJournal(ctx, fact)).not.toBeNull();
  });

  it("keeps a driver's balance right and its versions dense under 20 parallel posts", async () => {
    const { ctx } = await aTenant(database.pool);
    const driverId = newId<"driver">();
    await Promise.all(
      Array.from({ length: 20 }, (_, n) => postJournal(ctx, aCharge(driverId, 100n + BigInt(n)))),
    );
    const [account] = await ctx.db.execute(sql`
      select balance::text, version::text from accounts
      where tenant_id = ${ctx.tenantId} and owner_id = ${driverId}`);
    expect(account).toEqual({ balance: String(20 * 100 + 190), version: "20" });
    const postings = await ctx.db.execute<{ version: string; after: string; amount: string }>(sql`
      select p.account_version::text as version, p.balance_after::text as after, p.amount_minor::text as amount
      from postings p join accounts a on a.tenant_id = p.tenant_id and a.id = p.account_id
      where p.tenant_id = ${ctx.tenantId} and a.owner_id = ${driverId} order by p.account_version`);
    let balance = 0n;
    for (const [index, posting] of postings.entries()) {
      balance += BigInt(posting.amount);
      expect(posting).toMatchObject({ version: String(index + 1), after: String(balance) });
    }
    expect(postings).toHaveLength(20);
  });

  it("books one fact once when it is posted 20 times at the same moment", async () => {
    const { ctx } = await aTenant(database.pool);
    const fact = aCharge(newId<"driver">());
    const ids = await Promise.all(Array.from({ length: 20 }, () => postJournal(ctx, fact)));
    expect(new Set(ids).size).toBe(1);
  });
});

describe("postJournals", () => {
  it("posts a batch in one call, repeated facts and one driver's several charges included", async () => {
    const { ctx } = await aTenant(database.pool);
    const driverId = newId<"driver">();
    const twice = aCharge(driverId, 300n);
    const ids = await postJournals(ctx, [twice, null, aCharge(driverId, 500n), twice]);
    expect(ids[0]).toBe(ids[3]);
    expect(ids[1]).toBeNull();
    const [account] = await ctx.db.execute(sql`
      select balance::text, version::text from accounts
      where tenant_id = ${ctx.tenantId} and owner_id = ${driverId}`);
    expect(account).toEqual({ balance: "800", version: "2" });
  });

  it("posts none of a batch if one of it is refused", async () => {
    const { ctx } = await aTenant(database.pool);
    const driverId = newId<"driver">();
    const chargeId = newId<"charge">();
    await postJournal(ctx, aCharge(driverId, 100n, chargeId));
    const batch = [aCharge(driverId, 700n), aCharge(driverId, 101n, chargeId)];
    await expect(postJournals(ctx, batch)).rejects.toMatchObject({ code: "CONFLICT" });
    const [row] = await ctx.db.execute(
      sql`select count(*)::int as n from journals where tenant_id = ${ctx.tenantId}`,
    );
    expect(row).toEqual({ n: 1 });
  });

  it("keeps tenants apart: one key, two books", async () => {
    const [a, b] = await Promise.all([aTenant(database.pool), aTenant(database.pool)]);
    const fact = aCharge(asId<"driver">(newId()));
    expect(await postJournal(a.ctx, fact)).not.toBe(await postJournal(b.ctx, fact));
  });
});
