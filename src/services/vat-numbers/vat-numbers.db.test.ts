import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";

import { decideVat } from "@/core/invoicing/vat";
import { newId } from "@/db/new-id";
import { drivers } from "@/db/schema/drivers";
import { legalEntityRegistrations } from "@/db/schema/tenants";
import type { Role } from "@/db/schema/users";
import { ServiceError } from "@/services/service-error";
import { readVatTerms } from "@/services/tenants/read-vat-terms";
import { aDriver } from "@/testing/builders/driver";
import { aTenant, type TestTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { askForCheck, findAskedVatNumbers, readAskersNumber } from "./ask-for-check";
import { listVatNumbers } from "./list-vat-numbers";
import { recordCheck } from "./record-check";

const database = testDatabase();
const NUMBER = "NL001234567B01";

const person = (tenant: TestTenant, roles: readonly Role[]) =>
  tenant.as({
    kind: "user",
    userId: newId<"user">(),
    email: "p@kvitt.example",
    roles,
    driverId: null,
  });

async function aDutchBusiness() {
  const tenant = await aTenant(database.pool, { now: "2026-10-20T12:00:00Z" });
  const driver = await aDriver(tenant.ctx);
  await tenant.ctx.db
    .update(drivers)
    .set({ kind: "business", vatNumber: "NL 0012.34567.B01" })
    .where(eq(drivers.id, driver.id));
  return { tenant, driver };
}

async function vatOf(tenant: TestTenant, driver: Awaited<ReturnType<typeof aDriver>>) {
  const terms = (await readVatTerms(tenant.ctx, [driver.id]))(driver.id);
  const decided = decideVat({
    supplyKind: "ENERGY",
    supplyCountry: "NL",
    servicedAt: tenant.clock.now(),
    ...terms,
  });
  if (!decided.ok) throw new Error(decided.reason);
  return decided.value;
}

describe("evidence for a VAT number", () => {
  it("takes VAT off from the day it was kept, and puts it on again when the number is found invalid", async () => {
    const { tenant, driver } = await aDutchBusiness();
    const finance = person(tenant, ["finance"]);
    expect(await vatOf(tenant, driver)).toMatchObject({ category: "S", rate: 210_000 });
    const seen = { vatNumber: NUMBER, source: "manual", consultation: "W1", answer: {} } as const;
    await recordCheck(finance, { ...seen, isValid: "yes" });
    const without = await vatOf(tenant, driver);
    expect(without).toMatchObject({ country: "NL", category: "AE", rate: 0 });
    expect(without.trace.join(" ")).toContain("manual W1");
    tenant.clock.set("2026-10-21T12:00:00Z");
    await askForCheck(finance, NUMBER);
    expect(await vatOf(tenant, driver)).toMatchObject({ category: "AE" });
    tenant.clock.set("2026-10-22T12:00:00Z");
    await recordCheck(finance, { ...seen, isValid: "no" });
    expect(await vatOf(tenant, driver)).toMatchObject({ category: "S", rate: 210_000 });
    const [standing] = await listVatNumbers(finance);
    expect(standing?.checks.map(({ isValid }) => isValid)).toEqual(["no", "unknown", "yes"]);
  });

  it("is asked for once, and no more when an answer came", async () => {
    const { tenant } = await aDutchBusiness();
    const finance = person(tenant, ["finance"]);
    await askForCheck(finance, "nl 001234567 b01");
    expect(await findAskedVatNumbers(tenant.ctx)).toEqual([NUMBER]);
    expect(await readAskersNumber(tenant.ctx)).toBe("SE559999000101");
    tenant.clock.set("2026-10-20T12:00:05Z");
    const answer = { isValid: "unknown", consultation: null, answer: { error: "off" } } as const;
    await recordCheck(tenant.ctx, { vatNumber: NUMBER, source: "vies", ...answer });
    expect(await findAskedVatNumbers(tenant.ctx)).toEqual([]);
  });

  it("is kept by finance only, and only for what can be a VAT number", async () => {
    const { tenant } = await aDutchBusiness();
    const codes = [
      [person(tenant, ["operations"]), NUMBER],
      [person(tenant, ["finance"]), "556000-4615"],
    ] as const;
    const asked = codes.map(([ctx, number]) =>
      askForCheck(ctx, number).catch((error: unknown) =>
        error instanceof ServiceError ? error.code : "threw",
      ),
    );
    expect(await Promise.all(asked)).toEqual(["FORBIDDEN", "INVALID"]);
  });

  it("does not matter where the seller's own registration decides who declares", async () => {
    const { tenant } = await aDutchBusiness();
    const consumer = await aDriver(tenant.ctx);
    expect((await vatOf(tenant, consumer)).declared).toBe("unregistered");
    await tenant.ctx.db.insert(legalEntityRegistrations).values({
      tenantId: tenant.tenantId,
      legalEntityId: tenant.legalEntityId,
      country: "NL",
      validFrom: Temporal.Instant.from("2026-01-01T00:00:00Z"),
      vatNumber: "NL999999999B01",
      scheme: "domestic",
      source: "test",
    });
    const { declared, trace } = await vatOf(tenant, consumer);
    expect(declared).toBe("local");
    expect(trace.at(-1)).toContain("NL999999999B01");
  });
});
