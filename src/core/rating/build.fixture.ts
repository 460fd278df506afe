import { micro, parseRate } from "@/core/money/quantity";
import type { CdrDimension, ChargingPeriod } from "@/core/roaming/cdr";
import type {
  PriceComponent,
  Tariff,
  TariffDimension,
  TariffElement,
  TariffRestrictions,
} from "@/core/roaming/tariff";

import type { RetailCdr } from "./retail-price";

/** For tests: a component from plain decimals, "ENERGY 0.25 @10 /500" being 0.25/kWh, 10 %, step 500 Wh. */
function component(text: string): PriceComponent {
  const match = /^(\w+) ([\d.]+)(?: @([\d.]+))?(?: \/(\d+))?$/.exec(text);
  if (match === null) throw new Error(`not a component: ${text}`);
  const vat = match[3] === undefined ? undefined : parseRate(match[3]);
  return {
    type: match[1] as TariffDimension,
    price: micro(match[2] ?? ""),
    vat: vat?.ok === true ? vat.value.value : undefined,
    stepSize: Number(match[4] ?? 1),
  };
}

/** For tests: an element of components, with restrictions. */
export function element(
  components: readonly string[],
  restrictions?: Partial<TariffRestrictions>,
): TariffElement {
  return {
    priceComponents: components.map(component),
    ...(restrictions && { restrictions: { dayOfWeek: [], ...restrictions } }),
  };
}

/** For tests: a tariff in EUR of these elements. */
export function tariff(elements: readonly TariffElement[], rest: Partial<Tariff> = {}): Tariff {
  return {
    countryCode: "SE",
    partyId: "NSL",
    id: "T1",
    currency: "EUR",
    tariffAltText: [],
    elements,
    taxIncluded: null,
    lastUpdated: Temporal.Instant.from("2026-01-01T00:00:00Z"),
    ...rest,
  };
}

/** For tests: a period from its start and "ENERGY 20.45" volumes. */
export function period(start: string, ...volumes: readonly string[]): ChargingPeriod {
  const dimensions = volumes.map((text): CdrDimension => {
    const [type = "", volume = ""] = text.split(" ");
    return { type, volume: micro(volume) };
  });
  return { startDateTime: Temporal.Instant.from(start), dimensions };
}

/** For tests: what of a CDR is priced, in EUR, from the first period to `end`. */
export function cdr(
  end: string,
  periods: readonly ChargingPeriod[],
  rest: Partial<RetailCdr> = {},
): RetailCdr {
  const endDateTime = Temporal.Instant.from(end);
  const energies = periods.flatMap(({ dimensions }) =>
    dimensions.flatMap(({ type, volume }) => (type === "ENERGY" ? [volume] : [])),
  );
  return {
    startDateTime: periods[0]?.startDateTime ?? endDateTime,
    endDateTime,
    currency: "EUR",
    chargingPeriods: periods,
    totalEnergy: energies.reduce((sum, volume) => sum + volume, 0n),
    ...rest,
  };
}
