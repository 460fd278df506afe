import { toMinor } from "@/core/money/money";
import type { Micro, Rate, Rational } from "@/core/money/quantity";
import {
  ZERO,
  addRational,
  compareRational,
  divideRational,
  multiplyRational,
  rationalOf,
  subtractRational,
} from "@/core/money/quantity";
import { sumOf, vatAmountOf } from "@/core/money/vat-amount";
import { ok, type Outcome } from "@/core/outcome";
import { sumLines, type BenefitItem, type ExplanationLine } from "@/core/rating/explain";
import type { Tax } from "@/core/rating/priced-cdr";
import type { RetailInput, RetailPrice } from "@/core/rating/retail-price";
import { benefitParts, shareOfEnergy, type BenefitParts, type PartAmount } from "./benefit-parts";
import type { BenefitsLeft, BenefitUse } from "./benefits";

/** A price with what a subscription took off it; `use` is null where it took nothing. */
export interface BenefitedPrice {
  readonly price: RetailPrice;
  readonly use: BenefitUse | null;
}

interface Deduction extends PartAmount {
  readonly item: BenefitItem;
}

interface Found {
  readonly deductions: readonly Deduction[];
  readonly energy: Micro;
  readonly starts: number;
}

/**
 * Takes included energy, a free start and what idling costs above its cap off the price of one charge. Each is a line
 * of its own, and the price is rounded once per rate of VAT after them. What a cap of the plan took off already is not
 * taken off again, and a price never falls below nothing. What costs nothing uses nothing up.
 */
export function applyBenefits(
  request: RetailInput,
  price: RetailPrice,
  left: BenefitsLeft,
): Outcome<BenefitedPrice, "no-cost-parts"> {
  const wanted = {
    energy: left.energy > 0n,
    starts: left.starts > 0,
    idle: left.idleCap !== null,
  };
  const untouched = ok({ price, use: null });
  if (price.exact.n <= 0n || !(wanted.energy || wanted.starts || wanted.idle)) return untouched;
  const parts = benefitParts(request, price, wanted);
  if (!parts.ok) return parts;
  const found = deductionsOf(parts.value, left);
  const asked = sumLines(found.deductions);
  const allowed = within(subtractRational(asked, parts.value.capped), price.exact);
  if (allowed.n === 0n) return untouched;
  const scale = divideRational(allowed, asked);
  const lines = found.deductions.map(({ item, tax, amount }) => ({
    item,
    basis: price.basis,
    tax,
    amount: multiplyRational(amount, { n: -scale.n, d: scale.d }),
  }));
  const reduced = withLines(price, lines);
  const savedMinor = price.grossMinor - reduced.grossMinor;
  const use: BenefitUse = {
    includedMicroKwh: found.energy.toString(),
    startFees: found.starts,
    savedMinor: savedMinor.toString(),
  };
  return ok({ price: reduced, use });
}

function deductionsOf(parts: BenefitParts, left: BenefitsLeft): Found {
  const energy = includedEnergy(parts, left.energy);
  const starts = left.starts > 0 ? parts.starts : [];
  return {
    deductions: [
      ...energy.deductions,
      ...starts.map((part): Deduction => ({ ...part, item: { kind: "free-start" } })),
      ...aboveIdleCap(parts, left.idleCap),
    ],
    energy: energy.quantity,
    starts: starts.length > 0 ? 1 : 0,
  };
}

function includedEnergy({ energy }: BenefitParts, left: Micro) {
  let quantity = 0n;
  const byTax = new Map<string, { tax: Tax; amount: Rational; energy: Micro }>();
  for (const part of energy) {
    const rest = left - quantity;
    const taken = part.quantity < rest ? part.quantity : rest;
    if (taken <= 0n) continue;
    quantity += taken;
    const key = part.tax.kind === "rate" ? String(part.tax.rate) : part.tax.kind;
    const before = byTax.get(key) ?? { tax: part.tax, amount: ZERO, energy: 0n };
    byTax.set(key, {
      tax: part.tax,
      amount: addRational(before.amount, shareOfEnergy(part, taken)),
      energy: before.energy + taken,
    });
  }
  const deductions = [...byTax.values()].map(({ tax, amount, energy: included }): Deduction => ({
    tax,
    amount,
    item: { kind: "included-energy", energy: included },
  }));
  return { quantity, deductions };
}

function aboveIdleCap({ idle, timeCapped }: BenefitParts, cap: Micro | null): Deduction[] {
  const all = sumLines(idle);
  if (cap === null || all.n <= 0n) return [];
  const over = subtractRational(subtractRational(all, rationalOf(cap)), timeCapped);
  if (over.n <= 0n) return [];
  const scale = divideRational(over, all);
  return idle.map(({ tax, amount }) => ({
    tax,
    amount: multiplyRational(amount, scale),
    item: { kind: "idle-cap", maximum: cap },
  }));
}

function within(amount: Rational, most: Rational): Rational {
  if (amount.n <= 0n) return ZERO;
  return compareRational(amount, most) > 0 ? most : amount;
}

/** The price with more lines, rounded anew: once for each rate. */
function withLines(price: RetailPrice, more: readonly ExplanationLine[]): RetailPrice {
  const { basis, currency } = price;
  const lines = [...price.lines, ...more];
  const perRate = price.perRate.map((before) => {
    const exact = sumLines(lines.filter(({ tax }) => rateOf(tax) === before.vatRate));
    const { amountMinor } = toMinor(exact, currency, "half-away");
    return { ...before, ...vatAmountOf(basis, amountMinor, before.vatRate) };
  });
  return { basis, currency, perRate, ...sumOf(perRate), exact: sumLines(lines), lines };
}

function rateOf(tax: Tax): Rate {
  return tax.kind === "rate" ? tax.rate : 0;
}
