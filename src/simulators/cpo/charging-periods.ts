import { averageW, type Charge, energyWh, parkedStretches, type Stretch } from "./charge";
import { formatSeconds } from "./instants";
import type { CdrDimension, ChargingPeriod, Tariff } from "./ocpi-objects";
import { durationsOf, isPriceChange } from "./tariff-choice";

/** What the meter and the clock say about one stretch of a charge in which nothing about the price changes. */
export interface MeteredPeriod {
  startS: number;
  endS: number;
  energyWh: number;
  /** Offsets from the start of the charge, kept so that hours can be rounded cumulatively. */
  offsets: { fromS: number; toS: number };
  isCharging: boolean;
}

/** Wall clocks and windows of tariffs move on quarters of an hour in every zone, in summer-time changes too. */
const QUARTER_S = 900;

function cutsBetween(charge: Charge, tariff: Tariff, span: Span, parked: Stretch[]): number[] {
  const cuts = new Set<number>([span.fromS, span.toS]);
  const momentAt = (atS: number) => ({ atS, offsetS: atS - charge.startS });
  for (
    let quarterS = Math.ceil((span.fromS + 1) / QUARTER_S) * QUARTER_S;
    quarterS < span.toS;
    quarterS += QUARTER_S
  ) {
    const isCut =
      span.isCutEachQuarter === true ||
      isPriceChange(tariff, [momentAt(quarterS - 1), momentAt(quarterS)], span.timeZone);
    if (isCut) cuts.add(quarterS);
  }
  const stops = parked.flatMap(({ fromS, toS }) => [fromS, toS]);
  for (const offsetS of [...stops, ...durationsOf(tariff)]) {
    const atS = charge.startS + offsetS;
    if (atS > span.fromS && atS < span.toS) cuts.add(atS);
  }
  return [...cuts].toSorted((left, right) => left - right);
}

export interface Span {
  fromS: number;
  toS: number;
  timeZone: string;
  /** More periods than there need be: one for each quarter of an hour. */
  isCutEachQuarter?: boolean;
}

/** Splits a span wherever another price becomes active or the car stops charging, as a CPO shall (mod_cdrs, ChargingPeriod). */
export function meterPeriods(charge: Charge, tariff: Tariff, span: Span): MeteredPeriod[] {
  const parked = parkedStretches(charge, span.toS - charge.startS);
  const cuts = cutsBetween(charge, tariff, span, parked);
  return cuts.slice(1).map((endS, index) => {
    const startS = cuts[index] ?? span.fromS;
    const offsets = { fromS: startS - charge.startS, toS: endS - charge.startS };
    return {
      startS,
      endS,
      offsets,
      energyWh: energyWh(charge, offsets.toS) - energyWh(charge, offsets.fromS),
      isCharging: !parked.some(({ fromS, toS }) => offsets.fromS >= fromS && offsets.fromS < toS),
    };
  });
}

/** Hours with four decimals. Rounded on the offset from the start, so that the parts always add up to the whole. */
export function hoursBetween(fromS: number, toS: number): number {
  const tenThousandths = (offsetS: number): number => Math.round((offsetS * 10_000) / 3600);
  return (tenThousandths(toS) - tenThousandths(fromS)) / 10_000;
}

/** The wire form: ENERGY in kWh, TIME and PARKING_TIME in hours. */
export function toChargingPeriods(periods: MeteredPeriod[], tariff: Tariff): ChargingPeriod[] {
  return periods.map((period) => {
    const hours = hoursBetween(period.offsets.fromS, period.offsets.toS);
    const dimensions: CdrDimension[] = period.isCharging
      ? [
          { type: "ENERGY", volume: period.energyWh / 1000 },
          { type: "TIME", volume: hours },
        ]
      : [{ type: "PARKING_TIME", volume: hours }];
    return { start_date_time: formatSeconds(period.startS), dimensions, tariff_id: tariff.id };
  });
}

/** The wire form in a Session, which alone may say POWER: the average of each period in kW (mod_cdrs, CdrDimensionType). */
export function toSessionPeriods(
  periods: MeteredPeriod[],
  tariff: Tariff,
  charge: Charge,
): ChargingPeriod[] {
  return toChargingPeriods(periods, tariff).map((written, index) => {
    const { offsets } = periods[index] ?? { offsets: { fromS: 0, toS: 1 } };
    const volume = averageW(charge, offsets.fromS, offsets.toS) / 1000;
    return { ...written, dimensions: [...written.dimensions, { type: "POWER", volume }] };
  });
}
