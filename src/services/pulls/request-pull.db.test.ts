import { and, eq } from "drizzle-orm";
import { expect, it } from "vitest";
import { newId } from "@/db/new-id";
import { pullCursors } from "@/db/schema/exchange";
import { auditEvents } from "@/db/schema/notifications";
import { partners } from "@/db/schema/partners";
import type { Role } from "@/db/schema/users";
import { aPartner } from "@/testing/builders/partner";
import { aTenant, type TestTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { listCursors } from "./list-cursors";
import { requestPull } from "./request-pull";

const database = testDatabase();

function person(tenant: TestTenant, ...roles: readonly Role[]) {
  const userId = newId<"user">();
  return tenant.as({ kind: "user", userId, email: "p@kvitt.example", roles, driverId: null });
}

it("makes one list due now, with who asked, and leaves the others", async () => {
  const tenant = await aTenant(database.pool);
  const operations = person(tenant, "operations");
  const { id: partnerId } = await aPartner(tenant.ctx);
  const dueAt = tenant.clock.now().add({ hours: 1 });
  const own = { tenantId: tenant.tenantId, partnerId, dueAt };
  await tenant.ctx.db.insert(pullCursors).values([
    { ...own, module: "cdrs", seen: 7, fresh: 2, refused: 1, failures: 3, lastError: "Too slow." },
    { ...own, module: "locations" },
  ]);
  await requestPull(operations, { partnerId, module: "cdrs" });
  expect(await listCursors(operations, partnerId)).toMatchObject([
    { module: "locations", isDue: false, readUntil: null },
    { module: "cdrs", isDue: true, seen: 7, fresh: 2, refused: 1, failures: 3 },
  ]);
  const audit = await tenant.ctx.db
    .select({ detail: auditEvents.detail })
    .from(auditEvents)
    .where(
      and(
        eq(auditEvents.tenantId, tenant.tenantId),
        eq(auditEvents.action, "partner.pull_requested"),
      ),
    );
  expect(audit).toEqual([{ detail: { module: "cdrs" } }]);
});

it("is refused to others, for what is no list, and while the partner is not registered", async () => {
  const tenant = await aTenant(database.pool);
  const operations = person(tenant, "operations");
  const { id: partnerId } = await aPartner(tenant.ctx);
  const ask = (ctx = operations, module = "cdrs") => requestPull(ctx, { partnerId, module });
  await expect(ask()).rejects.toMatchObject({ code: "NOT_FOUND" });
  await tenant.ctx.db.insert(pullCursors).values({
    tenantId: tenant.tenantId,
    partnerId,
    module: "cdrs",
    dueAt: tenant.clock.now(),
  });
  await expect(ask(person(tenant, "finance"))).rejects.toMatchObject({ code: "FORBIDDEN" });
  const elsewhere = person(await aTenant(database.pool), "operations");
  await expect(ask(elsewhere)).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(ask(operations, "cdr")).rejects.toMatchObject({ code: "NOT_FOUND" });
  await tenant.ctx.db.update(partners).set({ state: "left" }).where(eq(partners.id, partnerId));
  await expect(ask()).rejects.toMatchObject({ code: "PRECONDITION" });
});
