import { money, type Money } from "@/core/money/money";
import type { Micro } from "@/core/money/quantity";
import { no, ok, type Outcome } from "@/core/outcome";
import { courseOf, type PriceStep } from "@/core/rating/quote-course";
import { type PlanTerms, priceByTerms } from "@/core/rating/quote-terms";
import { segmentCharge } from "@/core/rating/segment-charge";
import type {
  EnergySample,
  LevelSample,
  MeterCurve,
  StateSample,
} from "@/core/rating/segment-curve";
import { levelsOf, type SessionCurve } from "@/core/rating/segment-session";
import type { ChargeStretch } from "./plan-charge";

/** A charge whose cost is asked for. */
export interface PlannedCost {
  readonly terms: PlanTerms;
  readonly timeZone: string | null;
  readonly startDateTime: Temporal.Instant;
  /** When the car is unplugged. */
  readonly endDateTime: Temporal.Instant;
  /** What its CPO has told so far; null: it has not begun, or nothing was read. */
  readonly before: SessionCurve | null;
  /** 10⁻⁶ kWh that have flowed when the plan begins. */
  readonly energyNow: Micro;
  readonly plansFrom: Temporal.Instant;
  readonly stretches: readonly ChargeStretch[];
}

/** W · ms in 10⁻⁶ kWh. */
const PER_MICRO_KWH = 3_600n;

/**
 * What a charge comes to in the driver's money when it goes as planned, VAT included: energy at the price of its hour,
 * and what standing still costs by the tariff, also after it is ready. An estimate; the bill is priced from the CDR.
 */
export function costOfPlan(plan: PlannedCost): Outcome<Money, "unpriceable"> {
  const { terms, timeZone, startDateTime, endDateTime } = plan;
  const times = { startDateTime, endDateTime };
  const split = segmentCharge({
    curve: curveOf(plan),
    ...times,
    timeZone,
    tariffs: [terms.tariff],
  });
  if (!split.ok) return no("unpriceable");
  const { chargingPeriods, totalEnergy } = split.value;
  if (chargingPeriods.length === 0) return no("unpriceable");
  const { currency } = terms;
  const cdr = { ...times, currency, chargingPeriods, totalEnergy, sessionId: "plan" };
  const price = priceByTerms(terms, cdr, timeZone);
  return price.ok ? ok(money(price.value.price.grossMinor, currency)) : no("unpriceable");
}

/**
 * The unit prices over the rest of a charge if it charges all the time with an even power: what one hour costs against
 * another.
 */
export function pricesAhead(
  plan: Omit<PlannedCost, "stretches"> & { readonly powerW: number },
): readonly PriceStep[] {
  const { plansFrom, endDateTime, powerW, terms, startDateTime, timeZone } = plan;
  const stretches = [
    { startMs: plansFrom.epochMilliseconds, endMs: endDateTime.epochMilliseconds, powerW },
  ];
  const curve = curveOf({ ...plan, stretches });
  const course = courseOf(terms, { curve, startDateTime, endDateTime, timeZone });
  return course.ok ? course.value : [];
}

/** 10⁻⁶ of the currency for a kWh under a price step, what charging costs by the minute spread over it. */
export function pricePerKwh({ perKwh, perMinute }: PriceStep, powerW: number): bigint {
  const byTime = powerW > 0 ? ((perMinute ?? 0n) * 60_000n) / BigInt(powerW) : 0n;
  return (perKwh ?? 0n) + byTime;
}

function curveOf({
  before,
  energyNow,
  plansFrom,
  stretches,
}: Omit<PlannedCost, "terms">): MeterCurve {
  const at = (ms: number) => Temporal.Instant.fromEpochMilliseconds(ms);
  const energy: EnergySample[] = [{ at: plansFrom, energy: energyNow }];
  const states: StateSample[] = [];
  const levels: LevelSample[] = [];
  let flowed = 0n;
  let endMs = plansFrom.epochMilliseconds;
  for (const { startMs, endMs: until, powerW } of stretches) {
    if (startMs > endMs) {
      states.push({ at: at(endMs), isCharging: false });
      levels.push({ at: at(endMs), level: 0n });
    }
    energy.push({ at: at(startMs), energy: energyNow + flowed / PER_MICRO_KWH });
    states.push({ at: at(startMs), isCharging: true });
    levels.push({ at: at(startMs), level: BigInt(powerW) * 1_000n });
    flowed += BigInt(powerW) * BigInt(until - startMs);
    energy.push({ at: at(until), energy: energyNow + flowed / PER_MICRO_KWH });
    endMs = until;
  }
  states.push({ at: at(endMs), isCharging: false });
  levels.push({ at: at(endMs), level: 0n });
  if (before === null) return { energy, states, power: levels };
  const told = levelsOf(before.curve.power);
  return {
    ...before.curve,
    energy: [...before.curve.energy, ...energy],
    states: [...(before.curve.states ?? []), ...states],
    // A tariff by power says nothing where its CPO states none.
    ...(told.length > 0 && { power: [...told, ...levels] }),
  };
}
