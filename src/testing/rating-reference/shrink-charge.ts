import type { Tariff, TariffElement } from "@/core/roaming/tariff";
import type { ReferenceCharge } from "./reference-price";

/** The smallest charge found that still fails, by leaving out one part after the other. */
export function shrinkCharge(
  charge: ReferenceCharge,
  fails: (charge: ReferenceCharge) => boolean,
): ReferenceCharge {
  let smallest = charge;
  for (;;) {
    const smaller = smallerCharges(smallest).find(fails);
    if (smaller === undefined) return smallest;
    smallest = smaller;
  }
}

function smallerCharges(charge: ReferenceCharge): ReferenceCharge[] {
  const { cdr, tariffs } = charge;
  const periods = lists(cdr.chargingPeriods, (period) => [
    ...without(period.dimensions).map((dimensions) => ({ ...period, dimensions })),
    ...(period.tariffId === undefined ? [] : [{ ...period, tariffId: undefined }]),
  ]);
  return [
    ...periods
      .filter((list) => list.length > 0)
      .map((chargingPeriods) => ({ ...charge, cdr: { ...cdr, chargingPeriods } })),
    ...lists(tariffs, smallerTariffs).map((fewer) => ({ ...charge, tariffs: fewer })),
  ];
}

function smallerTariffs(tariff: Tariff): Tariff[] {
  return [
    ...lists(tariff.elements, smallerElements).map((elements) => ({ ...tariff, elements })),
    ...withoutSome(tariff, ["minPrice", "maxPrice", "startDateTime", "endDateTime", "type"]),
  ];
}

function smallerElements(element: TariffElement): TariffElement[] {
  const { priceComponents, restrictions } = element;
  const fewer = without(priceComponents).map((list) => ({ ...element, priceComponents: list }));
  if (restrictions === undefined) return fewer;
  const { dayOfWeek, ...rest } = restrictions;
  const keys = Object.keys(rest) as (keyof typeof rest)[];
  return [
    ...fewer,
    { priceComponents },
    ...withoutSome(restrictions, keys).map((looser) => ({ ...element, restrictions: looser })),
    ...without(dayOfWeek).map((days) => ({
      ...element,
      restrictions: { ...restrictions, dayOfWeek: days },
    })),
  ];
}

/** Each list with one entry left out, and each with one entry made smaller. */
function lists<T>(list: readonly T[], smaller: (entry: T) => readonly T[]): T[][] {
  return [
    ...without(list),
    ...list.flatMap((entry, index) => smaller(entry).map((other) => list.with(index, other))),
  ];
}

function without<T>(list: readonly T[]): T[][] {
  return list.map((_, index) => list.toSpliced(index, 1));
}

function withoutSome<T extends object>(value: T, keys: readonly (keyof T)[]): T[] {
  return keys
    .filter((key) => value[key] !== undefined)
    .map((key) => ({ ...value, [key]: undefined }));
}
