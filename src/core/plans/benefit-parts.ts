import type { Micro, Rational } from "@/core/money/quantity";
import {
  MICRO,
  RATE_WHOLE,
  ZERO,
  addRational,
  divideRational,
  multiplyRational,
  rationalOf,
  subtractRational,
  toMicro,
} from "@/core/money/quantity";
import { no, ok, type Outcome } from "@/core/outcome";
import { withMargin } from "@/core/rating/cost-plus";
import type { ExplanationLine } from "@/core/rating/explain";
import type { Tax } from "@/core/rating/priced-cdr";
import type { CostPlusInput, RetailInput, RetailPrice } from "@/core/rating/retail-price";

/** An amount of a price that a subscription can take off, in the price's basis. */
export interface PartAmount {
  readonly tax: Tax;
  readonly amount: Rational;
}

/** Energy of one price: first come, first free. */
export interface EnergyPart extends PartAmount {
  /** 10⁻⁶ kWh, step included. */
  readonly quantity: Micro;
}

/** A price by what a subscription may include or cap. */
export interface BenefitParts {
  /** In the order in which it was charged. */
  readonly energy: readonly EnergyPart[];
  readonly starts: readonly PartAmount[];
  readonly idle: readonly PartAmount[];
  /** What caps took off time, and off the whole, already: none of it can be taken off twice. */
  readonly timeCapped: Rational;
  readonly capped: Rational;
}

/** Which parts are asked for; the others may be unknown. */
export interface PartsWanted {
  readonly energy: boolean;
  readonly starts: boolean;
  readonly idle: boolean;
}

/**
 * Tells a driver's price apart, with the plan's margin and discount on each part. A cost whose wanted parts nobody
 * states is refused rather than guessed.
 */
export function benefitParts(
  request: RetailInput,
  price: RetailPrice,
  wanted: PartsWanted,
): Outcome<BenefitParts, "no-cost-parts"> {
  return request.mode === "own-tariff"
    ? ok(partsOfTariff(price))
    : partsOfCost(request, price, wanted);
}

function partsOfTariff({ lines }: RetailPrice): BenefitParts {
  const parts = {
    energy: [] as EnergyPart[],
    starts: [] as PartAmount[],
    idle: [] as PartAmount[],
  };
  // A charge may be priced line by line out of order; what came first is included first.
  const inOrder = lines
    .flatMap(({ item, tax, amount }) => (item.kind === "component" ? [{ item, tax, amount }] : []))
    .toSorted((a, b) => a.item.periodIndex - b.item.periodIndex);
  for (const { item, tax, amount } of inOrder) {
    if (item.phase !== "charging" || amount.n <= 0n) continue;
    if (item.dimension === "ENERGY")
      parts.energy.push({ quantity: toMicro(item.quantity, "down"), tax, amount });
    if (item.dimension === "FLAT") parts.starts.push({ tax, amount });
    if (item.dimension === "PARKING_TIME") parts.idle.push({ tax, amount });
  }
  return { ...parts, timeCapped: ZERO, capped: takenBy(lines, "limit") };
}

function partsOfCost(
  input: CostPlusInput,
  { lines }: RetailPrice,
  wanted: PartsWanted,
): Outcome<BenefitParts, "no-cost-parts"> {
  const { cost, markup, cdr, vatRate } = input;
  const { perKwh, perSession, discount } = markup;
  const [energy, start, idle] = [
    wanted.energy ? withMargin(input, cost.energyNet) : ZERO,
    wanted.starts ? withMargin(input, cost.flatNet) : ZERO,
    wanted.idle ? withMargin(input, cost.parkingNet) : ZERO,
  ];
  if (!energy || !start || !idle) return no("no-cost-parts");
  const tax: Tax = { kind: "rate", rate: vatRate };
  const kept = (isDiscounted: boolean) => ({
    n: BigInt(RATE_WHOLE - (discount && isDiscounted ? discount.rate : 0)),
    d: BigInt(RATE_WHOLE),
  });
  const [onAll, onMost] = [discount?.on === "all", discount?.on !== "energy"];
  const part = (amount: Rational, isDiscounted: boolean): PartAmount[] =>
    amount.n <= 0n ? [] : [{ tax, amount: multiplyRational(amount, kept(isDiscounted)) }];
  const perEnergy = { n: cdr.totalEnergy * perKwh, d: MICRO * MICRO };
  return ok({
    energy: part(wanted.energy ? addRational(energy, perEnergy) : ZERO, true).map((one) => ({
      ...one,
      quantity: cdr.totalEnergy,
    })),
    starts: part(wanted.starts ? addRational(start, rationalOf(perSession)) : ZERO, onMost),
    idle: part(idle, onAll),
    timeCapped: multiplyRational(takenBy(lines, "time-cap"), kept(onAll)),
    capped: multiplyRational(takenBy(lines, "cap"), kept(onAll)),
  });
}

/** What the limits of a kind took off, as a positive amount. */
function takenBy(lines: readonly ExplanationLine[], kind: "limit" | "cap" | "time-cap"): Rational {
  return lines.reduce(
    (sum, { item, amount }) =>
      item.kind === kind && amount.n < 0n ? subtractRational(sum, amount) : sum,
    ZERO,
  );
}

/** The share of an energy part that `quantity` of it costs. */
export function shareOfEnergy(part: EnergyPart, quantity: Micro): Rational {
  if (quantity >= part.quantity) return part.amount;
  return multiplyRational(
    part.amount,
    divideRational(rationalOf(quantity), rationalOf(part.quantity)),
  );
}
