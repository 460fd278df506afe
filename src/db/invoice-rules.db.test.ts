import { beforeAll, describe, expect, it } from "vitest";
import { newId } from "@/db/new-id";
import { aBilledHistory, type BilledHistory } from "@/testing/builders/billed-history";
import { testDatabase } from "@/testing/database";
import { expectSoundBooks } from "@/testing/expect-sound-books";

const database = testDatabase();
let history: BilledHistory;

beforeAll(async () => {
  history = await aBilledHistory(database.pool);
});

describe("a finalized invoice", () => {
  it.each([
    "total_minor = total_minor + 1, net_minor = net_minor + 1",
    "number = 'K-2026-999999'",
    "state = 'draft', number = null",
    "per_rate = '[]'",
    "driver_id = driver_id, currency = 'EUR'",
    "due_on = '2030-01-01'",
    "document_id = null",
    "finalized_at = now()",
  ])("keeps what it says: refuses %s", async (change) => {
    const { raw } = database.owner;
    const { invoiceId } = history.unpaid;
    await expect(
      raw.unsafe(`update invoices set ${change} where id = '${invoiceId}'`),
    ).rejects.toMatchObject({ code: "KV011" });
  });

  it("takes what is paid of it, and its state of payment", async () => {
    const { invoiceId } = history.unpaid;
    await database.pool.raw`
      update invoices set payment_state = 'collecting', paid_minor = 1, paid_at = now() where id = ${invoiceId}`;
    await database.pool.raw`
      update invoices set payment_state = 'open', paid_minor = 0, paid_at = null where id = ${invoiceId}`;
  });

  it("never takes more than its total", async () => {
    const { invoiceId } = history.unpaid;
    await expect(
      database.pool.raw`update invoices set paid_minor = total_minor + 1 where id = ${invoiceId}`,
    ).rejects.toMatchObject({ constraint_name: "invoices_paid_at_most_total" });
  });

  it("is not deleted, nor are its lines added to, changed or deleted", async () => {
    const { ctx, tenantId } = history.tenant;
    const { invoiceId } = history.unpaid;
    const { raw } = database.owner;
    const refused = { code: "KV011" };
    await expect(raw`delete from invoices where id = ${invoiceId}`).rejects.toMatchObject(refused);
    await expect(
      raw`update invoice_lines set net_minor = 0 where invoice_id = ${invoiceId}`,
    ).rejects.toMatchObject(refused);
    await expect(
      raw`delete from invoice_lines where invoice_id = ${invoiceId}`,
    ).rejects.toMatchObject(refused);
    await expect(
      raw`insert into invoice_lines (tenant_id, invoice_id, seq, charge_id, net_minor, vat_minor, gross_minor, per_rate)
          values (${tenantId}, ${invoiceId}, 2, ${history.open.chargeId}, 792, 198, 990, '[]')`,
    ).rejects.toMatchObject(refused);
    await expect(raw`truncate invoices cascade`).rejects.toMatchObject({ code: "KV010" });
    await expectSoundBooks(ctx.db, tenantId);
  });

  it("lets a draft's lines come and go", async () => {
    const { ctx, tenantId, legalEntityId } = history.tenant;
    const draft = newId();
    await database.pool.raw`
      insert into invoices (tenant_id, id, driver_id, legal_entity_id, kind, period_start, period_end, currency, basis, created_at)
      values (${tenantId}, ${draft}, ${history.driverId}, ${legalEntityId}, 'interim', now(), now(), 'SEK', 'gross', now())`;
    await database.pool.raw`
      insert into invoice_lines (tenant_id, invoice_id, seq, charge_id, net_minor, vat_minor, gross_minor, per_rate)
      values (${tenantId}, ${draft}, 1, ${history.open.chargeId}, 792, 198, 990, '[]')`;
    await database.pool.raw`delete from invoice_lines where invoice_id = ${draft}`;
    await database.pool.raw`delete from invoices where id = ${draft}`;
    await expectSoundBooks(ctx.db, tenantId);
  });

  it("makes a line wait that would slip in while it is being finalized", async () => {
    const { tenantId, legalEntityId } = history.tenant;
    const draft = newId();
    const { raw } = database.pool;
    await raw`
      insert into invoices (tenant_id, id, driver_id, legal_entity_id, kind, period_start, period_end, currency, basis, created_at)
      values (${tenantId}, ${draft}, ${history.driverId}, ${legalEntityId}, 'interim', now(), now(), 'SEK', 'gross', now())`;
    let late: Promise<unknown> = Promise.resolve();
    await raw.begin(async (sql) => {
      await sql`
        update invoices set state = 'finalized', number = 'K-2026-000009', finalized_at = now() where id = ${draft}`;
      late = database.owner.raw`
        insert into invoice_lines (tenant_id, invoice_id, seq, charge_id, net_minor, vat_minor, gross_minor, per_rate)
        values (${tenantId}, ${draft}, 1, ${history.open.chargeId}, 792, 198, 990, '[]')`.then(
        () => "inserted",
        (error: unknown) => error,
      );
      await expect
        .poll(async () => {
          const [row] = await database.owner.raw`select count(*)::int as n from pg_locks l
            where not l.granted and l.pid in (select pid from pg_stat_activity where datname = current_database())`;
          return row?.["n"] as unknown;
        })
        .toBe(1);
    });
    expect(await late).toMatchObject({ code: "KV011" });
  });
});
