import { beforeAll, describe, expect, it } from "vitest";
import type { Id } from "@/core/ids";
import { newId } from "@/db/new-id";
import type { Role } from "@/db/schema/users";
import { readDriverHome } from "@/services/drivers/read-driver-home";
import type { Ctx } from "@/services/context";
import { ServiceError } from "@/services/service-error";
import { aDriver } from "@/testing/builders/driver";
import { aTenant, type TestTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { aRoamingDriver, cdrOf, rateAll } from "@/testing/roaming-driver";
import { getInvoice } from "./get-invoice";
import { invoiceNow } from "./invoice-now";
import { listDriverInvoices } from "./list-driver-invoices";
import { readDocumentFile } from "./read-document-file";

const database = testDatabase();
let tenant: TestTenant;
let driverId: Id<"driver">;
let invoiceId: Id<"invoice">;

function person(roles: readonly Role[], of: Id<"driver"> | null): Ctx {
  const userId = newId<"user">();
  return tenant.as({ kind: "user", userId, email: "p@kvitt.example", roles, driverId: of });
}

const codeOf = (asked: Promise<unknown>) =>
  asked.then(
    () => "answered",
    (error: unknown) => (error instanceof ServiceError ? error.code : "threw"),
  );

beforeAll(async () => {
  tenant = await aTenant(database.pool, { now: "2026-10-20T12:00:00Z" });
  const { driver, send } = await aRoamingDriver(database.pool, tenant);
  driverId = driver.id;
  await send("POST", "cdrs", cdrOf("A", 11, 10));
  await send("POST", "cdrs", cdrOf("B", 12, 20));
  await rateAll(tenant.ctx);
  const [issued] = await invoiceNow(person(["finance"], null), { driverId, expectedCharges: 2 });
  if (!issued) throw new Error("no invoice was issued");
  invoiceId = issued;
  await send("POST", "cdrs", cdrOf("C", 13, 5));
  await rateAll(tenant.ctx);
});

describe("a driver's invoices", () => {
  it("are listed to their driver with the figures of the document", async () => {
    const driver = person(["driver"], driverId);
    const { invoices, total } = await listDriverInvoices(driver, { page: 1 });
    expect(total).toBe(1);
    // 10 kWh and 20 kWh at 4.00 before tax: 50.00 and 100.00 with VAT, 10 % on it, 1.00 a session.
    expect(invoices).toMatchObject([{ id: invoiceId, total: { amountMinor: 16_700n } }]);
    const invoice = await getInvoice(driver, invoiceId);
    expect(invoice.document.totalMinor).toBe("16700");
    expect(invoice.cdrIds).toHaveLength(2);
    expect(invoice.cdrIds).not.toContain(null);
    expect(invoice.formats).toEqual([]);
  });

  it("are for their driver and for finance; for others there is no such invoice, file or not", async () => {
    const stranger = person(["driver"], (await aDriver(tenant.ctx)).id);
    expect((await listDriverInvoices(stranger, { page: 1 })).total).toBe(0);
    for (const ctx of [stranger, person(["operations"], null)]) {
      expect(await codeOf(getInvoice(ctx, invoiceId))).toBe("NOT_FOUND");
      const file = readDocumentFile(ctx, { invoiceId, format: "pdf" });
      expect(await codeOf(file)).toBe("NOT_FOUND");
    }
    const finance = person(["finance"], null);
    expect((await getInvoice(finance, invoiceId)).id).toBe(invoiceId);
    const early = readDocumentFile(finance, { invoiceId, format: "pdf" });
    expect(await codeOf(early)).toBe("UNAVAILABLE");
    expect(await codeOf(getInvoice(finance, "no-id"))).toBe("NOT_FOUND");
  });

  it("leave what came after them to the next one", async () => {
    const home = await readDriverHome(person(["driver"], driverId));
    expect(home.unbilled).toEqual([{ sum: { amountMinor: 2_850n, currency: "SEK" }, charges: 1 }]);
    expect(home.card).toBeNull();
  });
});
