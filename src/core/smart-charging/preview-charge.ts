import type { Money } from "@/core/money/money";
import {
  type ChargeCourse,
  type ChargeProblem,
  type ChargeSlot,
  chargeAtOnce,
  energyBySlot,
  planCharge,
  WH,
} from "./plan-charge";

/** What a course costs and emits. */
export interface CourseFigures {
  /** The driver's money for the whole charge, VAT included; null where it can't be known. */
  readonly cost: Money | null;
  /** g CO₂e of what is still to come; null where it is not known for each hour that is used. */
  readonly carbonG: number | null;
}

/** How a charge would go, against charging at once. */
export interface ChargePreview {
  readonly course: ChargeCourse;
  readonly figures: CourseFigures;
  readonly atOnce: { readonly course: ChargeCourse; readonly figures: CourseFigures };
  /** Part of the charge is put off. */
  readonly isShifted: boolean;
  /**
   * What the driver pays for a kWh in the hours before the departure: the same in each, not the same, or not known.
   * Where it is the same, waiting saves him no money, whatever the market does.
   */
  readonly ownPrice: "same" | "differs" | "unknown";
  /** A market price or carbon intensity that was used is a forecast. */
  readonly isForecast: boolean;
}

/** A charge to preview. */
export interface PreviewInput {
  readonly problem: ChargeProblem;
  /** How others planned it; absent: as `planCharge` does. */
  readonly course?: ChargeCourse;
  /** One for each slot: price and carbon intensity of the market are published, not foretold. */
  readonly isKnown: readonly boolean[];
  /** The whole cost of a course, fees for standing included; null where it can't be known. */
  readonly costOf: (course: ChargeCourse) => Money | null;
  /** The same for charging at once, where an operator has another price for its own planning. */
  readonly costAtOnce?: (course: ChargeCourse) => Money | null;
}

/**
 * Plans a charge and says what it comes to against charging at once. A plan for the cheapest hours that would cost the
 * driver more than charging at once (a fee for standing, a price that depends on more than the hour) is dropped for
 * that.
 */
export function previewCharge(input: PreviewInput): ChargePreview {
  const { problem, isKnown, costOf } = input;
  const atOnce = chargeAtOnce(problem);
  const planned = input.course ?? planCharge(problem);
  const costAtOnce = (input.costAtOnce ?? costOf)(atOnce);
  const isSame = sameCourse(planned, atOnce);
  const costPlanned = costOf(planned);
  const isDearer =
    !isSame &&
    input.course === undefined &&
    problem.style === "CHEAP" &&
    costPlanned !== null &&
    costAtOnce !== null &&
    costPlanned.amountMinor > costAtOnce.amountMinor;
  const course = isDearer ? atOnce : planned;
  const { slots } = problem;
  const used = energyBySlot(course, slots);
  return {
    course,
    figures: {
      cost: isDearer ? costAtOnce : costPlanned,
      carbonG: carbonOf(course, slots),
    },
    atOnce: { course: atOnce, figures: { cost: costAtOnce, carbonG: carbonOf(atOnce, slots) } },
    isShifted: !isSame && !isDearer,
    ownPrice: ownPriceOf(slots),
    isForecast: used.some((energy, index) => energy > 0 && isKnown[index] === false),
  };
}

function sameCourse(a: ChargeCourse, b: ChargeCourse): boolean {
  return (
    a.stretches.length === b.stretches.length &&
    a.stretches.every((one, index) => {
      const other = b.stretches[index];
      return one.startMs === other?.startMs && one.endMs === other.endMs;
    })
  );
}

function carbonOf(course: ChargeCourse, slots: readonly ChargeSlot[]): number | null {
  let grams = 0;
  for (const [index, energy] of energyBySlot(course, slots).entries()) {
    if (energy === 0) continue;
    const carbon = slots[index]?.carbonMicro;
    if (carbon === null || carbon === undefined) return null;
    grams += ((energy / WH / 1_000) * Number(carbon)) / 1_000_000;
  }
  return Math.round(grams);
}

function ownPriceOf(slots: readonly ChargeSlot[]): ChargePreview["ownPrice"] {
  const prices = slots.map(({ priceMicro }) => priceMicro);
  if (prices.length === 0 || prices.includes(null)) return "unknown";
  return new Set(prices).size === 1 ? "same" : "differs";
}
