import { and, desc, eq, isNotNull, sql } from "drizzle-orm";

import { bearsAdditions, feeOf, type DunningStep } from "@/core/dunning/dunning-rules";
import { interestBegins, interestParts, type InterestPart } from "@/core/dunning/interest";
import { dunningEvents } from "@/db/schema/dunning";
import type { Ctx } from "@/services/context";
import { readLateRates } from "./read-rules";
import type { Standing } from "./standing";

/** What a step puts on top of an invoice. */
export interface PlannedAdditions {
  readonly feeMinor: bigint;
  readonly interest: readonly InterestPart[];
}

/** The fee of a step, and with a collection notice the interest that has run up to the day. */
export async function planAdditions(
  ctx: Ctx,
  standing: Standing,
  step: DunningStep,
): Promise<PlannedAdditions> {
  const feeMinor = feeOf(standing.rules, step, subjectOf(standing));
  const interest = step.action === "collection_notice" ? await interestSoFar(ctx, standing) : [];
  return { feeMinor, interest };
}

/**
 * Interest that ran on what is open of the invoice and is not asked for yet, up to today (exclusive). On fees and on
 * interest there is none.
 */
export async function interestSoFar(ctx: Ctx, standing: Standing): Promise<InterestPart[]> {
  const { rules, driver, openMinor } = standing;
  if (!bearsAdditions(rules, subjectOf(standing))) return [];
  const rates = await readLateRates(ctx, driver.address.country, rules);
  const today = ctx.clock.now().toZonedDateTimeISO(driver.timeZone).toPlainDate();
  const asked = await askedUntil(ctx, standing);
  return interestParts(openMinor, asked ?? interestBegins(rules, standing), today, rates);
}

function subjectOf({ invoice, openMinor }: Standing) {
  return { currency: invoice.currency, openMinor, isOfFees: invoice.kind === "fees" };
}

async function askedUntil(ctx: Ctx, { row }: Standing): Promise<Temporal.PlainDate | null> {
  const until = sql<string>`${dunningEvents.detail}->>'until'`;
  const [last] = await ctx.db
    .select({ until })
    .from(dunningEvents)
    .where(
      and(
        eq(dunningEvents.tenantId, ctx.tenantId),
        eq(dunningEvents.caseId, row.id),
        eq(dunningEvents.kind, "interest_added"),
        isNotNull(until),
      ),
    )
    .orderBy(desc(dunningEvents.seq))
    .limit(1);
  return last ? Temporal.PlainDate.from(last.until) : null;
}
