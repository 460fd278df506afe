import { eq } from "drizzle-orm";
import { expect, it } from "vitest";
import { newId } from "@/db/new-id";
import { auditEvents } from "@/db/schema/notifications";
import { partners } from "@/db/schema/partners";
import type { Role } from "@/db/schema/users";
import { aCommandingDriver } from "@/testing/commanding-driver";
import { aTenant, type TestTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { aPushingPartner } from "@/testing/pushing-partner";
import { applyHabit } from "./apply-habit";
import { readHandshake } from "./read-handshake";

const database = testDatabase();

function person(tenant: TestTenant, ...roles: readonly Role[]) {
  const userId = newId<"user">();
  return tenant.as({ kind: "user", userId, email: "p@kvitt.example", roles, driverId: null });
}

it("shows what a handshake found out: the token's form, versions, headers and addresses", async () => {
  const world = await aCommandingDriver(database.pool);
  try {
    const seen = await readHandshake(person(world.tenant, "operations"), world.partnerId);
    expect(seen).toMatchObject({
      tokenToThem: "base64",
      versions: ["2.2.1"],
      hasNoEnvelope: false,
      misjoined: { uses: 0, lastMessageId: null },
    });
    expect(seen.messages).toBeGreaterThan(2);
    const finance = person(world.tenant, "finance");
    await expect(readHandshake(finance, world.partnerId)).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
  } finally {
    await world.stop();
  }
});

it("offers a trailing slash to a partner that joins its path to our address without one", async () => {
  const tenant = await aTenant(database.pool);
  const operations = person(tenant, "operations");
  const cpo = await aPushingPartner(database.pool, tenant, ["NL/ABC"]);
  expect(await readHandshake(operations, cpo.id)).toMatchObject({
    messages: 0,
    tokenFromThem: null,
    trailingSlash: null,
  });
  await cpo.ask("GET", "");
  await cpo.send("PUT", "locationsNL/ABC/LOC1", {});
  const seen = await readHandshake(operations, cpo.id);
  expect(seen).toMatchObject({ tokenFromThem: "base64", trailingSlash: "offered" });
  expect(seen.misjoined).toEqual({ uses: 1, lastMessageId: expect.any(String) });
  await applyHabit(operations, { partnerId: cpo.id, setting: "trailingSlash" });
  expect((await readHandshake(operations, cpo.id)).trailingSlash).toBe("applied");
  const [partner] = await tenant.ctx.db
    .select({ settings: partners.settings })
    .from(partners)
    .where(eq(partners.id, cpo.id));
  expect(partner?.settings).toEqual({ trailingSlash: true });
  const [audit] = await tenant.ctx.db
    .select({ detail: auditEvents.detail })
    .from(auditEvents)
    .where(eq(auditEvents.tenantId, tenant.tenantId));
  expect(audit?.detail).toMatchObject({ before: {}, after: { trailingSlash: true } });
});
