import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";

import { readDocument } from "@/core/invoicing/issued-document";
import type { Id } from "@/core/ids";
import { newId } from "@/db/new-id";
import { issuedDocuments } from "@/db/schema/invoices";
import { charges } from "@/db/schema/plans";
import type { Role } from "@/db/schema/users";
import type { Ctx } from "@/services/context";
import { ServiceError } from "@/services/service-error";
import { aDriver } from "@/testing/builders/driver";
import { takeDisputeNumber } from "@/services/charge-disputes/take-dispute-number";
import { aTenant, type TestTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { expectSoundBooks } from "@/testing/expect-sound-books";
import { plant } from "@/testing/plant";
import { aPrepaidDriver, topUp } from "@/testing/prepaid-driver";
import { cdrOf, rateAll } from "@/testing/roaming-driver";
import { exportSeries } from "./export-series";
import { issueDueReceipts } from "./issue-due-receipts";
import { issueDueStatements } from "./issue-due-statements";
import { issueTopUpReceipts } from "./issue-topup-receipts";
import { listDocuments } from "./list-documents";
import { listDriverDocuments } from "./list-driver-documents";
import { listSeries } from "./list-series";
import { readFile } from "./read-file";
import { verifyDocument } from "./verify-document";

const database = testDatabase();

function person(tenant: TestTenant, roles: readonly Role[], of: Id<"driver"> | null): Ctx {
  const userId = newId<"user">();
  return tenant.as({ kind: "user", userId, email: "p@kvitt.example", roles, driverId: of });
}

const codeOf = (asked: Promise<unknown>) =>
  asked.then(
    () => "answered",
    (error: unknown) => (error instanceof ServiceError ? error.code : "threw"),
  );

/** A prepaid driver with 500.00 in his wallet and three charges of October. */
async function charged() {
  const tenant = await aTenant(database.pool, { now: "2026-10-20T12:00:00Z" });
  const { driver, send } = await aPrepaidDriver(database.pool, tenant);
  await topUp(tenant.ctx, driver.id, 50_000n);
  for (const [id, day, kwh] of [
    ["A", 11, 10],
    ["B", 12, 20],
    ["C", 13, 5],
  ] as const) {
    await send("POST", "cdrs", cdrOf(id, day, kwh));
  }
  await rateAll(tenant.ctx);
  return { tenant, driver };
}

async function documentsOf(tenant: TestTenant) {
  const rows = await tenant.ctx.db
    .select()
    .from(issuedDocuments)
    .where(eq(issuedDocuments.tenantId, tenant.tenantId))
    .orderBy(issuedDocuments.kind, issuedDocuments.seq);
  return rows.map((row) => ({ row, ...readDocument(row.kind, row.canonical) }));
}

describe("receipts", () => {
  it("are issued once for each charge that a wallet paid, with the amounts that were booked", async () => {
    const { tenant } = await charged();
    const issued = await Promise.all([issueDueReceipts(tenant.ctx), issueDueReceipts(tenant.ctx)]);
    expect(issued.toSorted()).toEqual([0, 3]);
    expect(await issueDueReceipts(tenant.ctx)).toBe(0);
    const documents = await documentsOf(tenant);
    expect(documents.map(({ row }) => row.number)).toEqual([
      "KR-2026-000001",
      "KR-2026-000002",
      "KR-2026-000003",
    ]);
    const paid = await tenant.ctx.db
      .select()
      .from(charges)
      .where(eq(charges.tenantId, tenant.tenantId));
    for (const charge of paid) {
      const receipt = documents.find(({ row }) => row.id === charge.receiptId);
      expect(receipt?.document).toMatchObject({
        of: "charge",
        form: "simplified",
        totalMinor: String(charge.grossMinor),
        vatMinor: String(charge.vatMinor),
        lines: [{ chargeId: charge.id }],
      });
    }
    await expectSoundBooks(tenant.ctx.db, tenant.tenantId);
  });

  it("come in blocks of numbers without a gap, batch after batch", async () => {
    const { tenant } = await charged();
    expect(await issueDueReceipts(tenant.ctx, 2)).toBe(2);
    expect(await issueDueReceipts(tenant.ctx, 2)).toBe(1);
    const [series] = await listSeries(person(tenant, ["finance"], null));
    expect(series).toMatchObject({ prefix: "KR-2026", first: 1, last: 3, count: 3, next: 4 });
    expect(series).toMatchObject({ gaps: [], duplicates: [], disorder: 0 });
    await expectSoundBooks(tenant.ctx.db, tenant.tenantId);
  });

  it("of a top-up say that it has no VAT yet, once", async () => {
    const { tenant } = await charged();
    expect(await issueTopUpReceipts(tenant.ctx)).toBe(1);
    expect(await issueTopUpReceipts(tenant.ctx)).toBe(0);
    const [receipt] = await documentsOf(tenant);
    expect(receipt?.document).toMatchObject({ of: "topup", totalMinor: "50000" });
    expect(receipt?.document).not.toHaveProperty("vatMinor");
    await expectSoundBooks(tenant.ctx.db, tenant.tenantId);
  });
});

describe("a wallet's statement", () => {
  it("comes a day after the month, adds up, and begins where the one before ended", async () => {
    const { tenant, driver } = await charged();
    expect(await issueDueStatements(tenant.ctx)).toBe(0);
    tenant.clock.set("2026-11-02T12:00:00Z");
    expect(await issueDueStatements(tenant.ctx)).toBe(1);
    expect(await issueDueStatements(tenant.ctx)).toBe(0);
    await topUp(tenant.ctx, driver.id, 10_000n);
    tenant.clock.set("2026-12-02T12:00:00Z");
    expect(await issueDueStatements(tenant.ctx)).toBe(1);
    const [october, november] = await documentsOf(tenant);
    if (october?.kind !== "statement" || november?.kind !== "statement") throw new Error("none");
    expect(october.document.openingMinor).toBe("0");
    expect(october.document.entries.map(({ kind }) => kind)).toContain("topup");
    expect(october.document.entries.filter(({ kind }) => kind === "charge")).toHaveLength(3);
    for (const { document } of [october, november]) {
      const moved = document.entries.reduce(
        (sum, { amountMinor }) => sum + BigInt(amountMinor),
        0n,
      );
      expect(BigInt(document.openingMinor) + moved).toBe(BigInt(document.closingMinor));
      expect(document.entries.at(-1)?.balanceMinor).toBe(document.closingMinor);
    }
    expect(november.document.openingMinor).toBe(october.document.closingMinor);
    expect(november.document.entries).toMatchObject([{ kind: "topup", amountMinor: "10000" }]);
    await expectSoundBooks(tenant.ctx.db, tenant.tenantId);
  });

  it("takes up what was booked for a month after its statement was issued", async () => {
    const tenant = await aTenant(database.pool, { now: "2026-10-20T12:00:00Z" });
    const { driver, send } = await aPrepaidDriver(database.pool, tenant);
    await topUp(tenant.ctx, driver.id, 50_000n);
    tenant.clock.set("2026-11-02T12:00:00Z");
    await issueDueStatements(tenant.ctx);
    await send("POST", "cdrs", cdrOf("late", 11, 10));
    await rateAll(tenant.ctx);
    tenant.clock.set("2026-12-02T12:00:00Z");
    expect(await issueDueStatements(tenant.ctx)).toBe(1);
    const [october, november] = await documentsOf(tenant);
    if (october?.kind !== "statement" || november?.kind !== "statement") throw new Error("none");
    expect(november.document.openingMinor).toBe(october.document.closingMinor);
    expect(november.document.entries).toMatchObject([{ kind: "charge" }]);
    await expectSoundBooks(tenant.ctx.db, tenant.tenantId);
  });
});

describe("issued documents", () => {
  it("are listed to finance by kind, year and words, and to the driver whose they are", async () => {
    const { tenant, driver } = await charged();
    await issueDueReceipts(tenant.ctx);
    const finance = person(tenant, ["finance"], null);
    const all = await listDocuments(finance, { page: 1 });
    expect(all.total).toBe(3);
    expect(all.documents[0]).toMatchObject({ kind: "receipt", party: driver.name, formats: [] });
    const found = await listDocuments(finance, { page: 1, text: "000002", year: 2026 });
    expect(found.documents.map(({ number }) => number)).toEqual(["KR-2026-000002"]);
    expect((await listDocuments(finance, { page: 1, kind: "statement" })).total).toBe(0);
    const own = await listDriverDocuments(person(tenant, ["driver"], driver.id), { page: 1 });
    expect(own.total).toBe(3);
    const other = await aDriver(tenant.ctx);
    const stranger = person(tenant, ["driver"], other.id);
    expect((await listDriverDocuments(stranger, { page: 1 })).total).toBe(0);
    expect(await codeOf(listDocuments(stranger, { page: 1 }))).toBe("FORBIDDEN");
  });

  it("are read by their driver and finance only; for others there are none", async () => {
    const { tenant, driver } = await charged();
    await issueDueReceipts(tenant.ctx);
    const [receipt] = await documentsOf(tenant);
    if (!receipt) throw new Error("no receipt");
    const asked = { documentId: receipt.row.id, format: "pdf" } as const;
    const stranger = person(tenant, ["driver"], (await aDriver(tenant.ctx)).id);
    const operations = person(tenant, ["operations"], null);
    for (const ctx of [stranger, operations]) {
      expect(await codeOf(readFile(ctx, asked))).toBe("NOT_FOUND");
    }
    for (const ctx of [person(tenant, ["driver"], driver.id), person(tenant, ["finance"], null)]) {
      expect(await codeOf(readFile(ctx, asked))).toBe("UNAVAILABLE");
      expect(await codeOf(readFile(ctx, { ...asked, format: "ubl" }))).toBe("NOT_FOUND");
    }
  });

  it("have hashes that can be reckoned again, and a series that an auditor can take along", async () => {
    const { tenant } = await charged();
    await issueDueReceipts(tenant.ctx);
    const finance = person(tenant, ["finance"], null);
    const [receipt] = await documentsOf(tenant);
    if (!receipt) throw new Error("no receipt");
    const { parts } = await verifyDocument(finance, receipt.row.id);
    expect(parts).toMatchObject([{ part: "canonical", isIntact: true }]);
    const { legalEntityId } = tenant;
    const series = { legalEntityId, kind: "receipt", seriesOf: "", year: 2026 } as const;
    const lines = (await exportSeries(finance, series)).trim().split("\r\n");
    expect(lines).toHaveLength(4);
    expect(lines[1]).toMatch(/^1,KR-2026-000001,2026-10-20T12:00:00Z,system:test,charge:.*,yes$/);
  });

  it("show a gap and a number that was never used", async () => {
    const { tenant } = await charged();
    await issueDueReceipts(tenant.ctx);
    await plant(
      database.owner,
      (sql) =>
        sql`delete from issued_documents where tenant_id = ${tenant.tenantId} and kind = 'receipt' and seq = 2`,
    );
    const [series] = await listSeries(person(tenant, ["finance"], null));
    expect(series).toMatchObject({ count: 2, gaps: [[2, 2]] });
  });

  it("do not hold the numbers of disputes, which are no documents and would look like a gap", async () => {
    const { tenant } = await charged();
    await issueDueReceipts(tenant.ctx);
    await takeDisputeNumber(tenant.ctx);
    const series = await listSeries(person(tenant, ["finance"], null));
    expect(series.map(({ kind, gaps }) => [kind, gaps])).toEqual([["receipt", []]]);
  });
});
