import type { ChargingPeriod } from "@/core/roaming/cdr";
import type { Zone } from "@/core/time/local-time";

import type { CompiledTariff } from "./compile-tariff";
import type { RatingPolicy } from "./rating-policy";

/** A period with its place in the CDR, its end, and the tariff that prices it. */
export type PlacedPeriod = {
  readonly period: ChargingPeriod;
  readonly periodIndex: number;
  readonly startMs: number;
  readonly endMs: number;
  readonly tariffIndex: number;
  readonly compiled: CompiledTariff;
};

/** What the periods of one CDR are priced with. Periods in the order of time. */
export type Run = {
  readonly periods: readonly PlacedPeriod[];
  readonly zone: Zone | undefined;
  readonly policy: RatingPolicy;
  readonly sessionStartMs: number;
  readonly isReservationExpired: boolean;
};
