import { and, eq, max } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { draftProblems } from "@/core/plans/draft-problems";
import { encodePlan } from "@/core/plans/plan";
import { planOfDraft, type PlanDraft } from "@/core/plans/plan-draft";
import { newId } from "@/db/new-id";
import { plans, planVersions, type PlanKind } from "@/db/schema/plans";
import { tenants } from "@/db/schema/tenants";
import { inTransaction } from "@/db/transaction";
import { writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import { moveSubscribers } from "@/services/subscriptions/move-subscribers";
import { moveDrivers, startsOfAll } from "./move-drivers";
import { tellOfVersion } from "./tell-of-plan";
import { presentOf, startsByZone, type PlanStart } from "./next-period";

/** A version to be published. */
export interface VersionToPublish {
  readonly planId: Id<"plan">;
  /** The number that it will have: one that exists already is refused, so nothing is published twice. */
  readonly version: number;
  readonly name: string;
  readonly draft: PlanDraft;
  readonly start: PlanStart;
}

/** What was published, and for how many drivers. */
export interface Published {
  readonly planId: Id<"plan">;
  readonly planVersionId: Id<"planVersion">;
  readonly version: number;
  readonly drivers: number;
}

/**
 * Publishes the next version of a plan, and moves those who are on the plan to it: now, or with each one's next billing
 * period. From there on it holds for every stretch in which a driver is on the plan; what began before keeps its version.
 * @throws ServiceError FORBIDDEN, NOT_FOUND, INVALID, CONFLICT (that version exists already, or comes too early).
 */
export async function publishVersion(ctx: Ctx, input: VersionToPublish): Promise<Published> {
  requireRole(ctx, "finance");
  return inTransaction(ctx, async (tx) => {
    const plan = await lockPlan(tx, input.planId);
    const [row] = await tx.db
      .select({ latest: max(planVersions.version) })
      .from(planVersions)
      .where(and(eq(planVersions.tenantId, tx.tenantId), eq(planVersions.planId, plan.id)));
    if ((row?.latest ?? 0) + 1 !== input.version) {
      throw new ServiceError("CONFLICT", "The plan has another version by now.");
    }
    const planVersionId = await insertVersion(tx, { ...input, code: plan.code, kind: plan.kind });
    const drivers = await moveToVersion(tx, { ...input, kind: plan.kind, planVersionId });
    await tellOfVersion(tx, { planVersionId, name: input.name.trim() });
    await writePublished(tx, { ...input, planVersionId, drivers });
    return { planId: plan.id, planVersionId, version: input.version, drivers };
  });
}

// A subscriber has paid for the version that he is on: the next one holds when that is over.
async function moveToVersion(
  ctx: Ctx,
  input: VersionToPublish & {
    readonly kind: PlanKind;
    readonly planVersionId: Id<"planVersion">;
  },
): Promise<number> {
  const { planId, planVersionId, kind, start } = input;
  if (kind === "subscription") return moveSubscribers(ctx, planId, planVersionId);
  const starts = startsOfAll(ctx, await startsByZone(ctx, start));
  return moveDrivers(ctx, { planId, planVersionId, starts });
}

/** A plan to be made, with its first version. */
export interface PlanToCreate {
  /** Unique; lower case. */
  readonly code: string;
  /** How it is paid; never changes. */
  readonly kind: PlanKind;
  readonly name: string;
  readonly draft: PlanDraft;
}

/**
 * Makes a plan with its first version. Nobody is on it yet.
 * @throws ServiceError FORBIDDEN, INVALID, CONFLICT (the code is taken).
 */
export async function createPlan(ctx: Ctx, input: PlanToCreate): Promise<Published> {
  requireRole(ctx, "finance");
  return inTransaction(ctx, async (tx) => {
    const planId = newId<"plan">();
    const [created] = await tx.db
      .insert(plans)
      .values({ tenantId: tx.tenantId, id: planId, code: input.code, kind: input.kind })
      .onConflictDoNothing()
      .returning({ id: plans.id });
    if (!created) throw new ServiceError("CONFLICT", "There is a plan with that code already.");
    const planVersionId = await insertVersion(tx, { ...input, planId, version: 1 });
    await writePublished(tx, { ...input, planId, planVersionId, version: 1, drivers: 0 });
    return { planId, planVersionId, version: 1, drivers: 0 };
  });
}

/** A plan, locked so that neither a version nor a driver comes to it meanwhile. @throws ServiceError NOT_FOUND. */
export async function lockPlan(ctx: Ctx, planId: Id<"plan">) {
  const [plan] = await ctx.db
    .select()
    .from(plans)
    .where(and(eq(plans.tenantId, ctx.tenantId), eq(plans.id, planId)))
    .for("no key update");
  if (!plan) throw new ServiceError("NOT_FOUND", "There is no such plan.");
  return plan;
}

async function insertVersion(
  ctx: Ctx,
  input: Pick<VersionToPublish, "planId" | "version" | "name" | "draft"> & {
    readonly code: string;
    readonly kind: PlanKind;
  },
): Promise<Id<"planVersion">> {
  const { planId, version, draft } = input;
  const name = input.name.trim();
  if ((input.kind === "subscription") !== (draft.subscription !== undefined)) {
    throw new ServiceError(
      "INVALID",
      "A subscription has a fee, and only a subscription has one.",
      {
        at: "terms",
      },
    );
  }
  const [problem] = draftProblems(draft);
  if (problem) throw new ServiceError("INVALID", "The plan cannot be meant so.", { ...problem });
  if (name === "") throw new ServiceError("INVALID", "The plan needs a name.", { at: "name" });
  const [tenant] = await ctx.db.select().from(tenants).where(eq(tenants.id, ctx.tenantId));
  if (!tenant) throw new ServiceError("NOT_FOUND", "There is no such tenant.");
  const id = newId<"planVersion">();
  const publishedAt = presentOf(ctx);
  const tariffId = `${input.code}-${version}`.toUpperCase();
  const plan = planOfDraft(draft, { party: tenant, tariffId, at: publishedAt });
  const [firstPrice] = draft.mode === "cost_plus" ? draft.prices : [draft.own];
  await ctx.db.insert(planVersions).values({
    tenantId: ctx.tenantId,
    id,
    planId,
    version,
    name,
    priceMode: draft.mode,
    basis: draft.basis,
    currency: firstPrice?.currency ?? tenant.currency,
    definition: encodePlan(plan),
    publishedAt,
  });
  return id;
}

function writePublished(
  ctx: Ctx,
  of: {
    readonly planId: Id<"plan">;
    readonly planVersionId: Id<"planVersion">;
    readonly version: number;
    readonly drivers: number;
    readonly start?: PlanStart;
  },
): Promise<void> {
  const { planId, planVersionId, version, drivers, start } = of;
  return writeAudit(ctx, {
    action: "plan.publish",
    subjectType: "planVersion",
    subjectId: planVersionId,
    detail: { planId, version, drivers, ...(start && { start }) },
  });
}
