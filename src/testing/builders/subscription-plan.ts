import { randomBytes } from "node:crypto";
import type { Id } from "@/core/ids";
import { micro } from "@/core/money/quantity";
import type { PlanDraft } from "@/core/plans/plan-draft";
import type { SubscriptionTerms } from "@/core/plans/subscription-terms";
import type { PlanKind } from "@/db/schema/plans";
import type { Ctx } from "@/services/context";
import { createPlan } from "@/services/plans/publish-plan";

/** What may differ from the usual subscription. */
export interface SubscriptionPlanValues extends Partial<SubscriptionTerms> {
  readonly name: string;
  /** Öre a month, VAT included. */
  readonly feeMinor: bigint;
  /** What a kWh costs that is not included; 4.00 unless told otherwise. */
  readonly energy?: string;
}

/** An own tariff with VAT inside: so much per kWh, and 5.00 a start. */
export function ownDraft(energy: string, subscription?: SubscriptionTerms): PlanDraft {
  const own = { currency: "SEK", energy: micro(energy), windows: [], startFee: micro("5") };
  return { mode: "own_tariff", basis: "gross", own, ...(subscription && { subscription }) };
}

async function publish(ctx: Ctx, kind: PlanKind, name: string, draft: PlanDraft) {
  const code = `plan-${randomBytes(4).toString("hex")}`;
  return createPlan(ctx, { code, kind, name, draft });
}

/** Publishes a monthly subscription in SEK without a trial; returns its version. */
export async function aSubscriptionPlan(
  ctx: Ctx,
  { name, feeMinor, energy = "4", ...more }: SubscriptionPlanValues,
): Promise<Id<"planVersion">> {
  const terms: SubscriptionTerms = {
    interval: "month",
    currencies: [{ currency: "SEK", feeMinor }],
    trialDays: 0,
    includedMicroKwh: 0n,
    freeStarts: 0,
    ...more,
  };
  const draft = ownDraft(energy, terms);
  return (await publish(ctx, "subscription", name, draft)).planVersionId;
}

/** Publishes a postpaid plan without a fee; returns its version. */
export async function aPlanWithoutFee(ctx: Ctx, energy = "5"): Promise<Id<"planVersion">> {
  return (await publish(ctx, "postpaid", "Kvitt Rörlig", ownDraft(energy))).planVersionId;
}
