import { and, eq, inArray } from "drizzle-orm";

import { fourEyesFrom } from "@/core/approvals/four-eyes";
import { automaticReason } from "@/core/credits/automatic-reason";
import type { CreditTarget } from "@/core/credits/share-credit";
import { newId } from "@/db/new-id";
import { chargeCorrections } from "@/db/schema/plans";
import { tenants } from "@/db/schema/tenants";
import { inTransaction } from "@/db/transaction";
import { writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { ServiceError } from "@/services/service-error";
import type { CreditOrder } from "./credit-order";
import type { CreditOriginal } from "./credit-original";
import { readDueGroups, type DueGroup } from "./due-groups";
import { lockOriginal } from "./lock-original";
import { planCredit, planShares } from "./plan-credit";
import { readOriginal } from "./read-original";
import { requestCreditNote } from "./request-credit-note";

const BATCH = 200;

/**
 * Issues the credit notes that operators' corrections ask for, one for each document and cause, as long as they stay below
 * the limit from which two people decide; what is above it waits for finance. Each in its own transaction: one that cannot
 * be issued does not keep the others. Answers how many it issued.
 */
export async function issueDueCreditNotes(ctx: Ctx): Promise<number> {
  let issued = 0;
  for (const group of await readDueGroups(ctx, BATCH)) {
    if (group.cause !== "credit_cdr" && group.cause !== "correction") continue;
    try {
      if (await inTransaction(ctx, (tx) => issueGroup(tx, group))) issued += 1;
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      ctx.log.warn(
        { err: error, source: group.source },
        "a credit note that is due was not issued",
      );
    }
  }
  return issued;
}

async function issueGroup(ctx: Ctx, group: DueGroup): Promise<boolean> {
  await lockOriginal(ctx, group.source);
  const original = await readOriginal(ctx, group.source);
  // Somebody else may have been first.
  const waiting = new Set(original.corrections.map(({ id }) => id));
  const ids = group.ids.filter((id) => waiting.has(id));
  if (ids.length === 0) return false;
  const order = { source: group.source, amount: { of: "corrections", ids } } as const;
  const totalMinor = await totalOf(ctx, original, { ...order, target: "wallet" });
  if (totalMinor === null || totalMinor >= (await limitOf(ctx, group.currency))) return false;
  const cause = group.cause === "correction" ? "correction" : "credit_cdr";
  await requestCreditNote(ctx, {
    ...order,
    id: newId<"creditNote">(),
    cause,
    reason: automaticReason[cause][group.locale],
    target: usualTarget(original, totalMinor),
    totalMinor,
  });
  return true;
}

// Null: all of it was given back before, by goodwill or after a dispute. Then there is nothing left to wait for.
async function totalOf(
  ctx: Ctx,
  original: CreditOriginal,
  order: CreditOrder & { readonly amount: { readonly of: "corrections" } },
): Promise<bigint | null> {
  try {
    return planCredit(original, order).totals.totalMinor;
  } catch (error) {
    const isSpent = error instanceof ServiceError && error.detail["reason"] === "nothing_left";
    if (!isSpent || order.amount.of !== "corrections") throw error;
    const ids = [...order.amount.ids];
    await ctx.db
      .update(chargeCorrections)
      .set({ state: "credited" })
      .where(and(eq(chargeCorrections.tenantId, ctx.tenantId), inArray(chargeCorrections.id, ids)));
    for (const id of ids) {
      await writeAudit(ctx, {
        action: "correction.nothing_left",
        subjectType: "charge_correction",
        subjectId: id,
      });
    }
    return null;
  }
}

async function limitOf(ctx: Ctx, currency: string): Promise<bigint> {
  const [tenant] = await ctx.db
    .select({ billing: tenants.billing })
    .from(tenants)
    .where(eq(tenants.id, ctx.tenantId));
  return fourEyesFrom(tenant?.billing.fourEyesFrom, currency);
}

/** Back to where it came from: the card that paid, or the driver's account where no card can take it. */
function usualTarget(original: CreditOriginal, totalMinor: bigint): CreditTarget {
  if (original.source.of === "charge") return "wallet";
  try {
    planShares(original, totalMinor, "card");
    return "card";
  } catch (error) {
    if (error instanceof ServiceError) return "account";
    throw error;
  }
}
