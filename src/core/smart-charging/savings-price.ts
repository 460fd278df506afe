import { money, type Money } from "@/core/money/money";
import { type PlanTerms, priceByTerms } from "@/core/rating/quote-terms";
import { segmentCharge } from "@/core/rating/segment-charge";
import type { MeterCurve } from "@/core/rating/segment-curve";
import { levelsOf } from "@/core/rating/segment-session";
import type { AtOnce, EndedCharge } from "./savings";

/** A driver's price of a charge. */
export interface DriverPrice {
  readonly net: Money;
  readonly gross: Money;
}

/** How a charge is priced: by the driver's terms, on the clock of the place. */
export interface PriceWay {
  readonly terms: PlanTerms;
  readonly timeZone: string | null;
}

/** What a charge costs its driver the way its meter showed it. Null where it can't be priced. */
export function priceAsCharged(
  charge: EndedCharge,
  curve: MeterCurve,
  way: PriceWay,
): DriverPrice | null {
  return priceOf(charge, { ...curve, energy: charge.energy }, way);
}

/**
 * What the same energy costs him charged at once: he stays plugged in as long, and what his price asks for standing
 * counts from when the car would have been done.
 */
export function priceAtOnce(
  charge: EndedCharge,
  { powerW, until, energy }: AtOnce,
  { curve, ...way }: PriceWay & { readonly curve: MeterCurve },
): DriverPrice | null {
  const { startDateTime } = charge;
  // A tariff by power says nothing where its CPO states none.
  const told = levelsOf(curve.power).length > 0;
  const once: MeterCurve = {
    energy,
    states: [
      { at: startDateTime, isCharging: true },
      { at: until, isCharging: false },
    ],
    ...(told && {
      power: [
        { at: startDateTime, level: BigInt(powerW) * 1_000n },
        { at: until, level: 0n },
      ],
    }),
  };
  return priceOf(charge, once, way);
}

function priceOf(
  { startDateTime, endDateTime }: EndedCharge,
  curve: MeterCurve,
  { terms, timeZone }: PriceWay,
): DriverPrice | null {
  const times = { startDateTime, endDateTime };
  const split = segmentCharge({ curve, ...times, timeZone, tariffs: [terms.tariff] });
  if (!split.ok || split.value.chargingPeriods.length === 0) return null;
  const { chargingPeriods, totalEnergy } = split.value;
  const { currency } = terms;
  const cdr = { ...times, currency, chargingPeriods, totalEnergy, sessionId: "savings" };
  const priced = priceByTerms(terms, cdr, timeZone);
  if (!priced.ok) return null;
  const { netMinor, grossMinor } = priced.value.price;
  return { net: money(netMinor, currency), gross: money(grossMinor, currency) };
}
