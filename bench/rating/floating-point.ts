import type { PriceableCdr } from "@/core/rating/price-input";
import type { Tariff } from "@/core/roaming/tariff";
import type { Zone } from "@/core/time/local-time";
import { localAt } from "@/core/time/local-time";

// What exactness costs is seen beside the same choice of component and the same step in doubles,
// without notes, lines or taxes.

type FloatElement = {
  readonly startS: number;
  readonly endS: number;
  readonly startDate: number;
  readonly endDate: number;
  readonly price: ReadonlyMap<string, number>;
  readonly step: number;
};

/** A tariff in doubles. */
export function floatTariff({ elements }: Tariff): FloatElement[] {
  return elements.map(({ priceComponents, restrictions }) => ({
    startS: secondsOf(restrictions?.startTime, 0),
    endS: secondsOf(restrictions?.endTime, 86_400) || 86_400,
    startDate: dateOf(restrictions?.startDate, -Infinity),
    endDate: dateOf(restrictions?.endDate, Infinity),
    price: new Map(priceComponents.map((one) => [one.type, Number(one.price) / 1e6])),
    step: priceComponents.find(({ type }) => type === "ENERGY")?.stepSize ?? 1,
  }));
}

function secondsOf(text: string | undefined, absent: number): number {
  if (text === undefined) return absent;
  const [hours = 0, minutes = 0] = text.split(":").map(Number);
  return hours * 3600 + minutes * 60;
}

function dateOf(text: string | undefined, absent: number): number {
  return text === undefined ? absent : Number(text.replaceAll("-", ""));
}

/** A period in doubles. */
export type FloatPeriod = {
  readonly startMs: number;
  readonly volumes: readonly [string, number][];
};

/** A CDR's periods in doubles. */
export function floatPeriods({ chargingPeriods }: PriceableCdr): FloatPeriod[] {
  return chargingPeriods.map(({ startDateTime, dimensions }) => ({
    startMs: startDateTime.epochMilliseconds,
    volumes: dimensions.map(({ type, volume }) => [type, Number(volume) / 1e6]),
  }));
}

/** The price before taxes, about. */
export function priceFloat(
  periods: readonly FloatPeriod[],
  elements: readonly FloatElement[],
  zone: Zone,
): number {
  let total = 0;
  let hasFlat = false;
  let energy = 0;
  let last: { price: number; step: number } | undefined;
  for (const { startMs, volumes } of periods) {
    const { secondsOfDay, date } = localAt(zone, startMs);
    const select = (type: string) =>
      elements.find(
        (one) =>
          secondsOfDay >= one.startS &&
          secondsOfDay < one.endS &&
          date >= one.startDate &&
          date < one.endDate &&
          one.price.has(type),
      );
    const flat: number | undefined = hasFlat ? undefined : select("FLAT")?.price.get("FLAT");
    hasFlat ||= flat !== undefined;
    total += flat ?? 0;
    for (const [type, volume] of volumes) {
      const found = select(type);
      if (found === undefined) continue;
      const unit = found.price.get(type) ?? 0;
      total += unit * volume;
      if (type !== "ENERGY") continue;
      energy += volume;
      last = { price: unit, step: found.step };
    }
  }
  if (last === undefined) return total;
  const billed = (Math.ceil((energy * 1000) / last.step) * last.step) / 1000;
  return total + (billed - energy) * last.price;
}
