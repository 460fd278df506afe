import type { Outcome } from "@/core/outcome";
import { ok } from "@/core/outcome";
import type { Tariff } from "@/core/roaming/tariff";

import type { DrawnCourse } from "./drawn-charge";
import type { ExplanationLine } from "./explain";
import { explainCdr } from "./explain";
import type { PriceableCdr } from "./price-input";
import { priceCdr } from "./price-cdr";
import type { PricedCdr, Unpriceable } from "./priced-cdr";
import type { Segment } from "./segment-charge";
import { segmentCharge } from "./segment-charge";

/** What a tariff makes of a charge. `segments` and the CDR's periods are the same stretches, in order. */
export type TariffTrial = {
  readonly cdr: PriceableCdr;
  readonly segments: readonly Segment[];
  readonly priced: PricedCdr;
  readonly lines: readonly ExplanationLine[];
};

/** Splits a charge into the periods that a CPO should send under a tariff, and prices and explains them. */
export function tryTariff(
  tariff: Tariff,
  course: DrawnCourse,
  timeZone: string | null,
): Outcome<TariffTrial, Unpriceable> {
  const { curve, startDateTime, endDateTime } = course;
  const tariffs = [tariff];
  const split = segmentCharge({ curve, startDateTime, endDateTime, tariffs, timeZone });
  if (!split.ok) return split;
  const { chargingPeriods, segments } = split.value;
  const cdr = { startDateTime, endDateTime, currency: tariff.currency, chargingPeriods };
  const priced = priceCdr({ cdr, tariffs, timeZone });
  if (!priced.ok) return priced;
  const lines = explainCdr({ cdr, tariffs, timeZone, priced: priced.value });
  return ok({ cdr, segments, priced: priced.value, lines });
}
