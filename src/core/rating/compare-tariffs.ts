import type { Micro, Rational } from "@/core/money/quantity";
import { compareRational, subtractRational, toMicro } from "@/core/money/quantity";
import { toJson } from "@/core/roaming/json";
import type { Tariff } from "@/core/roaming/tariff";

import { placePeriods } from "./place-periods";
import { priceCdr } from "./price-cdr";
import type { PriceCdrInput } from "./price-input";
import type { PricedCdr, Unpriceable } from "./priced-cdr";

/**
 * The tariff that a CDR was priced by, against the version that we held when the session began.
 * - `same`: one content; texts for people and times of change play no part.
 * - `equivalent`: another content that prices this CDR the same.
 * - `differs`: another price, or none, under the version that we held.
 * - `unknown`: we held none of that name, or the CDR has no price at all.
 */
export type ContractCheck =
  | { readonly verdict: "same" | "unknown" }
  | { readonly verdict: "equivalent"; readonly held: PricedCdr }
  | {
      readonly verdict: "differs";
      /** The price under the version that we held; `null` with the reason where it has none. */
      readonly held: PricedCdr | null;
      readonly unpriceable: Unpriceable | null;
      /** By the CDR's tariff minus by ours, 10⁻⁶, before taxes (after them where only that is known). */
      readonly differenceMicro: Micro | null;
    };

/**
 * The check of the contract, beside that of arithmetic. `input` is what the CDR was priced by (its own
 * tariffs, zone, policy), `held` the versions that we held at the session's start. Tariffs are matched
 * by id, in any letter case; only those that price a period are compared.
 */
export function compareTariffs(input: PriceCdrInput, held: readonly Tariff[]): ContractCheck {
  const placed = placePeriods(input);
  if (!placed.ok) return { verdict: "unknown" };
  const used = new Set(
    placed.value.periods.map(({ compiled }) => compiled.tariff.id.toLowerCase()),
  );
  const isUsed = ({ id }: Tariff) => used.has(id.toLowerCase());
  const ours = held.filter(isUsed);
  const isHeld = (id: string) => ours.some((one) => one.id.toLowerCase() === id);
  if (![...used].every(isHeld)) return { verdict: "unknown" };
  const theirs = input.tariffs.filter(isUsed);
  if (contentOf(theirs) === contentOf(ours)) return { verdict: "same" };
  const own = priceCdr(input);
  if (!own.ok) return { verdict: "unknown" };
  const other = priceCdr({ ...input, tariffs: ours });
  if (!other.ok)
    return { verdict: "differs", held: null, unpriceable: other.reason, differenceMicro: null };
  if (isEqual(own.value.net, other.value.net) && isEqual(own.value.gross, other.value.gross))
    return { verdict: "equivalent", held: other.value };
  return {
    verdict: "differs",
    held: other.value,
    unpriceable: null,
    differenceMicro: differenceOf(own.value, other.value),
  };
}

function differenceOf(a: PricedCdr, b: PricedCdr): Micro | null {
  for (const side of ["net", "gross"] as const) {
    const [one, other] = [a[side], b[side]];
    if (one !== null && other !== null && !isEqual(one, other))
      return toMicro(subtractRational(one, other), "half-away");
  }
  return a.net !== null && b.net !== null ? 0n : null;
}

function isEqual(a: Rational | null, b: Rational | null): boolean {
  return a === null || b === null ? a === b : compareRational(a, b) === 0;
}

/** What prices of some tariffs, as a text that is equal where they are. */
function contentOf(tariffs: readonly Tariff[]): string {
  const texts = tariffs.map(
    ({ tariffAltText: _text, tariffAltUrl: _url, energyMix: _mix, lastUpdated: _at, ...priced }) =>
      JSON.stringify(sorted(toJson({ ...priced, id: priced.id.toLowerCase() }))),
  );
  return texts.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0)).join("\n");
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, entry]) => [key, sorted(entry)]));
}
