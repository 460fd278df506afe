import { exponentOf } from "@/core/money/currency";
import { RATE_WHOLE } from "@/core/money/quantity";
import type { PriceComponent, Tariff, TariffDimension } from "@/core/roaming/tariff";

import { type CompiledComponent, type CompiledTariff, compileTariff } from "./compile-tariff";
import { type LintFinding, type LintVersion, SEVERITIES } from "./lint-finding";
import { lintRestrictions } from "./lint-restrictions";
import { tryComponents } from "./tariff-grid";

/**
 * What is questionable in a tariff, most serious first. Legal constructions among them: OCPI allows gaps
 * and dead elements, which is why nobody else says so. `at` is the moment for which validity is judged;
 * without `version` nothing is said of what a version lacks.
 */
export function lintTariff(
  tariff: Tariff,
  options: { readonly at?: Temporal.Instant; readonly version?: LintVersion } = {},
): LintFinding[] {
  const compiled = compileTariff(tariff);
  const findings = [
    ...lintWhole(tariff, options.at),
    ...tariff.elements.flatMap((element, elementIndex) => [
      ...element.priceComponents.flatMap((component) =>
        lintComponent(tariff, component, elementIndex),
      ),
      ...lintRestrictions(element, elementIndex, options.version),
    ]),
    ...lintSteps(tariff),
    ...(compiled.ok
      ? lintCompiled(compiled.value)
      : [{ code: "malformed", values: { detail: detailOf(compiled.reason) } } as const]),
  ];
  return findings.toSorted((a, b) => weightOf(a) - weightOf(b));
}

const WEIGHT = { error: 0, warning: 1, info: 2 } as const;

function weightOf({ code }: LintFinding): number {
  return WEIGHT[SEVERITIES[code]];
}

function detailOf(reason: { readonly code: string; readonly detail?: string }): string {
  return reason.detail ?? reason.code;
}

function lintWhole(tariff: Tariff, at: Temporal.Instant | undefined): LintFinding[] {
  const { currency, elements, startDateTime: start, endDateTime: end, minPrice, maxPrice } = tariff;
  const findings: LintFinding[] = [];
  const add = (code: LintFinding["code"], values?: LintFinding["values"]) =>
    findings.push({ code, ...(values && { values }) });
  if (elements.length === 0) add("no-elements");
  if (exponentOf(currency) === undefined) add("currency-unknown", { currency });
  if (start && end && Temporal.Instant.compare(end, start) <= 0) add("validity-empty");
  else if (at && end && Temporal.Instant.compare(end, at) <= 0)
    add("validity-ended", { end: end.toString() });
  else if (at && start && Temporal.Instant.compare(start, at) > 0)
    add("validity-not-begun", { start: start.toString() });
  const isAbove = (a?: bigint, b?: bigint) => a !== undefined && b !== undefined && a > b;
  if (
    isAbove(minPrice?.beforeTaxes, maxPrice?.beforeTaxes) ||
    isAbove(minPrice?.afterTaxes, maxPrice?.afterTaxes)
  )
    add("min-above-max");
  for (const limit of [minPrice, maxPrice]) {
    if (limit !== undefined && limit.afterTaxes === undefined) add("limit-one-sided");
    if (isAbove(limit?.beforeTaxes, limit?.afterTaxes)) add("limit-tax-below-zero");
  }
  return findings;
}

const VAT_MOST = 30 * 10_000;

function lintComponent(
  tariff: Tariff,
  { type: dimension, price, vat }: PriceComponent,
  elementIndex: number,
): LintFinding[] {
  const findings: LintFinding[] = [];
  const add = (code: LintFinding["code"]) => findings.push({ code, elementIndex, dimension });
  const { taxIncluded, currency, elements } = tariff;
  const isRated = (one: PriceComponent) => one.vat !== undefined;
  if (vat === undefined && price !== 0n) {
    if (taxIncluded === "YES" || taxIncluded === "NO") add("vat-unknown");
    else if (elements.some(({ priceComponents }) => priceComponents.some(isRated)))
      add("vat-missing");
  }
  // 0.25 for 25 %, or 1900 for 19 %.
  if (vat !== undefined && ((vat > 0 && vat < RATE_WHOLE / 100) || vat > VAT_MOST))
    add("vat-implausible");
  if (price < 0n) add("price-negative");
  const exponent = exponentOf(currency) ?? 6;
  if (dimension === "FLAT" && exponent <= 6 && price % 10n ** BigInt(6 - exponent) !== 0n)
    add("fee-finer-than-currency");
  return findings;
}

const STEP_MOST: Record<TariffDimension, number> = {
  // From there on a driver pays for half a kWh or for minutes that were not used.
  ENERGY: 500,
  TIME: 900,
  PARKING_TIME: 900,
  FLAT: Infinity,
};

function lintSteps({ elements }: Tariff): LintFinding[] {
  const findings: LintFinding[] = [];
  const steps = new Map<TariffDimension, number>();
  for (const [elementIndex, { priceComponents }] of elements.entries())
    for (const { type: dimension, stepSize, price } of priceComponents) {
      if (dimension === "FLAT" || price === 0n) continue;
      if (stepSize > STEP_MOST[dimension])
        findings.push({
          code: "step-large",
          elementIndex,
          dimension,
          values: { step: String(stepSize) },
        });
      const before = steps.get(dimension);
      if (before !== undefined && before !== stepSize)
        findings.push({ code: "steps-differ", elementIndex, dimension });
      steps.set(dimension, Math.max(before ?? 0, stepSize));
    }
  if ((steps.get("TIME") ?? 0) > 1 && (steps.get("PARKING_TIME") ?? 0) > 1)
    findings.push({ code: "step-on-both-times" });
  return findings;
}

function lintCompiled({ charging, reservation, expiredReservation, lints }: CompiledTariff) {
  const findings: LintFinding[] = lints.map(({ code, elementIndex }) => ({ code, elementIndex }));
  for (const dimension of ["ENERGY", "TIME", "PARKING_TIME", "FLAT"] as const) {
    findings.push(...lintCandidates(charging[dimension], dimension, true));
    findings.push(...lintCandidates(reservation[dimension], dimension, false));
    const only = expiredReservation[dimension].filter(
      (one) => !reservation[dimension].includes(one),
    );
    findings.push(...lintCandidates(only, dimension, false));
  }
  return findings;
}

function lintCandidates(
  candidates: readonly CompiledComponent[],
  dimension: TariffDimension,
  needsFallback: boolean,
): LintFinding[] {
  if (candidates.length === 0) return [];
  const result = tryComponents(candidates);
  if (result === undefined) return [{ code: "too-many-situations", dimension }];
  const findings: LintFinding[] = [];
  for (const component of candidates) {
    const { elementIndex } = component;
    if (!result.holding.has(component))
      findings.push({ code: "never-holds", elementIndex, dimension });
    else if (!result.winning.has(component)) {
      const winner = result.winners.get(component);
      const values = { other: String((winner?.elementIndex ?? 0) + 1) };
      findings.push({ code: "dead-component", elementIndex, dimension, values });
    }
  }
  // A fee that comes to apply only sometimes is meant so.
  if (needsFallback && dimension !== "FLAT" && result.gap !== undefined)
    findings.push({ code: "free-by-gap", dimension, gap: result.gap });
  if (dimension === "FLAT" && isAmbiguous(candidates.filter((one) => result.winning.has(one))))
    findings.push({ code: "flat-ambiguous", dimension });
  return findings;
}

/** Two different fees, of which a later one may come to apply after the first was charged. */
function isAmbiguous(fees: readonly CompiledComponent[]): boolean {
  const prices = new Set(fees.filter(({ price }) => price !== 0n).map(({ price }) => price));
  return prices.size > 1;
}
