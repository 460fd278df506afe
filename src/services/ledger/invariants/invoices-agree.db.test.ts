import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import type { Id } from "@/core/ids";
import { tenants } from "@/db/schema/tenants";
import { openBillItem } from "@/services/bill-items/open-bill-item";
import { issueItemsInvoice } from "@/services/invoices/issue-items";
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

describe("I4", () => {
  const number = "K-2026-000002";

  it("finds lines that do not add up to the invoice", async () => {
    await plant(
      database.owner,
      (sql) => sql`
      update invoice_lines set net_minor = net_minor + 1, gross_minor = gross_minor + 1
      where invoice_id = ${history.unpaid.invoiceId}`,
    );
    expect(await found()).toEqual({
      I4: [`invoice ${number}: lines 9505 + 2376 = 11881, invoice 9504 + 2376 = 11880`],
    });
  });

  it("finds a total that the ledger does not hold", async () => {
    await plant(
      database.owner,
      (sql) => sql`
      update invoices set total_minor = total_minor + 1, net_minor = net_minor + 1 where id = ${history.unpaid.invoiceId}`,
    );
    const { I4, I10 } = await found();
    expect(I4).toContainEqual(
      expect.stringContaining("ledger: receivable 11880, unbilled -11880, VAT -2376 in 1 journals"),
    );
    expect(I4).toContainEqual(expect.stringContaining("says otherwise than its document"));
    expect(I10).toHaveLength(1);
  });

  it("finds a document that was rewritten", async () => {
    await plant(
      database.owner,
      (sql) => sql`
      update issued_documents set canonical = replace(canonical, '11880', '11881') where id = ${history.unpaid.documentId}`,
    );
    expect(await found()).toEqual({
      I4: [
        `invoice ${number}: says otherwise than its document ${history.unpaid.documentId}`,
        `document ${history.unpaid.documentId}: its hash is not that of its text`,
      ],
    });
    await plant(
      database.owner,
      (sql) => sql`
      update issued_documents set canonical = 'not JSON' where id = ${history.unpaid.documentId}`,
    );
    expect((await found())["I4"]).toHaveLength(2);
  });

  it("finds an invoice whose document is gone, and the gap it leaves", async () => {
    await plant(
      database.owner,
      (sql) => sql`delete from issued_documents where id = ${history.paid.documentId}`,
    );
    const { I4 } = await found();
    expect(I4).toContain("invoice K-2026-000001: has no issued document");
    expect(I4).toContainEqual(
      expect.stringMatching(/^series invoice 2026 of .*: holds 1 numbers from 2 to 2, next 3$/),
    );
  });

  it("finds a number that was taken and not used", async () => {
    await plant(
      database.owner,
      (sql) => sql`update number_series set next = 4 where tenant_id = ${history.tenant.tenantId}`,
    );
    expect((await found())["I4"]).toEqual([
      expect.stringMatching(/holds 2 numbers from 1 to 2, next 4$/),
    ]);
  });

  it("finds a charge that says it was invoiced and was not", async () => {
    await plant(
      database.owner,
      (sql) => sql`update charges set state = 'invoiced' where id = ${history.open.chargeId}`,
    );
    const { I4, I10 } = await found();
    expect(I4).toEqual([
      `charge ${history.open.chargeId}: is marked as invoiced and stands on no finalized invoice`,
    ]);
    expect(I10).toHaveLength(1);
  });

  describe("of an invoice over an item, rounded to whole kronor", () => {
    let itemId: Id<"billItem">;
    let invoiceId: Id<"invoice">;
    beforeEach(async () => {
      const { ctx, tenantId } = history.tenant;
      await ctx.db
        .update(tenants)
        .set({ billing: { totalRounding: "whole_unit" } })
        .where(eq(tenants.id, tenantId));
      itemId = await openBillItem(ctx, {
        driverId: history.driverId,
        key: "fee",
        kind: "reminder_fee",
        basis: "gross",
        amountMinor: 60_40n,
        currency: "SEK",
        servicedAt: ctx.clock.now(),
        words: { code: "reminder_fee", parameters: {} },
        billAt: null,
      });
      const order = { driverId: history.driverId, itemIds: [itemId], kind: "fees" } as const;
      const [made] = await issueItemsInvoice(ctx, order);
      if (!made) throw new Error("nothing was issued");
      invoiceId = made;
      expect(await found()).toEqual({});
    });

    it("finds an item that says it is open", async () => {
      await plant(
        database.owner,
        (sql) => sql`update bill_items set state = 'open' where id = ${itemId}`,
      );
      expect((await found())["I4"]).toEqual([
        expect.stringContaining("1 charges or items are not marked as invoiced"),
      ]);
    });

    it("finds an item that says it was invoiced and was not", async () => {
      await plant(
        database.owner,
        (sql) => sql`delete from invoice_lines where bill_item_id = ${itemId}`,
      );
      expect((await found())["I4"]).toContain(
        `item ${itemId}: is marked as invoiced and stands on no finalized invoice`,
      );
    });

    it("finds a total that was rounded by another amount than its document says", async () => {
      await plant(
        database.owner,
        (sql) => sql`
        update invoices set rounding_minor = rounding_minor + 1, net_minor = net_minor - 1 where id = ${invoiceId}`,
      );
      const { I4 } = await found();
      expect(I4).toContainEqual(expect.stringContaining("says otherwise than its document"));
      expect(I4).toContainEqual(expect.stringContaining("lines 6040 + 0 = 6040"));
    });
  });
});
