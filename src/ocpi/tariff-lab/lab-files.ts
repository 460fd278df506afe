import type { TariffTrial } from "@/core/rating/try-tariff";
import type { ChargingPeriod } from "@/core/roaming/cdr";
import type { OcpiVersion } from "@/ocpi/codec";
import { codecFor } from "@/ocpi/codec-for";
import { priceOut, type PriceOut } from "@/ocpi/command-line/price-line";
import type { JsonObject } from "@/ocpi/json-value";
import { compact } from "@/ocpi/wire/compact";
import { exactTimeText, microNumber } from "@/ocpi/wire/wire-values";
import type { Tariff } from "@/core/roaming/tariff";

/** What can be taken along from a trial, as JSON texts. */
export type LabFiles = {
  /** A line for the command `price`, which gives `result` for it. */
  readonly line: string;
  /** What the command `price` answers to `line`. */
  readonly result: string;
  /** The charging periods that a CPO should send for the charge. */
  readonly periods: string;
};

/** What was tried, and by which words of OCPI. */
export type LabCase = {
  readonly id: string;
  readonly version: OcpiVersion;
  readonly timeZone: string;
  /** As it was pasted; else it is written from the tariff. */
  readonly wire?: JsonObject;
  readonly tariff: Tariff;
};

/** Writes a trial down in OCPI's words and those of the command line. */
export function labFiles(trial: TariffTrial, of: LabCase): LabFiles {
  const { cdr, priced } = trial;
  const periods = cdr.chargingPeriods.map((period) => periodWire(period, of.version));
  const end = exactTimeText(cdr.endDateTime);
  const line = {
    id: of.id,
    ocpi_version: of.version,
    time_zone: of.timeZone,
    tariff: of.wire ?? codecFor(of.version)?.tariffFromCore(of.tariff),
    cdr: {
      start_date_time: exactTimeText(cdr.startDateTime),
      ...(of.version === "2.1.1" ? { stop_date_time: end } : { end_date_time: end }),
      currency: cdr.currency,
      charging_periods: periods,
    },
  };
  const result: PriceOut = priceOut(of.id, priced, []);
  return {
    line: JSON.stringify(line),
    result: JSON.stringify(result),
    periods: JSON.stringify(periods, null, 2),
  };
}

/** 2.1.1 knows no power, which a tariff of its can only test by current. */
function periodWire(period: ChargingPeriod, version: OcpiVersion): JsonObject {
  const dimensions = period.dimensions.filter(
    ({ type }) => version !== "2.1.1" || !type.endsWith("_POWER"),
  );
  return compact({
    start_date_time: exactTimeText(period.startDateTime),
    dimensions: dimensions.map(({ type, volume }) => ({ type, volume: microNumber(volume) })),
    tariff_id: period.tariffId,
  });
}
