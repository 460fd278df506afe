import type { Cap } from "@/core/session-watch/decide-watch";
import { exponentOf } from "@/core/money/currency";
import { readRates } from "@/services/accounting/bookkeeping-rates";
import type { Ctx } from "@/services/context";

const MICRO = 1_000_000n;

/**
 * A cap in the currency that a charge is priced in, by the latest of the tenant's reference rates, which are a week old at
 * most; rounded down, so that it holds no later than it was meant to. Null where no rate is known.
 */
export async function capInCurrency(ctx: Ctx, cap: Cap, currency: string): Promise<Cap | null> {
  if (cap.currency === currency) return cap;
  const today = ctx.clock.now().toZonedDateTimeISO("UTC").toPlainDate();
  const day = today.toString();
  const ofCharge = (await readRates(ctx, cap.currency, today))(currency, day);
  const ofCap =
    ofCharge === null ? (await readRates(ctx, currency, today))(cap.currency, day) : null;
  const shift = BigInt((exponentOf(currency) ?? 2) - (exponentOf(cap.currency) ?? 2));
  const up = shift > 0n ? 10n ** shift : 1n;
  const down = shift < 0n ? 10n ** -shift : 1n;
  const exact = cap.amountMinor * up;
  if (ofCharge !== null && ofCharge > 0n) {
    return { ...cap, currency, amountMinor: (exact * MICRO) / (ofCharge * down) };
  }
  if (ofCap !== null) return { ...cap, currency, amountMinor: (exact * ofCap) / (MICRO * down) };
  return null;
}
