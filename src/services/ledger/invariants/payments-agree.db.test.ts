import { beforeEach, describe, expect, it } from "vitest";
import { newId } from "@/db/new-id";
import { aBilledHistory, type BilledHistory } from "@/testing/builders/billed-history";
import { testDatabase } from "@/testing/database";
import { findViolations } from "@/testing/expect-sound-books";
import { plant } from "@/testing/plant";

const database = testDatabase();

let history: BilledHistory;
beforeEach(async () => {
  history = await aBilledHistory(database.pool);
});

const found = () => findViolations(history.tenant.ctx.db, history.tenant.tenantId);

describe("I6", () => {
  it("finds an invoice that was paid above its total", async () => {
    await plant(database.owner, async (sql) => {
      await sql`alter table invoices drop constraint invoices_paid_at_most_total`;
      await sql`update invoices set paid_minor = total_minor + 1 where id = ${history.paid.invoiceId}`;
      await sql`alter table invoices add constraint invoices_paid_at_most_total check (paid_minor <= total_minor) not valid`;
    });
    const { I6 } = await found();
    expect(I6).toContain("invoice K-2026-000001: total 8544, paid 8545");
    expect(I6).toContain("invoice K-2026-000001: says paid 8545, its payments took 8544");
    await plant(
      database.owner,
      (sql) => sql`update invoices set paid_minor = -1 where number = 'K-2026-000001'`,
    );
    expect((await found())["I6"]).toContain("invoice K-2026-000001: total 8544, paid -1");
  });

  it("finds two payments for one invoice, and one that is not booked", async () => {
    const second = newId();
    await plant(
      database.owner,
      (sql) => sql`
      insert into payments select (jsonb_populate_record(p, jsonb_build_object('id', ${second}::text, 'attempt', 2,
        'idempotency_key', 'again', 'payment_intent_id', 'pi_again'))).* from payments p where p.id = ${history.paymentId}`,
    );
    expect((await found())["I6"]).toEqual([
      "invoice K-2026-000001: total 8544, paid 8544",
      "invoice K-2026-000001: says paid 8544, its payments took 17088",
      `payment ${second}: is succeeded with 8544 SEK, booked 0 in 0 journals`,
    ]);
  });

  it("finds a second payment that is open beside the first", async () => {
    await plant(database.owner, async (sql) => {
      await sql`drop index payments_one_open`;
      for (const attempt of [2, 3]) {
        await sql`
          insert into payments select (jsonb_populate_record(p, jsonb_build_object('id', ${newId()}::text,
            'invoice_id', ${history.unpaid.invoiceId}::text, 'attempt', ${attempt}::int, 'state', 'processing',
            'idempotency_key', ${`open-${attempt}`}::text, 'payment_intent_id', null))).*
          from payments p where p.id = ${history.paymentId}`;
      }
    });
    expect(await found()).toEqual({ I6: ["invoice K-2026-000002: has 2 open payments"] });
  });

  it("finds a payment that is booked though it failed", async () => {
    await plant(
      database.owner,
      (sql) => sql`update payments set state = 'failed' where id = ${history.paymentId}`,
    );
    expect((await found())["I6"]).toContain(
      `payment ${history.paymentId}: is failed with 8544 SEK, booked 8544 in 1 journals`,
    );
  });
});
