import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { micro } from "@/core/money/quantity";
import { decodePlan, encodePlan, type Plan } from "@/core/plans/plan";
import type { Language } from "@/core/language";
import { drivers } from "@/db/schema/drivers";
import { notifications } from "@/db/schema/notifications";
import { acceptTerms, readTermsStanding } from "@/services/terms/accept-terms";
import { aNewcomer, anOpenTenant, publishWords } from "@/testing/a-newcomer";
import { aPlan } from "@/testing/builders/plan";
import type { TestTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { finishSignUp } from "./finish-sign-up";
import { saveBillTo, saveName, savePlanChoice } from "./save-sign-up";

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

beforeAll(async () => {
  tenant = await anOpenTenant(database.pool);
  await publishWords(tenant.ctx, "## Price\n\nYou see it first.");
});

/** Signs somebody up, and returns what he is mailed of it. */
async function signUp(
  billTo: { kind: "consumer" } | { kind: "business"; companyName: string },
  locale: Language,
) {
  const ctx = await aNewcomer(tenant);
  const plan = await aPlan(tenant.ctx, {
    definition: encodePlan(COST_PLUS),
    priceMode: COST_PLUS.mode,
  });
  await saveName(ctx, { name: "Ny Förare" });
  await saveBillTo(ctx, { address: HOME, ...billTo });
  const { text } = await readTermsStanding(ctx, "sv");
  if (!text) throw new Error("there are no terms");
  await acceptTerms(ctx, { termsVersionId: text.id, address: null });
  await savePlanChoice(ctx, {
    planId: plan.planId,
    use: { kwhPerMonth: 150, fastPercent: 20 },
  });
  const driverId = await finishSignUp(ctx, { planVersionId: plan.id, locale });
  const told = await tenant.ctx.db
    .select({ notice: notifications })
    .from(notifications)
    .innerJoin(drivers, eq(drivers.email, notifications.email))
    .where(eq(drivers.id, driverId));
  return { plan, told: told.map(({ notice }) => notice) };
}

describe("the mail that confirms a newcomer's plan", () => {
  it("holds plan and price, the very terms that he agreed to, the seller, and that it begins at once", async () => {
    const { plan, told } = await signUp({ kind: "consumer" }, "de");
    expect(told).toMatchObject([
      {
        kind: "plan_confirmed",
        locale: "de",
        payload: {
          plan: plan.name,
          isAtOnce: "yes",
          termsVersion: "1",
          termsBody: "## Price\n\nYou see it first.",
          seller: "Kvitt Laddning AB",
          sellerStreet: "Ringvägen 1, 118 60 Stockholm",
        },
      },
    ]);
    expect(decodePlan(JSON.parse(told[0]?.payload["planTerms"] ?? ""))).toEqual(COST_PLUS);
  });

  it("speaks of no withdrawal to a company, which has no right to it", async () => {
    const { told } = await signUp({ kind: "business", companyName: "Bud AB" }, "sv");
    expect(told.map(({ kind }) => kind)).toEqual(["plan_changed"]);
  });
});
