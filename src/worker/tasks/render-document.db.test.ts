import { createHash } from "node:crypto";

import { and, eq } from "drizzle-orm";
import { expect, it } from "vitest";

import { parseEnv } from "@/config/env";
import type { Id } from "@/core/ids";
import { newId } from "@/db/new-id";
import { documentFiles } from "@/db/schema/invoices";
import { legalEntities } from "@/db/schema/tenants";
import type { Ctx } from "@/services/context";
import { findUnrenderedDocuments } from "@/services/invoices/find-unrendered-documents";
import { getStaffInvoice } from "@/services/invoices/get-staff-invoice";
import { invoiceNow } from "@/services/invoices/invoice-now";
import { readDocumentFile } from "@/services/invoices/read-document-file";
import { storeDocumentFile } from "@/services/invoices/store-document-file";
import { aTenant, type TestTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { aRoamingDriver, cdrOf, rateAll } from "@/testing/roaming-driver";
import { renderDocument } from "./render-document";

const database = testDatabase();
const env = parseEnv({});

async function anIssuedInvoice(vatNumber?: string) {
  const tenant = await aTenant(database.pool, { now: "2026-10-20T12:00:00Z" });
  if (vatNumber !== undefined) {
    await database.owner.db
      .update(legalEntities)
      .set({ vatNumber })
      .where(eq(legalEntities.tenantId, tenant.ctx.tenantId));
  }
  const { driver, send } = await aRoamingDriver(database.pool, tenant);
  await send("POST", "cdrs", cdrOf("A", 11, 10));
  await rateAll(tenant.ctx);
  const finance = financeOf(tenant);
  const order = { driverId: driver.id, expectedCharges: 1 };
  const [invoiceId] = await invoiceNow(finance, order);
  const [documentId] = await findUnrenderedDocuments(tenant.ctx);
  if (!invoiceId || !documentId) throw new Error("no invoice was issued");
  return { ctx: tenant.ctx, finance, invoiceId, documentId };
}

function financeOf(tenant: TestTenant): Ctx {
  const userId = newId<"user">();
  const email = "finans@kvitt.example";
  return tenant.as({ kind: "user", userId, email, roles: ["finance"], driverId: null });
}

const filesOf = (ctx: Ctx, documentId: Id<"document">) =>
  ctx.db
    .select()
    .from(documentFiles)
    .where(and(eq(documentFiles.tenantId, ctx.tenantId), eq(documentFiles.documentId, documentId)))
    .orderBy(documentFiles.format);

it("makes PDF, UBL and CII of an issued document once, and keeps them with their hashes", async () => {
  const { ctx, finance, invoiceId, documentId } = await anIssuedInvoice();
  await renderDocument({ ctx, env, id: documentId });
  const files = await filesOf(ctx, documentId);
  expect(files.map(({ format }) => format)).toEqual(["cii", "pdf", "ubl"]);
  for (const { body, sha256 } of files) {
    expect(Buffer.from(sha256)).toEqual(createHash("sha256").update(body).digest());
  }
  expect(await findUnrenderedDocuments(ctx)).toEqual([]);
  await renderDocument({ ctx, env, id: documentId });
  expect(await filesOf(ctx, documentId)).toEqual(files);
  const ubl = await readDocumentFile(finance, { invoiceId, format: "ubl" });
  expect(new TextDecoder().decode(ubl.body)).toContain(`<cbc:ID>${ubl.number}</cbc:ID>`);
  const shown = await getStaffInvoice(finance, invoiceId);
  expect(shown).toMatchObject({ formats: ["pdf", "ubl", "cii"], refusals: [] });
});

it("makes the e-invoices of a document that had its PDF before, and leaves the PDF as it was", async () => {
  const { ctx, documentId } = await anIssuedInvoice();
  const body = new TextEncoder().encode("%PDF-");
  await storeDocumentFile(ctx, { documentId, format: "pdf", body });
  expect(await findUnrenderedDocuments(ctx)).toEqual([documentId]);
  await renderDocument({ ctx, env, id: documentId });
  const files = await filesOf(ctx, documentId);
  expect(files.map(({ format }) => format)).toEqual(["cii", "pdf", "ubl"]);
  expect(Buffer.from(files[1]?.body ?? [])).toEqual(Buffer.from(body));
});

it("makes the PDF of what EN 16931 cannot express, tells finance why, and does not try for ever", async () => {
  const { ctx, finance, invoiceId, documentId } = await anIssuedInvoice("556000-4615");
  await renderDocument({ ctx, env, id: documentId });
  expect(await getStaffInvoice(finance, invoiceId)).toMatchObject({
    formats: ["pdf"],
    refusals: ["cii", "ubl"].map((format) => ({
      format,
      code: "seller-vat-number",
      detail: "556000-4615",
    })),
  });
  expect(await findUnrenderedDocuments(ctx)).toEqual([]);
  await expect(readDocumentFile(finance, { invoiceId, format: "cii" })).rejects.toMatchObject({
    code: "PRECONDITION",
    detail: { code: "seller-vat-number" },
  });
});
