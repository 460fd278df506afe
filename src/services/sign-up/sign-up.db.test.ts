import { and, eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { asId } from "@/core/ids";
import { micro } from "@/core/money/quantity";
import { encodePlan, type Plan } from "@/core/plans/plan";
import { drivers, tokenDeliveries, tokens } from "@/db/schema/drivers";
import { driverPlans, plans } from "@/db/schema/plans";
import { notifications } from "@/db/schema/notifications";
import { signUps } from "@/db/schema/sign-ups";
import { subscriptions } from "@/db/schema/subscriptions";
import { vatNumberChecks } from "@/db/schema/tenants";
import { memberships, users } from "@/db/schema/users";
import { wallets } from "@/db/schema/wallets";
import type { Ctx } from "@/services/context";
import { acceptTerms, readTermsStanding } from "@/services/terms/accept-terms";
import { aNewcomer, anOpenTenant, publishWords } from "@/testing/a-newcomer";
import { aPartner } from "@/testing/builders/partner";
import { aPlan } from "@/testing/builders/plan";
import { staff } from "@/testing/builders/staff";
import { aTenant, type TestTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { finishSignUp } from "./finish-sign-up";
import { forgetStaleSignUps } from "./forget-stale-sign-ups";
import { inviteDriver, listOpenSignUps } from "./invite-driver";
import { readSignUp } from "./read-sign-up";
import { saveBillTo, saveName, savePlanChoice } from "./save-sign-up";
import { startSignUp } from "./start-sign-up";

const database = testDatabase();
let tenant: TestTenant;

const COST_PLUS: Plan = {
  mode: "cost_plus",
  basis: "gross",
  prices: [
    { currency: "SEK", markup: { percentage: 80_000, perKwh: micro("0.15"), perSession: 0n } },
  ],
};
const HOME = { line1: "Hornsgatan 1", postalCode: "118 20", city: "Stockholm", country: "SE" };
const USE = { kwhPerMonth: 150, fastPercent: 20 };

beforeAll(async () => {
  tenant = await anOpenTenant(database.pool);
  await publishWords(tenant.ctx, "## Price\n\nYou see it first.");
  await aPartner(tenant.ctx);
});

async function agree(ctx: Ctx): Promise<void> {
  const { text } = await readTermsStanding(ctx, "sv");
  if (!text) throw new Error("there are no terms");
  await acceptTerms(ctx, { termsVersionId: text.id, address: "192.0.2.1" });
}

/** All that is asked before the plan. */
async function answerAll(ctx: Ctx, billTo: Partial<Parameters<typeof saveBillTo>[1]> = {}) {
  await saveName(ctx, { name: "Ny Förare" });
  await saveBillTo(ctx, { address: HOME, kind: "consumer", ...billTo });
  await agree(ctx);
}

const planOf = (plan: Plan = COST_PLUS) =>
  aPlan(tenant.ctx, { definition: encodePlan(plan), priceMode: plan.mode });

async function rowOf(driverId: string) {
  const [row] = await tenant.ctx.db
    .select()
    .from(drivers)
    .where(eq(drivers.id, asId<"driver">(driverId)));
  if (!row) throw new Error("there is no such driver");
  return row;
}

describe("a stranger who signs up", () => {
  it("is a driver at the end, with number, role, token, plan and language, and nothing is kept twice", async () => {
    const ctx = await aNewcomer(tenant);
    const plan = await planOf();
    await answerAll(ctx);
    await savePlanChoice(ctx, { planId: plan.planId, use: USE });
    const driverId = await finishSignUp(ctx, { planVersionId: plan.id, locale: "sv" });
    const row = await rowOf(driverId);
    expect(row).toMatchObject({
      name: "Ny Förare",
      kind: "consumer",
      address: HOME,
      timeZone: "Europe/Stockholm",
      currency: "SEK",
      locale: "sv",
      state: "active",
    });
    expect(Number(row.number)).toBeGreaterThan(10_000);
    const { db } = tenant.ctx;
    const userId = row.userId ?? asId<"user">("");
    const roles = await db.select().from(memberships).where(eq(memberships.userId, userId));
    expect(roles.map(({ role }) => role)).toEqual(["driver"]);
    const [token, ...others] = await db.select().from(tokens).where(eq(tokens.driverId, driverId));
    expect(others).toEqual([]);
    expect(token).toMatchObject({ type: "APP_USER", valid: true, whitelist: "NEVER" });
    const told = await db
      .select()
      .from(tokenDeliveries)
      .where(eq(tokenDeliveries.tokenId, token?.id ?? asId("")));
    expect(told).toMatchObject([{ state: "pending" }]);
    const stretches = await db.select().from(driverPlans).where(eq(driverPlans.driverId, driverId));
    expect(stretches).toMatchObject([{ planVersionId: plan.id, validTo: null }]);
    const [kept] = await db.select().from(signUps).where(eq(signUps.driverId, driverId));
    expect(kept).toMatchObject({ state: "done", answers: {} });
  });

  it("who presses twice at once becomes one driver", async () => {
    const ctx = await aNewcomer(tenant);
    const plan = await planOf();
    await answerAll(ctx);
    await savePlanChoice(ctx, { planId: plan.planId, use: USE });
    const confirmed = { planVersionId: plan.id, locale: "sv" as const };
    const made = await Promise.all([finishSignUp(ctx, confirmed), finishSignUp(ctx, confirmed)]);
    expect(new Set(made).size).toBe(1);
    expect(await finishSignUp(ctx, confirmed)).toBe(made[0]);
  });

  it("gets a number of his own, however many come at once", async () => {
    const plan = await planOf();
    const made = await Promise.all(
      Array.from({ length: 4 }, async () => {
        const ctx = await aNewcomer(tenant);
        await answerAll(ctx);
        await savePlanChoice(ctx, { planId: plan.planId, use: USE });
        return finishSignUp(ctx, { planVersionId: plan.id, locale: "sv" });
      }),
    );
    const numbers = await Promise.all(made.map(async (id) => (await rowOf(id)).number));
    expect(new Set(numbers).size).toBe(4);
  });

  it("goes on where he left, on any later day", async () => {
    const ctx = await aNewcomer(tenant);
    expect((await readSignUp(ctx, "sv")).next).toBe("you");
    await saveName(ctx, { name: "  Ny   Förare " });
    tenant.clock.advance({ hours: 24 * 9 });
    const view = await readSignUp(ctx, "sv");
    expect(view).toMatchObject({ next: "invoice", answers: { name: "Ny Förare" } });
    await saveBillTo(ctx, { address: HOME, kind: "consumer" });
    await agree(ctx);
    expect((await readSignUp(ctx, "sv")).next).toBe("plan");
  });

  it("is asked nothing before its turn, and becomes nobody with answers missing", async () => {
    const ctx = await aNewcomer(tenant);
    const plan = await planOf();
    await expect(saveBillTo(ctx, { address: HOME, kind: "consumer" })).rejects.toMatchObject({
      code: "PRECONDITION",
    });
    await expect(finishSignUp(ctx, { planVersionId: plan.id, locale: "sv" })).rejects.toMatchObject(
      {
        code: "PRECONDITION",
        detail: { step: "you" },
      },
    );
  });

  it("is told when the plan that he saw has another version by now", async () => {
    const ctx = await aNewcomer(tenant);
    const [plan, other] = [await planOf(), await planOf()];
    await answerAll(ctx);
    await savePlanChoice(ctx, { planId: plan.planId, use: USE });
    await expect(
      finishSignUp(ctx, { planVersionId: other.id, locale: "sv" }),
    ).rejects.toMatchObject({
      code: "CONFLICT",
    });
  });

  it("reads the terms again where others hold before he is done", async () => {
    const own = await anOpenTenant(database.pool);
    await publishWords(own.ctx, "first");
    await publishWords(own.ctx, "second", own.clock.now().add({ hours: 31 * 24 }));
    const ctx = await aNewcomer(own);
    await saveName(ctx, { name: "Ny" });
    await saveBillTo(ctx, { address: HOME, kind: "consumer" });
    const { text } = await readTermsStanding(ctx, "sv");
    await acceptTerms(ctx, { termsVersionId: text?.id ?? asId(""), address: null });
    own.clock.advance({ hours: 40 * 24 });
    const view = await readSignUp(ctx, "sv");
    expect(view).toMatchObject({ next: "terms", terms: { isAccepted: false, hadEarlier: true } });
    expect(view.terms.text?.body).toBe("second");
  });
});

describe("a company that signs up", () => {
  it("gives its VAT number, which is looked up and blocks nothing", async () => {
    const ctx = await aNewcomer(tenant);
    const plan = await planOf();
    await answerAll(ctx, {
      kind: "business",
      companyName: "Bud & Bil AB",
      vatNumber: "SE 556000-461501",
    });
    await savePlanChoice(ctx, { planId: plan.planId, use: USE });
    const row = await rowOf(await finishSignUp(ctx, { planVersionId: plan.id, locale: "sv" }));
    expect(row).toMatchObject({
      kind: "business",
      name: "Bud & Bil AB",
      vatNumber: "SE556000461501",
    });
    const [user] = await tenant.ctx.db
      .select()
      .from(users)
      .where(eq(users.id, row.userId ?? asId("")));
    expect(user?.name).toBe("Ny Förare");
    const checks = await tenant.ctx.db
      .select()
      .from(vatNumberChecks)
      .where(eq(vatNumberChecks.vatNumber, "SE556000461501"));
    expect(checks).toMatchObject([{ isValid: "unknown", source: "vies" }]);
  });

  it.each([
    [{ companyName: "", vatNumber: "" }, "companyName"],
    [{ companyName: "Bud AB", vatNumber: "SE12" }, "vatNumber"],
    [{ companyName: "Bud AB", address: { ...HOME, country: "FR" } }, "country"],
    [{ companyName: "Bud AB", address: { ...HOME, postalCode: "1" } }, "postalCode"],
  ])("is told which field cannot be right: %j", async (wrong, field) => {
    const ctx = await aNewcomer(tenant);
    await saveName(ctx, { name: "Ny" });
    await expect(
      saveBillTo(ctx, { address: HOME, kind: "business", ...wrong }),
    ).rejects.toMatchObject({ code: "INVALID", detail: { field } });
  });
});

describe("the plan that a newcomer chooses", () => {
  it("opens a wallet where it is paid beforehand", async () => {
    const ctx = await aNewcomer(tenant);
    const plan = await planOf();
    await tenant.ctx.db.update(plans).set({ kind: "prepaid" }).where(eq(plans.id, plan.planId));
    await answerAll(ctx);
    await savePlanChoice(ctx, { planId: plan.planId, use: USE });
    const driverId = await finishSignUp(ctx, { planVersionId: plan.id, locale: "sv" });
    const own = await tenant.ctx.db.select().from(wallets).where(eq(wallets.driverId, driverId));
    expect(own).toMatchObject([{ currency: "SEK" }]);
  });

  it("begins its subscription where it has a fee, with the trial it promises", async () => {
    const ctx = await aNewcomer(tenant);
    const plan = await planOf({
      ...COST_PLUS,
      subscription: {
        interval: "month",
        currencies: [{ currency: "SEK", feeMinor: 99_00n }],
        trialDays: 14,
        includedMicroKwh: micro("25"),
        freeStarts: 0,
      },
    });
    await tenant.ctx.db
      .update(plans)
      .set({ kind: "subscription" })
      .where(eq(plans.id, plan.planId));
    await answerAll(ctx);
    await savePlanChoice(ctx, { planId: plan.planId, use: USE });
    const driverId = await finishSignUp(ctx, { planVersionId: plan.id, locale: "sv" });
    const own = await tenant.ctx.db
      .select()
      .from(subscriptions)
      .where(eq(subscriptions.driverId, driverId));
    expect(own).toMatchObject([{ state: "trial", planVersionId: plan.id }]);
  });

  it("is one that is offered", async () => {
    const ctx = await aNewcomer(tenant);
    const plan = await planOf();
    await tenant.ctx.db.update(plans).set({ isOffered: false }).where(eq(plans.id, plan.planId));
    await answerAll(ctx);
    await expect(savePlanChoice(ctx, { planId: plan.planId, use: USE })).rejects.toMatchObject({
      code: "CONFLICT",
    });
  });
});

describe("a wish to sign up", () => {
  const openOf = async (of: TestTenant, email: string) =>
    of.ctx.db
      .select()
      .from(signUps)
      .where(and(eq(signUps.tenantId, of.tenantId), eq(signUps.email, email)));

  it("is one for an address, however often it is sent and however it is written", async () => {
    const email = "tvillingar@kvitt.example";
    await Promise.all(
      [email, " Tvillingar@Kvitt.example", email].map((written) =>
        startSignUp(tenant.ctx, { email: written, locale: "de" }),
      ),
    );
    expect(await openOf(tenant, email)).toMatchObject([{ state: "open", locale: "de" }]);
  });

  it("leaves nothing for somebody who is here already", async () => {
    const ctx = await aNewcomer(tenant);
    const plan = await planOf();
    await answerAll(ctx);
    await savePlanChoice(ctx, { planId: plan.planId, use: USE });
    const driverId = await finishSignUp(ctx, { planVersionId: plan.id, locale: "sv" });
    const { email } = await rowOf(driverId);
    await startSignUp(tenant.ctx, { email, locale: "sv" });
    expect((await openOf(tenant, email)).map(({ state }) => state)).toEqual(["done"]);
  });

  it("is refused where people are added by invitation", async () => {
    const closed = await aTenant(database.pool);
    await expect(
      startSignUp(closed.ctx, { email: "x@kvitt.example", locale: "sv" }),
    ).rejects.toMatchObject({ code: "FORBIDDEN" });
  });
});

describe("a sign-up that nobody goes on with", () => {
  it("is forgotten: a week without proof of the address, half a year after the last answer", async () => {
    const own = await anOpenTenant(database.pool);
    await startSignUp(own.ctx, { email: "aldrig@kvitt.example", locale: "sv" });
    const ctx = await aNewcomer(own, "halvvags@kvitt.example");
    await saveName(ctx, { name: "Halv" });
    const left = async () => {
      await forgetStaleSignUps(own.ctx);
      const rows = await own.ctx.db
        .select()
        .from(signUps)
        .where(eq(signUps.tenantId, own.tenantId));
      return rows.map(({ email }) => email).toSorted();
    };
    expect(await left()).toHaveLength(2);
    own.clock.advance({ hours: 8 * 24 });
    expect(await left()).toEqual(["halvvags@kvitt.example"]);
    own.clock.advance({ hours: 175 * 24 });
    expect(await left()).toEqual([]);
  });
});

describe("an invitation", () => {
  const makeLink = async (email: string) =>
    Promise.resolve({
      url: `http://kvitt.test/in?${email}`,
      tokenHash: `hash-${email}-${Math.random()}`,
      expiresAt: tenant.clock.now().add({ hours: 24 }),
    });

  it("lets somebody in where nobody may come unasked, and is operations' to give", async () => {
    const own = await aTenant(database.pool);
    const operations = own.as(staff("operations"));
    const invitation = { email: "Gast@kvitt.example", locale: "de", makeLink } as const;
    await expect(inviteDriver(own.as(staff("finance")), invitation)).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    await inviteDriver(operations, invitation);
    expect(await listOpenSignUps(operations)).toMatchObject([
      { email: "gast@kvitt.example", hasCome: false },
    ]);
    const [mail] = await own.ctx.db
      .select()
      .from(notifications)
      .where(eq(notifications.tenantId, own.tenantId));
    expect(mail).toMatchObject({ kind: "sign_up", email: "gast@kvitt.example", locale: "de" });
  });
});
