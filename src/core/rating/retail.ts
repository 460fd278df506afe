import { isCurrency } from "@/core/money/currency";
import { toMinor } from "@/core/money/money";
import type { Rate } from "@/core/money/quantity";
import { RATE_WHOLE } from "@/core/money/quantity";
import { divRound } from "@/core/money/rounding";
import type { Outcome } from "@/core/outcome";
import { no, ok } from "@/core/outcome";

import { priceCostPlus } from "./cost-plus";
import { priceOwnTariff } from "./own-tariff";
import type { RetailInput, RetailPrice, RetailRate, RetailRefusal } from "./retail-price";

/**
 * Prices a CDR for the driver, by the plan's own tariff or by cost plus markup. Rounded half away from
 * zero once per rate of VAT, in the basis; the other figures are extracted from the rounded one.
 */
export function priceRetail(input: RetailInput): Outcome<RetailPrice, RetailRefusal> {
  const { basis, currency } = input;
  if (!isCurrency(currency)) return no({ code: "unknown-currency", currency });
  const outcome = input.mode === "own-tariff" ? priceOwnTariff(input) : priceCostPlus(input);
  if (!outcome.ok) return outcome;
  const { exact, parts, fixedMinor, lines } = outcome.value;
  const perRate = parts.map((part, index) => {
    const minor = fixedMinor?.[index] ?? toMinor(part.exact, currency, "half-away").amountMinor;
    return basis === "gross" ? fromGross(minor, part.vatRate) : fromNet(minor, part.vatRate);
  });
  const sum = (pick: (rate: RetailRate) => bigint) =>
    perRate.reduce((total, rate) => total + pick(rate), 0n);
  return ok({
    basis,
    currency,
    perRate,
    netMinor: sum(({ netMinor }) => netMinor),
    vatMinor: sum(({ vatMinor }) => vatMinor),
    grossMinor: sum(({ grossMinor }) => grossMinor),
    exact,
    lines,
  });
}

function fromGross(grossMinor: bigint, vatRate: Rate): RetailRate {
  const rate = BigInt(vatRate);
  const vatMinor = divRound(grossMinor * rate, BigInt(RATE_WHOLE) + rate, "half-away");
  return { vatRate, netMinor: grossMinor - vatMinor, vatMinor, grossMinor };
}

function fromNet(netMinor: bigint, vatRate: Rate): RetailRate {
  const vatMinor = divRound(netMinor * BigInt(vatRate), BigInt(RATE_WHOLE), "half-away");
  return { vatRate, netMinor, vatMinor, grossMinor: netMinor + vatMinor };
}
