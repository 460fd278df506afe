import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { micro } from "@/core/money/quantity";
import { encodePlan, type Plan } from "@/core/plans/plan";
import { drivers } from "@/db/schema/drivers";
import { plans } from "@/db/schema/plans";
import { wallets } from "@/db/schema/wallets";
import { aNewcomer, anOpenTenant } from "@/testing/a-newcomer";
import { aPlan } from "@/testing/builders/plan";
import type { TestTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { compareSignUpPlans } from "./compare-plans";
import { finishSignUp } from "./finish-sign-up";
import { readSignUp } from "./read-sign-up";
import { saveBillTo, saveName, savePlanChoice } from "./save-sign-up";

const database = testDatabase();
let tenant: TestTenant;

const USE = { kwhPerMonth: 150, fastPercent: 20 };
const AMSTERDAM = { line1: "Keizersgracht 1", postalCode: "1016 GV", city: "Amsterdam" };
const STOCKHOLM = { line1: "Hornsgatan 1", postalCode: "118 20", city: "Stockholm" };

const planIn = async (...currencies: string[]) => {
  const markup = { percentage: 80_000, perKwh: micro("0.15"), perSession: 0n };
  const definition: Plan = {
    mode: "cost_plus",
    basis: "gross",
    prices: currencies.map((currency) => ({ currency, markup })),
  };
  return aPlan(tenant.ctx, { definition: encodePlan(definition), priceMode: "cost_plus" });
};

async function newcomerFrom(address: typeof AMSTERDAM, country: string) {
  const ctx = await aNewcomer(tenant);
  await saveName(ctx, { name: "Sanne" });
  await saveBillTo(ctx, { address: { ...address, country }, kind: "consumer" });
  return ctx;
}

beforeAll(async () => {
  tenant = await anOpenTenant(database.pool);
});

describe("the currency of a newcomer's bills", () => {
  it("is the tenant's while no plan is sold in his country's, and he is told why", async () => {
    await planIn("SEK");
    const ctx = await newcomerFrom(AMSTERDAM, "NL");
    expect((await readSignUp(ctx, "en")).currency).toEqual({ currency: "SEK", why: "house" });
    expect((await compareSignUpPlans(ctx, USE)).currency).toBe("SEK");
  });

  it("is his country's where a plan is sold in it: compared, chosen, billed and topped up in it", async () => {
    const euro = await planIn("EUR", "SEK");
    await tenant.ctx.db.update(plans).set({ kind: "prepaid" }).where(eq(plans.id, euro.planId));
    const krona = await planIn("SEK");
    const ctx = await newcomerFrom(AMSTERDAM, "NL");
    expect((await readSignUp(ctx, "en")).currency).toEqual({ currency: "EUR", why: "country" });
    const compared = await compareSignUpPlans(ctx, USE);
    expect(compared.currency).toBe("EUR");
    expect(compared.plans.map(({ planId }) => planId)).toEqual([euro.planId]);
    await expect(savePlanChoice(ctx, { planId: krona.planId, use: USE })).rejects.toMatchObject({
      code: "CONFLICT",
    });
    await savePlanChoice(ctx, { planId: euro.planId, use: USE });
    const driverId = await finishSignUp(ctx, { planVersionId: euro.id, locale: "en" });
    const { db } = tenant.ctx;
    expect(await db.select().from(drivers).where(eq(drivers.id, driverId))).toMatchObject([
      { currency: "EUR", timeZone: "Europe/Amsterdam" },
    ]);
    expect(await db.select().from(wallets).where(eq(wallets.driverId, driverId))).toMatchObject([
      { currency: "EUR" },
    ]);
  });

  it("stays the tenant's for his own countrymen", async () => {
    const ctx = await newcomerFrom(STOCKHOLM, "SE");
    expect((await readSignUp(ctx, "sv")).currency).toEqual({ currency: "SEK", why: "country" });
  });
});
