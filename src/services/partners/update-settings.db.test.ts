import { and, eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";

import { newId } from "@/db/new-id";
import { auditEvents } from "@/db/schema/notifications";
import type { Role } from "@/db/schema/users";
import type { Ctx } from "@/services/context";
import { servedModules } from "@/ocpi/modules";
import { hideableModules } from "@/trpc/inputs/partner";
import { aPartner } from "@/testing/builders/partner";
import { aTenant, type TestTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { getPartner } from "./get-partner";
import { type PartnerSettingsInput, updateSettings } from "./update-settings";

const database = testDatabase();
const defaults: PartnerSettingsInput = {
  authEncoding: null,
  trailingSlash: false,
  versions: null,
  hiddenModules: ["hubclientinfo"],
  requestsPerSecond: null,
  pullOverlapSeconds: null,
  strictness: "tolerant",
  energyUnit: "kWh",
  fractionSeconds: null,
  parties: null,
  hosts: null,
  maySpeakForOthers: false,
  isEmspOnly: false,
  hubDialect: null,
  authorizeNeedsLocation: false,
};

function person(tenant: TestTenant, ...roles: readonly Role[]): Ctx {
  const userId = newId<"user">();
  return tenant.as({ kind: "user", userId, email: "p@kvitt.example", roles, driverId: null });
}

describe("a partner's settings", () => {
  it("are changed by operations, with who and what in the audit; a default is not kept", async () => {
    const tenant = await aTenant(database.pool);
    const operations = person(tenant, "operations");
    const { id } = await aPartner(tenant.ctx, { settings: { hiddenModules: ["tariffs"] } });
    const changed: PartnerSettingsInput = {
      authEncoding: "raw",
      trailingSlash: true,
      versions: ["2.2.1", "2.1.1"],
      hiddenModules: ["tariffs", "commands", "hubclientinfo"],
      requestsPerSecond: 20,
      pullOverlapSeconds: 0,
      strictness: "strict",
      energyUnit: "Wh",
      fractionSeconds: "without",
      parties: ["se/nsl", "NL/KNE"],
      hosts: ["ocpi.cpo.example", "api.cpo.example"],
      maySpeakForOthers: true,
      isEmspOnly: true,
      hubDialect: "authorization-id",
      authorizeNeedsLocation: true,
    };
    await updateSettings(operations, id, changed);
    const settings = {
      ...changed,
      versions: ["2.1.1", "2.2.1"],
      hiddenModules: ["commands", "hubclientinfo", "tariffs"],
      parties: ["NL/KNE", "SE/NSL"],
      hosts: ["api.cpo.example", "ocpi.cpo.example"],
    };
    expect((await getPartner(operations, id)).settings).toEqual(settings);
    await updateSettings(operations, id, defaults);
    expect((await getPartner(operations, id)).settings).toEqual({});
    const audit = await tenant.ctx.db
      .select({ detail: auditEvents.detail })
      .from(auditEvents)
      .where(
        and(
          eq(auditEvents.tenantId, tenant.tenantId),
          eq(auditEvents.action, "partner.settings_changed"),
        ),
      )
      .orderBy(auditEvents.id);
    expect(audit.map(({ detail }) => detail["after"])).toEqual([settings, {}]);
  });

  it("show a hub what is for hubs, and keep that it is hidden where it is", async () => {
    const tenant = await aTenant(database.pool);
    const operations = person(tenant, "operations");
    const roles = [{ role: "HUB", countryCode: "NL", partyId: "HUB", name: "Hub" }];
    const { id } = await aPartner(tenant.ctx, { roles });
    await updateSettings(operations, id, { ...defaults, hiddenModules: [] });
    expect((await getPartner(operations, id)).settings).toEqual({});
    await updateSettings(operations, id, defaults);
    expect((await getPartner(operations, id)).settings).toEqual({
      hiddenModules: ["hubclientinfo"],
    });
  });

  it("can hide each module that we serve but credentials", () => {
    const served = servedModules.map(({ identifier }) => identifier);
    const hideable: readonly string[] = hideableModules;
    expect(served.filter((module) => !hideable.includes(module))).toEqual(["credentials"]);
  });

  it("take nothing that is out of its bounds", async () => {
    const tenant = await aTenant(database.pool);
    const operations = person(tenant, "operations");
    const { id } = await aPartner(tenant.ctx);
    const wrong: Partial<PartnerSettingsInput>[] = [
      { versions: [] },
      { hosts: [] },
      { hosts: ["https://cpo.example"] },
      { hosts: ["cpo.example:8443"] },
      { hosts: ["CPO.example"] },
      { requestsPerSecond: 0 },
      { requestsPerSecond: 10_001 },
      { pullOverlapSeconds: -1 },
      { pullOverlapSeconds: 604_801 },
      { parties: [] },
      { parties: ["SE/NSL", "Nordström"] },
    ];
    for (const input of wrong) {
      await expect(updateSettings(operations, id, { ...defaults, ...input })).rejects.toMatchObject(
        {
          code: "INVALID",
        },
      );
    }
  });

  it("are refused to finance and drivers, and for another tenant's partner", async () => {
    const tenant = await aTenant(database.pool);
    const { id } = await aPartner(tenant.ctx);
    for (const role of ["finance", "driver"] as const) {
      await expect(updateSettings(person(tenant, role), id, defaults)).rejects.toMatchObject({
        code: "FORBIDDEN",
      });
    }
    const other = person(await aTenant(database.pool), "operations");
    await expect(updateSettings(other, id, defaults)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});
