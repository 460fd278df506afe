import { and, eq, sql } from "drizzle-orm";

import {
  answerBy,
  clockDays,
  clockStepOf,
  clockSteps,
  dayCounts,
  isClockDays,
  type ClockDays,
  type ClockStep,
} from "@/core/disputes/dispute-clock";
import type { DisputeState } from "@/core/disputes/dispute-steps";
import type { Id } from "@/core/ids";
import { cdrs } from "@/db/schema/cdrs";
import { tenants } from "@/db/schema/tenants";
import { inTransaction } from "@/db/transaction";
import { writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";

/** The clocks of disputes as finance sees them. */
export interface DisputeClocks {
  readonly days: ClockDays;
  /** When each step would have to be done that begins now, at a CPO of our own country. */
  readonly ends: Readonly<Record<ClockStep, Temporal.Instant>>;
}

/** Where a dispute begins. */
export const OPENED = { state: "open", isRefundComing: false } as const;

/**
 * Until when the step of a state should be done that begins now; null where nobody's clock runs. Holidays are those of who
 * has to act: the operator's country for its answer, else ours.
 */
export async function clockOf(
  ctx: Ctx,
  cdrId: Id<"cdr">,
  { state, isRefundComing }: { readonly state: DisputeState; readonly isRefundComing: boolean },
): Promise<Temporal.Instant | null> {
  const step = clockStepOf(state, isRefundComing);
  if (step === null) return null;
  const { days, ...own } = await readClock(ctx);
  const country = step === "partner" ? await countryOfCpo(ctx, cdrId) : own.country;
  const rule = { ...own, country: country ?? own.country, counts: days.counts };
  return answerBy(ctx.clock.now(), days[step], rule);
}

/** Days that each step of a dispute may take with this tenant. */
export async function clockDaysOf(ctx: Ctx): Promise<ClockDays> {
  return (await readClock(ctx)).days;
}

/** The clocks, for finance. @throws ServiceError FORBIDDEN. */
export async function readDisputeClocks(ctx: Ctx): Promise<DisputeClocks> {
  requireRole(ctx, "finance");
  const { days, ...own } = await readClock(ctx);
  const endOf = (step: ClockStep) =>
    answerBy(ctx.clock.now(), days[step], { ...own, counts: days.counts });
  const [finance, partner] = [endOf("finance"), endOf("partner")];
  return { days, ends: { finance, partner, credit: endOf("credit"), refund: endOf("refund") } };
}

/**
 * Finance sets how many days each step may take and which count, for steps that begin from now on.
 * @throws ServiceError FORBIDDEN, INVALID (fewer than 1 day, more than 90, or no whole number).
 */
export async function setDisputeClocks(ctx: Ctx, days: ClockDays): Promise<void> {
  requireRole(ctx, "finance");
  const wrong = clockSteps.find((step) => !isClockDays(days[step]));
  if (wrong !== undefined || !dayCounts.includes(days.counts)) {
    throw new ServiceError("INVALID", "A step takes 1 to 90 days.", { field: wrong ?? "counts" });
  }
  const { finance, partner, credit, refund, counts } = days;
  const own = { finance, partner, credit, refund, counts };
  await inTransaction(ctx, async (tx) => {
    const [before] = await tx.db
      .select({ portal: tenants.portal })
      .from(tenants)
      .where(eq(tenants.id, tx.tenantId))
      .for("update");
    await tx.db
      .update(tenants)
      .set({
        portal: sql`jsonb_set(${tenants.portal}, '{disputeDays}', ${JSON.stringify(own)}::jsonb)`,
      })
      .where(eq(tenants.id, tx.tenantId));
    await writeAudit(tx, {
      action: "dispute.clocks_changed",
      subjectType: "tenant",
      subjectId: tx.tenantId,
      detail: { from: clockDays(before?.portal.disputeDays), to: own },
    });
  });
}

async function readClock(ctx: Ctx) {
  const [tenant] = await ctx.db
    .select({
      portal: tenants.portal,
      timeZone: tenants.timeZone,
      country: tenants.countryCode,
    })
    .from(tenants)
    .where(eq(tenants.id, ctx.tenantId));
  if (!tenant) throw new Error("the tenant is gone");
  const { portal, ...own } = tenant;
  return { days: clockDays(portal.disputeDays), ...own };
}

async function countryOfCpo(ctx: Ctx, cdrId: Id<"cdr">): Promise<string | null> {
  const [cdr] = await ctx.db
    .select({ country: cdrs.countryCode })
    .from(cdrs)
    .where(and(eq(cdrs.tenantId, ctx.tenantId), eq(cdrs.id, cdrId)));
  return cdr?.country ?? null;
}
