import type { Cdr } from "@/core/roaming/cdr";
import type { Tariff } from "@/core/roaming/tariff";

import type { RatingPolicy } from "./rating-policy";

/** What of a CDR makes its price. A running session has the same parts: end it at its last reading. */
export type PriceableCdr = Pick<
  Cdr,
  "startDateTime" | "endDateTime" | "currency" | "chargingPeriods"
> &
  Partial<Pick<Cdr, "sessionId" | "cdrLocation">>;

/** The input of `priceCdr`. */
export type PriceCdrInput = {
  readonly cdr: PriceableCdr;
  /** Those of the CDR, or else our stored versions. Each is compiled once for its content. */
  readonly tariffs: readonly Tariff[];
  /** IANA name of the Location's zone; `null` if it is not known, which may make it unpriceable. */
  readonly timeZone: string | null;
  readonly policy?: RatingPolicy;
  /** Whether a reservation ran out unused. If absent, it is told from the CDR as OCPI describes. */
  readonly isReservationExpired?: boolean;
};
