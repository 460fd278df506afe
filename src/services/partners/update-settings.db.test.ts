import { and, eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";

import { newId } from "@/db/new-id";
import { auditEvents } from "@/db/schema/notifications";
import type { Role } from "@/db/schema/users";
import type { Ctx } from "@/services/context";
import { aPartner } from "@/testing/builders/partner";
import { aTenant, type TestTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { getPartner } from "./get-partner";
import { updateSettings } from "./update-settings";

const database = testDatabase();
const defaults = {
  authEncoding: null,
  trailingSlash: false,
  maySpeakForOthers: false,
  toleranceMicro: null,
  tolerancePpm: null,
} as const;

function person(tenant: TestTenant, ...roles: readonly Role[]): Ctx {
  const userId = newId<"user">();
  return tenant.as({ kind: "user", userId, email: "p@kvitt.example", roles, driverId: null });
}

describe("a partner's settings", () => {
  it("are changed by operations, with who and what in the audit; hidden modules stay", async () => {
    const tenant = await aTenant(database.pool);
    const operations = person(tenant, "operations");
    const { id } = await aPartner(tenant.ctx, { settings: { hiddenModules: ["tariffs"] } });
    const changed = {
      authEncoding: "raw",
      trailingSlash: true,
      maySpeakForOthers: true,
      toleranceMicro: 50_000n,
      tolerancePpm: 10_000,
    } as const;
    await updateSettings(operations, id, changed);
    const settings = {
      hiddenModules: ["tariffs"],
      authEncoding: "raw",
      trailingSlash: true,
      maySpeakForOthers: true,
      toleranceMicro: "50000",
      tolerancePpm: 10_000,
    };
    expect((await getPartner(operations, id)).settings).toEqual(settings);
    await updateSettings(operations, id, defaults);
    expect((await getPartner(operations, id)).settings).toEqual({ hiddenModules: ["tariffs"] });
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
    expect(audit.map(({ detail }) => detail["after"])).toEqual([
      settings,
      { hiddenModules: ["tariffs"] },
    ]);
  });

  it("take no tolerance that would let anything pass", async () => {
    const tenant = await aTenant(database.pool);
    const operations = person(tenant, "operations");
    const { id } = await aPartner(tenant.ctx);
    const wrong = [
      { toleranceMicro: -1n },
      { toleranceMicro: 100_000_001n },
      { tolerancePpm: -1 },
      { tolerancePpm: 50_001 },
      { tolerancePpm: 0.5 },
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
