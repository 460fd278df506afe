import { randomBytes } from "node:crypto";
import type { Id } from "@/core/ids";
import { newId } from "@/db/new-id";
import { driverPlans, plans, planVersions } from "@/db/schema/plans";
import type { Ctx } from "@/services/context";

/**
 * Mints a postpaid plan with one published version (cost-plus, gross, SEK, no definition unless given:
 * `definition` is what core/plans encodes); returns the version's row.
 */
export async function aPlan(
  ctx: Ctx,
  values: Partial<typeof planVersions.$inferInsert> = {},
): Promise<typeof planVersions.$inferSelect> {
  const planId = newId<"plan">();
  const code = `plan-${randomBytes(4).toString("hex")}`;
  await ctx.db.insert(plans).values({ tenantId: ctx.tenantId, id: planId, code, kind: "postpaid" });
  const [row] = await ctx.db
    .insert(planVersions)
    .values({
      tenantId: ctx.tenantId,
      id: newId<"planVersion">(),
      planId,
      version: 1,
      name: "Kvitt Rörlig",
      priceMode: "cost_plus",
      basis: "gross",
      currency: "SEK",
      definition: {},
      publishedAt: Temporal.Instant.from("2026-01-01T00:00:00Z"),
      ...values,
    })
    .returning();
  if (!row) throw new Error("no plan was inserted");
  return row;
}

/** Puts a driver on a plan version, from the beginning of 2026 unless told otherwise. */
export async function onPlan(
  ctx: Ctx,
  driverId: Id<"driver">,
  planVersionId: Id<"planVersion">,
  validFrom = "2026-01-01T00:00:00Z",
): Promise<void> {
  await ctx.db.insert(driverPlans).values({
    tenantId: ctx.tenantId,
    driverId,
    planVersionId,
    validFrom: Temporal.Instant.from(validFrom),
  });
}
