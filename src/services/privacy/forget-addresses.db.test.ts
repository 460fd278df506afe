import { eq, inArray, sql } from "drizzle-orm";
import { beforeAll, expect, it } from "vitest";
import { newId } from "@/db/new-id";
import { auditEvents, notifications } from "@/db/schema/notifications";
import { emailChanges } from "@/db/schema/privacy";
import { users } from "@/db/schema/users";
import { writeAudit } from "@/services/audit/write-audit";
import { recordSent } from "@/services/notifications/record-delivery";
import { writeNotification } from "@/services/notifications/write-notification";
import { aDriver, aUser } from "@/testing/builders/driver";
import { aTenant, type TestTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { carryOutErasures } from "./carry-out-erasures";
import { forgetOld } from "./forget-old";
import { readErasure, requestErasure } from "./request-erasure";

const database = testDatabase();
let tenant: TestTenant;

beforeAll(async () => {
  tenant = await aTenant(database.pool);
});

async function somebody() {
  const user = await aUser(tenant.ctx);
  const { id: userId, email } = user;
  const driver = await aDriver(tenant.ctx, { userId, email, name: user.name ?? "" });
  const actor = { kind: "user", userId, email, roles: ["driver"], driverId: driver.id } as const;
  return { userId, email, driver, ctx: tenant.as(actor) };
}

async function told(email: string, key = newId()) {
  await writeNotification(tenant.ctx, {
    key,
    kind: "terms_changed",
    email,
    locale: "sv",
    payload: { name: "Name", url: "/" },
  });
  const [row] = await tenant.ctx.db.select().from(notifications).where(eq(notifications.key, key));
  await recordSent(tenant.ctx, row!.id);
}

const trailOf = () =>
  tenant.ctx.db.select().from(auditEvents).where(eq(auditEvents.tenantId, tenant.tenantId));

it("no address that he had stands in the trail of deeds or in a notice after he is forgotten; others' do", async () => {
  const [him, other] = [await somebody(), await somebody()];
  const { ctx } = tenant;
  const before = `before-${him.email}`;
  const earliest = `earliest-${him.email}`;
  const now = ctx.clock.now();
  const change = { tenantId: tenant.tenantId, userId: him.userId, askedAt: now, confirmUntil: now };
  await ctx.db.insert(emailChanges).values([
    {
      ...change,
      id: newId<"other">(),
      fromEmail: before,
      toEmail: him.email,
      state: "changed",
      changedAt: now,
      backUntil: now,
    },
    // He asked for somebody else's, which is not his to be forgotten.
    {
      ...change,
      id: newId<"other">(),
      fromEmail: him.email,
      toEmail: other.email,
      state: "asked",
      backUntil: now,
    },
  ]);
  const subject = { subjectType: "user", subjectId: him.userId };
  await writeAudit(ctx, {
    action: "user.email_changed",
    ...subject,
    detail: { from: earliest, to: before },
  });
  for (const email of [him.email, before, earliest, other.email, `x${him.email}`]) {
    await writeAudit(ctx, {
      action: "sign_in.link_requested",
      subjectType: "email",
      subjectId: email,
    });
    await writeAudit(ctx, { action: "test", ...subject, detail: { deep: [{ email }] } });
    await told(email);
  }
  const rows = (await trailOf()).length;
  await requestErasure(him.ctx);
  tenant.clock.advance({ hours: 8 * 24 });
  await carryOutErasures(ctx);
  expect(await readErasure(him.ctx)).toMatchObject({ state: "done" });

  const trail = await trailOf();
  expect(trail.length).toBeGreaterThan(rows);
  const addresses = new Set(JSON.stringify(trail).match(/[^"]+@[^"]+/g));
  expect(addresses).toEqual(new Set([other.email, `x${him.email}`]));
  const pseudonym = trail.find(({ subjectId }) => subjectId.startsWith("X-"))?.subjectId ?? "";
  expect(JSON.stringify(trail)).toContain(`{"deep":[{"email":"${pseudonym}"}]}`);
  const kept = await ctx.db
    .select({ email: notifications.email, state: notifications.state })
    .from(notifications)
    .where(inArray(notifications.email, [him.email, before, earliest]));
  expect(kept.every(({ state }) => state === "pending")).toBe(true);

  // The last word of it goes, and is emptied then.
  for (const { id } of await ctx.db.select().from(notifications)) await recordSent(ctx, id);
  await forgetOld(ctx);
  const all = await ctx.db.select().from(notifications);
  expect(JSON.stringify(all)).not.toContain(`"${him.email}"`);
  expect(all.find(({ kind }) => kind === "erasure_done")?.payload).toEqual({});
  expect(JSON.stringify(all)).toContain(`"${other.email}"`);
  expect(await ctx.db.select().from(users).where(eq(users.id, other.userId))).toHaveLength(1);
});

it("nobody else changes what was done: not the application, nor an erasure's leave once it is used", async () => {
  const { db } = tenant.ctx;
  const change = db
    .update(auditEvents)
    .set({ actor: "user:nobody" })
    .where(eq(auditEvents.tenantId, tenant.tenantId));
  await expect(change).rejects.toThrow();
  await expect(
    database.owner.raw.begin(async (owner) => {
      await owner`select forget_in_audit(${tenant.tenantId}::uuid, array['a@b.example'], 'X-1')`;
      await owner`update audit_events set actor = 'user:nobody'`;
    }),
  ).rejects.toThrow(/append-only/);
  await db.execute(
    sql`select forget_in_audit(${tenant.tenantId}::uuid, array[]::text[], 'X-1') as touched`,
  );
});
