import { beforeAll, describe, expect, it } from "vitest";
import { micro } from "@/core/money/quantity";
import { encodePlan, type Plan } from "@/core/plans/plan";
import { plans } from "@/db/schema/plans";
import { aPlan } from "@/testing/builders/plan";
import { aLockedPlace } from "@/testing/locked-place";
import { testDatabase } from "@/testing/database";
import { estimateMonth, type EstimateAsk } from "./estimate-month";
import { listOfferedVersions } from "./list-offered-versions";

const database = testDatabase();
type World = Awaited<ReturnType<typeof aLockedPlace>>;
let world: World;

const PLUS: Plan = {
  mode: "cost_plus",
  basis: "gross",
  prices: [{ currency: "SEK", markup: { percentage: 0, perKwh: micro("1"), perSession: 0n } }],
};
const FLEX: Plan = {
  ...PLUS,
  subscription: {
    interval: "month",
    currencies: [{ currency: "SEK", feeMinor: 99_00n }],
    trialDays: 14,
    includedMicroKwh: micro("10"),
    freeStarts: 0,
  },
};
const ASK: EstimateAsk = {
  use: { kwhPerMonth: 100, fastPercent: 0 },
  currency: "SEK",
  country: "SE",
  timeZone: "Europe/Stockholm",
  buyer: { kind: "consumer", vatNumber: null },
};

beforeAll(async () => {
  world = await aLockedPlace(database.pool);
  const { ctx } = world.tenant;
  await ctx.db.update(plans).set({ isOffered: false });
  await aPlan(ctx, { name: "Plus", definition: encodePlan(PLUS) });
  await aPlan(ctx, { name: "Flex", definition: encodePlan(FLEX) });
});

async function estimate(ask: Partial<EstimateAsk> = {}) {
  const { ctx } = world.tenant;
  const versions = await listOfferedVersions(ctx, null);
  const made = await estimateMonth(ctx, { ...ASK, ...ask }, versions);
  return { ...made, of: (name: string) => made.plans.find((plan) => plan.name === name) };
}

describe("what a plan would come to", () => {
  it("is a month of real prices, VAT in it, to the öre", async () => {
    const { of, basis } = await estimate();
    // 100 kWh at 4.00 before 25 % VAT, and 1.00 a kWh of ours: the connector at the lower price is the middle of one.
    expect(of("Plus")?.totalMinor).toBe(600_00n);
    expect(basis).toMatchObject({
      normal: { charges: 5, energy: micro("100"), place: "Slussen P-hus", looked: 1 },
      fast: null,
      isOwnCountry: true,
    });
  });

  it("counts a fee and takes off what it includes, trials left out", async () => {
    const { of } = await estimate();
    expect(of("Flex")).toMatchObject({ feeMinor: 99_00n });
    // 10 of the 100 kWh are included: their cost and markup are taken off.
    expect(of("Flex")?.totalMinor).toBe(600_00n - 60_00n + 99_00n);
  });

  it("has no sum where a part of the use has no price: that would look cheap", async () => {
    const { of } = await estimate({ use: { kwhPerMonth: 100, fastPercent: 30 } });
    expect(of("Plus")?.totalMinor).toBeNull();
  });

  it("says when the stations are not in the newcomer's country", async () => {
    const { basis, of } = await estimate({ country: "DE" });
    expect(basis.isOwnCountry).toBe(false);
    expect(of("Plus")?.totalMinor).toBe(600_00n);
  });
});
