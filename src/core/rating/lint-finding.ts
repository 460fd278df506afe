import type { TariffDimension } from "@/core/roaming/tariff";

import type { PeriodFacts } from "./restrictions";

/** The versions of OCPI, where they differ in what a tariff can be checked by. */
export type LintVersion = "2.1.1" | "2.2.1" | "2.3.0";

/** `error`: it can't mean what it says. `warning`: it likely doesn't. `info`: worth knowing. */
export type LintSeverity = "error" | "warning" | "info";

/** Every code with its severity. The words are `finance.lint.*`. */
export const SEVERITIES = {
  malformed: "error",
  "no-elements": "error",
  "currency-unknown": "error",
  "validity-empty": "error",
  "min-above-max": "error",
  "limit-tax-below-zero": "error",
  "never-holds": "error",
  "not-in-version": "error",
  "dead-component": "warning",
  "free-by-gap": "warning",
  "component-twice": "warning",
  "window-of-no-length": "warning",
  "weekday-with-wrapping-window": "warning",
  "unverifiable-restriction": "warning",
  "flat-ambiguous": "warning",
  "step-large": "warning",
  "step-on-both-times": "warning",
  "vat-unknown": "warning",
  "vat-missing": "warning",
  "vat-implausible": "warning",
  "validity-ended": "warning",
  "fee-finer-than-currency": "info",
  "limit-one-sided": "info",
  "price-negative": "info",
  "steps-differ": "info",
  "validity-not-begun": "info",
  "duration-from-start": "info",
  "too-many-situations": "info",
} as const satisfies Record<string, LintSeverity>;

/** What can be questionable in a tariff. */
export type LintCode = keyof typeof SEVERITIES;

/** One questionable thing of a tariff, as data, so that every language can say it. */
export type LintFinding = {
  readonly code: LintCode;
  /** From 0; absent where it is about the whole tariff. */
  readonly elementIndex?: number;
  readonly dimension?: TariffDimension;
  /** For the words: `other` (an element, from 1), `step`, `field`, `detail`, `end`, `start`, `currency`. */
  readonly values?: Readonly<Record<string, string>>;
  /** For `free-by-gap`: a situation in which nothing has a price; what does not matter to that is 0 or absent. */
  readonly gap?: PeriodFacts;
};
