import { and, asc, eq, lte } from "drizzle-orm";

import { exchangeRates } from "@/db/schema/tenants";
import type { Ctx } from "@/services/context";

/** A rate is used for so many days: over Christmas and Easter none is published. */
const MOST_DAYS = 7;

/** Units of the bookkeeping's currency for one of `currency` on a day, 10⁻⁶; null where none is known. */
export type RateOf = (currency: string, day: string) => bigint | null;

/** Reads the stored rates to a currency up to a day. */
export async function readRates(
  ctx: Ctx,
  quote: string,
  until: Temporal.PlainDate,
): Promise<RateOf> {
  const rows = await ctx.db
    .select({
      currency: exchangeRates.currency,
      validOn: exchangeRates.validOn,
      rateMicro: exchangeRates.rateMicro,
    })
    .from(exchangeRates)
    .where(
      and(
        eq(exchangeRates.tenantId, ctx.tenantId),
        eq(exchangeRates.quote, quote),
        lte(exchangeRates.validOn, until),
      ),
    )
    .orderBy(asc(exchangeRates.validOn));
  const byCurrency = Map.groupBy(rows, ({ currency }) => currency);
  return (currency, day) => {
    const date = Temporal.PlainDate.from(day);
    const found = byCurrency
      .get(currency)
      ?.findLast(({ validOn }) => Temporal.PlainDate.compare(validOn, date) <= 0);
    if (!found || found.validOn.until(date).days > MOST_DAYS) return null;
    return found.rateMicro;
  };
}
