import { beforeEach, describe, expect, it } from "vitest";
import type { Id } from "@/core/ids";
import { newId } from "@/db/new-id";
import { previewCreditNote } from "@/services/credit-notes/preview-credit-note";
import { issueDueCreditNotes } from "@/services/credit-notes/issue-due-credit-notes";
import { requestCreditNote } from "@/services/credit-notes/request-credit-note";
import { aTenant, type TestTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { expectSoundBooks, findViolations } from "@/testing/expect-sound-books";
import { anInvoicedDriver, payInvoice } from "@/testing/invoiced-driver";
import { plant } from "@/testing/plant";
import { cdrOf, creditOf, rateAll } from "@/testing/roaming-driver";

const database = testDatabase();

const NUMBER = "KC-2026-000001";
let tenant: TestTenant;
let invoiced: Awaited<ReturnType<typeof anInvoicedDriver>>;
let noteId: Id<"creditNote">;

/** An invoice that was paid by card, and 20.00 of it credited back to the card. */
beforeEach(async () => {
  tenant = await aTenant(database.pool);
  invoiced = await anInvoicedDriver(database.pool, tenant, [10, 20]);
  await payInvoice(tenant.ctx, invoiced.invoiceId);
  const order = {
    source: { of: "invoice", invoiceId: invoiced.invoiceId },
    amount: { of: "selection", selection: { of: "amount", amountMinor: 2000n } },
    target: "card",
    cause: "goodwill",
    reason: "A broken cable",
  } as const;
  const { total } = await previewCreditNote(invoiced.finance, order);
  noteId = newId<"creditNote">();
  await requestCreditNote(invoiced.finance, {
    ...order,
    id: noteId,
    totalMinor: total.amountMinor,
  });
});

const found = () => findViolations(tenant.ctx.db, tenant.tenantId);

describe("I14", () => {
  it("has nothing to say of one that was issued", async () => {
    await expectSoundBooks(tenant.ctx.db, tenant.tenantId);
  });

  it("finds a line that was changed", async () => {
    await plant(
      database.owner,
      (
        sql,
      ) => sql`update credit_note_lines set net_minor = net_minor - 1, gross_minor = gross_minor - 1
        where credit_note_id = ${noteId} and seq = 1`,
    );
    expect((await found())["I14"]).toEqual([
      `credit note ${NUMBER}: lines 1599 + 400, credit note 1600 + 400`,
    ]);
  });

  it("finds one that is booked otherwise than it says, and one that is booked and not issued", async () => {
    await plant(
      database.owner,
      (sql) =>
        sql`update credit_notes set to_payable_minor = 0, to_wallet_minor = 2000 where id = ${noteId}`,
    );
    const { I14 } = await found();
    expect(I14).toContain(
      `credit note ${NUMBER}: is issued: 0, 2000, 0, VAT 400; booked 0, 0, 2000, VAT 400 in 1 journals`,
    );
    expect(I14).toContain(`credit note ${NUMBER}: owes back 0, refunded 2000`);
    await plant(
      database.owner,
      (
        sql,
      ) => sql`update credit_notes set state = 'draft', number = null, to_payable_minor = 2000, to_wallet_minor = 0
        where id = ${noteId}`,
    );
    expect((await found())["I14"]).toContainEqual(expect.stringContaining("is draft: 0, 0, 2000"));
  });

  it("finds a document that was rewritten, and one that refers to nothing", async () => {
    await plant(
      database.owner,
      (
        sql,
      ) => sql`update issued_documents set canonical = replace(canonical, '"totalMinor":"2000"', '"totalMinor":"2001"')
        where subject_id = ${noteId}`,
    );
    const { I14 } = await found();
    expect(I14).toContainEqual(expect.stringMatching(/says otherwise than its document/));
    expect(I14).toContainEqual(expect.stringMatching(/its hash is not that of its text/));
  });

  it("finds more given back than was asked for: of a line's rate, and of the invoice", async () => {
    await plant(database.owner, async (sql) => {
      await sql`update credit_note_lines set per_rate = jsonb_set(per_rate, '{0,netMinor}', '"9000000"') where credit_note_id = ${noteId} and seq = 1`;
    });
    expect((await found())["I14"]).toContainEqual(
      expect.stringMatching(/^line [0-9a-f-]+: asked \d+ \+ \d+, given back 9000000/),
    );
    await plant(
      database.owner,
      (sql) =>
        sql`update invoices set total_minor = 1000, net_minor = 1000 - vat_minor - rounding_minor, paid_minor = 1000 where id = ${invoiced.invoiceId}`,
    );
    expect((await found())["I14"]).toContainEqual(
      expect.stringMatching(/^invoice .*: asked 1000, given back 2000$/),
    );
  });

  it("finds an invoice that was credited by nobody", async () => {
    await plant(
      database.owner,
      (sql) =>
        sql`update invoices set credited_minor = 5, paid_minor = paid_minor - 5 where id = ${invoiced.invoiceId}`,
    );
    expect((await found())["I14"]).toContainEqual(
      expect.stringMatching(/says credited 5, its credit notes 0$/),
    );
  });

  it("finds one whose second person said no", async () => {
    await plant(
      database.owner,
      (sql) => sql`
      insert into approvals (tenant_id, id, kind, subject_type, subject_id, amount_minor, currency, reason, requested_by, requested_at, decision, decided_by)
      values (${tenant.tenantId}, ${newId()}, 'credit_note', 'credit_note', ${noteId}, 2000, 'SEK', 'x', 'user:a', now(), 'refused', 'user:b')`,
    );
    expect((await found())["I14"]).toEqual([
      `credit note ${NUMBER}: is issued, and its second person did not approve it`,
    ]);
  });
});

describe("I11", () => {
  it("finds a correction that says credited with no credit note, and one that is due and has one", async () => {
    const original = cdrOf("C2", 2, 20);
    await invoiced.send("POST", "cdrs", creditOf(original, "C2-CREDIT"));
    for (let round = 0; round < 3; round += 1) await rateAll(tenant.ctx);
    await expectSoundBooks(tenant.ctx.db, tenant.tenantId);
    await plant(
      database.owner,
      (sql) =>
        sql`update charge_corrections set state = 'credited' where tenant_id = ${tenant.tenantId}`,
    );
    expect((await found())["I11"]).toEqual([
      expect.stringMatching(/is credited, and no credit note gives it back$/),
    ]);
    await plant(
      database.owner,
      (sql) =>
        sql`update charge_corrections set state = 'due' where tenant_id = ${tenant.tenantId}`,
    );
    expect(await issueDueCreditNotes(tenant.ctx)).toBe(1);
    await expectSoundBooks(tenant.ctx.db, tenant.tenantId);
    await plant(
      database.owner,
      (sql) =>
        sql`update charge_corrections set state = 'due' where tenant_id = ${tenant.tenantId}`,
    );
    expect((await found())["I11"]).toEqual([
      expect.stringMatching(/is due, yet on an issued credit note$/),
    ]);
  });
});
