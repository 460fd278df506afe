import { localTime } from "./instants";
import type { PriceComponent, Tariff, TariffDimension, TariffElement } from "./ocpi-objects";

const DIMENSIONS: readonly TariffDimension[] = ["ENERGY", "FLAT", "PARKING_TIME", "TIME"];

/** An instant of a charge in seconds: by the clock, and since its start. */
export interface Moment {
  atS: number;
  offsetS: number;
}

function isWithin(time: string, element: TariffElement): boolean {
  const { start_time: start, end_time: end } = element.restrictions ?? {};
  if (start === undefined || end === undefined) return true;
  if (end === "00:00") return time >= start;
  return start < end ? time >= start && time < end : time >= start || time < end;
}

/** The first element, in the tariff's order, that prices this dimension and whose window and length of stay hold (mod_tariffs, TariffElement). */
export function componentAt(
  tariff: Tariff,
  dimension: TariffDimension,
  { atS, offsetS }: Moment,
  timeZone: string,
): PriceComponent | null {
  const time = localTime(atS, timeZone);
  for (const element of tariff.elements) {
    const component = element.price_components.find(({ type }) => type === dimension);
    const hasLasted = offsetS >= (element.restrictions?.min_duration ?? 0);
    if (component !== undefined && hasLasted && isWithin(time, element)) return component;
  }
  return null;
}

/** True when any dimension has another component at one instant than at the other. */
export function isPriceChange(
  tariff: Tariff,
  instants: readonly [Moment, Moment],
  timeZone: string,
): boolean {
  return DIMENSIONS.some(
    (dimension) =>
      componentAt(tariff, dimension, instants[0], timeZone) !==
      componentAt(tariff, dimension, instants[1], timeZone),
  );
}

/** After how many seconds of a charge a price of the tariff begins (mod_tariffs, TariffRestrictions, min_duration). */
export function durationsOf(tariff: Tariff): number[] {
  return tariff.elements.flatMap(({ restrictions }) => restrictions?.min_duration ?? []);
}
