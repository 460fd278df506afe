import { beforeAll, describe, expect, it } from "vitest";
import { recordCheck } from "@/services/vat-numbers/record-check";
import { anOpenTenant } from "@/testing/a-newcomer";
import { aDriverPerson } from "@/testing/builders/driver-person";
import { staff } from "@/testing/builders/staff";
import type { TestTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { readDriverProfile, saveDriverProfile } from "./driver-profile";

const database = testDatabase();
let tenant: TestTenant;

beforeAll(async () => {
  tenant = await anOpenTenant(database.pool);
});

const HOME = { line1: "Torstraße 1", postalCode: "10119", city: "Berlin", country: "DE" };

describe("a driver's profile", () => {
  it("turns private into company and back, with the number looked up when it is new", async () => {
    const { ctx } = await aDriverPerson(tenant);
    const company = {
      name: "Greta",
      address: HOME,
      kind: "business",
      companyName: "Greta GmbH",
      vatNumber: "DE 136 695 976",
    } as const;
    await saveDriverProfile(ctx, company);
    expect(await readDriverProfile(ctx)).toMatchObject({
      name: "Greta",
      companyName: "Greta GmbH",
      vatNumber: "DE136695976",
      vatStanding: "checking",
    });
    tenant.clock.advance({ minutes: 1 });
    await recordCheck(tenant.as(staff("finance")), {
      vatNumber: "DE136695976",
      isValid: "yes",
      source: "vies",
      consultation: "W1",
      answer: {},
    });
    await saveDriverProfile(ctx, company);
    expect((await readDriverProfile(ctx)).vatStanding).toBe("valid");
    await saveDriverProfile(ctx, { name: "Greta", address: HOME, kind: "consumer" });
    expect(await readDriverProfile(ctx)).toMatchObject({
      kind: "consumer",
      companyName: null,
      vatNumber: null,
      vatStanding: null,
    });
  });

  it("is nobody else's to change: not even for whoever runs the account as its admin", async () => {
    const [one, other] = [await aDriverPerson(tenant), await aDriverPerson(tenant)];
    const { id: userId, email } = other.user;
    const driverId = one.driver.id;
    const member = { id: other.driver.id as never, driverId, role: "admin" } as const;
    const admin = tenant.as({ kind: "user", userId, email, roles: ["driver"], driverId, member });
    await expect(readDriverProfile(admin)).rejects.toMatchObject({ code: "FORBIDDEN" });
  });
});
