import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";

import { micro } from "@/core/money/quantity";
import { planVersions } from "@/db/schema/plans";
import { ownDraft } from "@/testing/builders/subscription-plan";
import { aTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { aRoamingDriver, cdrOf, rateAll } from "@/testing/roaming-driver";
import { createPlan } from "./publish-plan";
import { previewEffect } from "./preview-effect";

const database = testDatabase();

const terms = {
  interval: "month",
  currencies: [{ currency: "SEK", feeMinor: 49_00n }],
  trialDays: 0,
  includedMicroKwh: micro("25"),
  freeStarts: 1,
} as const;

describe("the effect of a subscription on last month", () => {
  it("takes the allowance off in the order of each driver's charges, and counts the fees apart", async () => {
    const tenant = await aTenant(database.pool, { now: "2026-11-05T11:00:00Z" });
    const { ctx } = tenant;
    const { driver, send } = await aRoamingDriver(database.pool, tenant);
    // Cost plus: 56.00 and 166.00.
    await send("POST", "cdrs", cdrOf("C2", 20, 30));
    await send("POST", "cdrs", cdrOf("C1", 3, 10));
    await rateAll(ctx);
    const [version] = await ctx.db
      .select()
      .from(planVersions)
      .where(eq(planVersions.tenantId, ctx.tenantId));
    const draft = ownDraft("4", terms);
    for (const scope of [{ planId: version!.planId }, { driverId: driver.id }]) {
      const { effect, next } = await previewEffect(ctx, { draft, scope, after: null });
      // The first is free, the second 15 × 4.00 + 5.00.
      expect(effect.currencies).toMatchObject([
        { beforeMinor: 222_00n, afterMinor: 65_00n, down: 2 },
      ]);
      expect(effect.fees).toEqual([
        { currency: "SEK", drivers: 1, beforeMinor: 0n, afterMinor: 49_00n },
      ]);
      expect(next).toBeNull();
    }
  });

  it("is refused where a plan has a fee and is no subscription, or the other way round", async () => {
    const { ctx } = await aTenant(database.pool);
    const plan = { code: "odd", name: "Odd" };
    for (const wrong of [
      { ...plan, kind: "postpaid" as const, draft: ownDraft("4", terms) },
      { ...plan, kind: "subscription" as const, draft: ownDraft("4") },
    ])
      await expect(createPlan(ctx, wrong)).rejects.toMatchObject({ code: "INVALID" });
  });
});
