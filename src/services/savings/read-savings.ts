import { and, eq } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { money } from "@/core/money/money";
import type { Savings } from "@/core/smart-charging/savings-shown";
import { sessionSavings } from "@/db/schema/sessions";
import type { Ctx } from "@/services/context";

/** What was worked out of a session; null where nothing was, it charged as at once, or nothing is known. */
export async function readSavings(ctx: Ctx, sessionId: Id<"session">): Promise<Savings | null> {
  const [row] = await ctx.db
    .select()
    .from(sessionSavings)
    .where(and(eq(sessionSavings.tenantId, ctx.tenantId), eq(sessionSavings.sessionId, sessionId)));
  return row ? toSavings(row) : null;
}

/** A stored row as people are shown it. */
export function toSavings(row: typeof sessionSavings.$inferSelect): Savings | null {
  const { trace, currency, marketCurrency, marketMicro, marketAtOnceMicro } = row;
  if (trace["isShifted"] !== true) return null;
  const [paid, atOnce] = [trace["paidGrossMinor"], trace["paidAtOnceGrossMinor"]];
  const isPriced = typeof paid === "string" && typeof atOnce === "string";
  const isTraded = marketCurrency !== null && marketMicro !== null && marketAtOnceMicro !== null;
  const { carbonG, carbonAtOnceG } = row;
  const savings: Savings = {
    saved: isPriced ? money(BigInt(atOnce) - BigInt(paid), currency) : null,
    market: isTraded
      ? { savedMicro: marketAtOnceMicro - marketMicro, currency: marketCurrency }
      : null,
    carbonSavedG: carbonG !== null && carbonAtOnceG !== null ? carbonAtOnceG - carbonG : null,
  };
  const isNothing = savings.saved === null && savings.carbonSavedG === null && !savings.market;
  return isNothing ? null : savings;
}
