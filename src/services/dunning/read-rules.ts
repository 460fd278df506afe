import { and, asc, desc, eq, lte } from "drizzle-orm";

import { startingRates, startingRules } from "@/core/dunning/country-rules";
import type { DunningRules } from "@/core/dunning/dunning-rules";
import { latePaymentRates, type RateFrom } from "@/core/dunning/interest";
import { dunningRules, referenceRates } from "@/db/schema/dunning";
import type { Ctx } from "@/services/context";

/** Who wrote the rules that came with the product. */
export const DEFAULTS_AUTHOR = "system:defaults";

/** The rules of a country as they are in force at a time. A tenant's first question writes down what it starts with. */
export async function readRules(
  ctx: Ctx,
  country: string,
  at: Temporal.Instant,
): Promise<{ readonly rules: DunningRules; readonly validFrom: Temporal.Instant }> {
  const known = await findRules(ctx, country, at);
  if (known) return known;
  await storeDefaults(ctx, country);
  const { rules, validFrom } = startingRules(country);
  return (await findRules(ctx, country, at)) ?? { rules, validFrom: startOf(validFrom) };
}

async function findRules(ctx: Ctx, country: string, at: Temporal.Instant) {
  const [row] = await ctx.db
    .select({ rules: dunningRules.rules, validFrom: dunningRules.validFrom })
    .from(dunningRules)
    .where(
      and(
        eq(dunningRules.tenantId, ctx.tenantId),
        eq(dunningRules.country, country),
        lte(dunningRules.validFrom, at),
      ),
    )
    .orderBy(desc(dunningRules.validFrom))
    .limit(1);
  return row ?? null;
}

/** Writes down the rules and reference rates that a tenant starts with in a country. What it has stays. */
export async function storeDefaults(ctx: Ctx, country: string): Promise<void> {
  const { rules, validFrom, source } = startingRules(country);
  await ctx.db
    .insert(dunningRules)
    .values({
      tenantId: ctx.tenantId,
      country,
      validFrom: startOf(validFrom),
      rules,
      source,
      createdBy: DEFAULTS_AUTHOR,
    })
    .onConflictDoNothing();
  const rates = startingRates(country);
  if (rates.length === 0) return;
  await ctx.db
    .insert(referenceRates)
    .values(
      rates.map((one) => ({
        tenantId: ctx.tenantId,
        country,
        validFrom: startOf(one.validFrom),
        rate: one.rate,
        source: one.source,
      })),
    )
    .onConflictDoNothing();
}

/** The yearly rates of late payment in a country, by day; none where its rules ask for no interest. */
export async function readLateRates(
  ctx: Ctx,
  country: string,
  rules: DunningRules,
): Promise<RateFrom[]> {
  if (rules.interestAboveReference === null) return [];
  let rows = await findRates(ctx, country);
  if (rows.length === 0) {
    // Rules of the tenant's own can be older here than any question about rates.
    await storeDefaults(ctx, country);
    rows = await findRates(ctx, country);
  }
  const references = rows.map(({ validFrom, rate }) => ({
    from: validFrom.toZonedDateTimeISO("UTC").toPlainDate(),
    rate,
  }));
  return latePaymentRates(references, rules.interestAboveReference);
}

async function findRates(ctx: Ctx, country: string) {
  return ctx.db
    .select({ validFrom: referenceRates.validFrom, rate: referenceRates.rate })
    .from(referenceRates)
    .where(and(eq(referenceRates.tenantId, ctx.tenantId), eq(referenceRates.country, country)))
    .orderBy(asc(referenceRates.validFrom));
}

/** Rules and rates change with a day; the instant that stands for it is its start in UTC. */
export function startOf(day: string): Temporal.Instant {
  return Temporal.PlainDate.from(day).toZonedDateTime("UTC").toInstant();
}
