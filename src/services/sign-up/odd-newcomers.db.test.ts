import { and, eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { findPerson } from "@/auth/find-person";
import type { Id } from "@/core/ids";
import { micro } from "@/core/money/quantity";
import { encodePlan, type Plan } from "@/core/plans/plan";
import { newId } from "@/db/new-id";
import { drivers, tokens } from "@/db/schema/drivers";
import { driverPlans } from "@/db/schema/plans";
import { erasures } from "@/db/schema/privacy";
import { signUps } from "@/db/schema/sign-ups";
import { memberships, users, type Role } from "@/db/schema/users";
import type { Ctx } from "@/services/context";
import { aNewcomer, anOpenTenant } from "@/testing/a-newcomer";
import { aDriver } from "@/testing/builders/driver";
import { aPlan } from "@/testing/builders/plan";
import { staff } from "@/testing/builders/staff";
import type { TestTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { closeAccount } from "@/services/wallet/close-account";
import { finishSignUp } from "./finish-sign-up";
import { inviteDriver } from "./invite-driver";
import { openingStandingOf } from "./opening-standing";
import { saveBillTo, saveName, savePlanChoice } from "./save-sign-up";
import { startSignUp } from "./start-sign-up";

const database = testDatabase();
let tenant: TestTenant;
let plan: Awaited<ReturnType<typeof aPlan>>;

const COST_PLUS: Plan = {
  mode: "cost_plus",
  basis: "gross",
  prices: [
    { currency: "SEK", markup: { percentage: 80_000, perKwh: micro("0.15"), perSession: 0n } },
  ],
};
const HOME = { line1: "Hornsgatan 1", postalCode: "118 20", city: "Stockholm", country: "SE" };

beforeAll(async () => {
  tenant = await anOpenTenant(database.pool);
  plan = await aPlan(tenant.ctx, { definition: encodePlan(COST_PLUS), priceMode: COST_PLUS.mode });
});

async function answerAndFinish(ctx: Ctx, name = "Ny Förare"): Promise<Id<"driver">> {
  await saveName(ctx, { name });
  await saveBillTo(ctx, { address: HOME, kind: "consumer" });
  await savePlanChoice(ctx, {
    planId: plan.planId,
    use: { kwhPerMonth: 150, fastPercent: 20 },
  });
  return finishSignUp(ctx, { planVersionId: plan.id, locale: "sv" });
}

/** Who acts in a context. */
function who(ctx: Ctx) {
  if (ctx.actor.kind !== "user") throw new Error("nobody acts");
  return ctx.actor;
}

async function someone(role?: Role) {
  const { db } = tenant.ctx;
  const id = newId<"user">();
  const email = `kand-${id}@kvitt.example`;
  await db.insert(users).values({ id, email });
  if (role) await db.insert(memberships).values({ tenantId: tenant.tenantId, userId: id, role });
  const ctx = tenant.as({ kind: "user", userId: id, email, roles: [], driverId: null });
  return { id, email, ctx };
}

const openOf = async (email: string) =>
  tenant.ctx.db
    .select()
    .from(signUps)
    .where(and(eq(signUps.email, email), eq(signUps.state, "open")));

const accountsOf = async (userId: Id<"user">) =>
  tenant.ctx.db.select().from(drivers).where(eq(drivers.userId, userId));

describe("a former driver", () => {
  it("whose role is gone comes back to his account by signing up: one account, one app, the same number", async () => {
    const ctx = await aNewcomer(tenant);
    const { userId, email } = who(ctx);
    const driverId = await answerAndFinish(ctx);
    const [before] = await accountsOf(userId);
    await tenant.ctx.db.delete(memberships).where(eq(memberships.userId, userId));
    tenant.clock.advance({ hours: 48 });
    await startSignUp(tenant.ctx, { email, locale: "sv" });
    expect(await answerAndFinish(ctx, "Nygift Förare")).toBe(driverId);
    const [after, ...others] = await accountsOf(userId);
    expect(others).toEqual([]);
    expect(after).toMatchObject({ number: before?.number, name: "Nygift Förare", state: "active" });
    const apps = await tenant.ctx.db.select().from(tokens).where(eq(tokens.driverId, driverId));
    expect(apps.filter(({ valid }) => valid)).toHaveLength(1);
    expect(await findPerson(tenant.ctx.db, { userId })).toMatchObject({ driverId });
  });

  it("who closed his account opens it again, on another plan, with a new app token", async () => {
    const ctx = await aNewcomer(tenant);
    const { userId, email } = who(ctx);
    const driverId = await answerAndFinish(ctx);
    await closeAccount(tenant.as({ ...who(ctx), roles: ["driver"], driverId }));
    expect(await findPerson(tenant.ctx.db, { userId })).toMatchObject({ mayOpenAccount: true });
    tenant.clock.advance({ hours: 48 });
    const other = await aPlan(tenant.ctx, {
      definition: encodePlan(COST_PLUS),
      priceMode: COST_PLUS.mode,
    });
    await startSignUp(tenant.ctx, { email, locale: "sv" });
    await saveName(ctx, { name: "Ny" });
    await saveBillTo(ctx, { address: HOME, kind: "consumer" });
    await savePlanChoice(ctx, {
      planId: other.planId,
      use: { kwhPerMonth: 150, fastPercent: 20 },
    });
    expect(await finishSignUp(ctx, { planVersionId: other.id, locale: "sv" })).toBe(driverId);
    expect(await accountsOf(userId)).toMatchObject([{ state: "active" }]);
    const stretches = await tenant.ctx.db
      .select()
      .from(driverPlans)
      .where(eq(driverPlans.driverId, driverId));
    expect(stretches.find(({ validTo }) => validTo === null)?.planVersionId).toBe(other.id);
    const apps = await tenant.ctx.db.select().from(tokens).where(eq(tokens.driverId, driverId));
    expect(apps.filter(({ valid }) => valid)).toHaveLength(1);
    expect(apps).toHaveLength(2);
    expect(await findPerson(tenant.ctx.db, { userId })).toMatchObject({ mayOpenAccount: false });
  });

  it("who asked to be forgotten comes back to nothing that would be erased under him", async () => {
    const { id, email } = await someone("driver");
    const driver = await aDriver(tenant.ctx, { userId: id, email, state: "closed" });
    await tenant.ctx.db.insert(erasures).values({
      tenantId: tenant.tenantId,
      id: newId<"other">(),
      driverId: driver.id,
      state: "blocked",
      pseudonym: `P-${id}`,
      requestedBy: email,
      requestedAt: tenant.clock.now(),
    });
    await startSignUp(tenant.ctx, { email, locale: "sv" });
    expect(await openOf(email)).toEqual([]);
    expect(await openingStandingOf(tenant.ctx, email)).toBe("being-forgotten");
  });

  it("who was blocked is blocked still: coming back pays no bill", async () => {
    const { id, email, ctx } = await someone();
    await aDriver(tenant.ctx, { userId: id, email, state: "blocked" });
    await startSignUp(tenant.ctx, { email, locale: "sv" });
    await answerAndFinish(ctx);
    expect(await accountsOf(id)).toMatchObject([{ state: "blocked" }]);
  });
});

describe("a member of somebody's account", () => {
  it("may open one of his own", async () => {
    const { id, email, ctx } = await someone("driver");
    expect(await findPerson(tenant.ctx.db, { userId: id })).toMatchObject({ mayOpenAccount: true });
    await startSignUp(tenant.ctx, { email, locale: "sv" });
    expect(await openOf(email)).toHaveLength(1);
    const driverId = await answerAndFinish(ctx);
    expect(await findPerson(tenant.ctx.db, { userId: id })).toMatchObject({ driverId });
  });
});

describe("somebody who works here", () => {
  it.each(["finance", "operations", "partner", "tenant_admin"] as const)(
    "as %s opens no account with that address, and is told before he answers anything",
    async (role) => {
      const { id, email } = await someone(role);
      await startSignUp(tenant.ctx, { email, locale: "sv" });
      expect(await openOf(email)).toEqual([]);
      expect(await findPerson(tenant.ctx.db, { userId: id })).toMatchObject({
        mayOpenAccount: false,
      });
      const makeLink = () => Promise.reject(new Error("a link was made"));
      await expect(
        inviteDriver(tenant.as(staff("operations")), { email, locale: "sv", makeLink }),
      ).rejects.toMatchObject({ code: "CONFLICT", detail: { reason: "works-here" } });
    },
  );

  it("who came to work here while he signed up is told so at the last press", async () => {
    const ctx = await aNewcomer(tenant);
    const { userId } = who(ctx);
    await tenant.ctx.db
      .insert(memberships)
      .values({ tenantId: tenant.tenantId, userId, role: "finance" });
    await expect(answerAndFinish(ctx)).rejects.toMatchObject({
      code: "CONFLICT",
      detail: { reason: "works-here" },
    });
    expect(await accountsOf(userId)).toEqual([]);
  });
});
