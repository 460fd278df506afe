import { type Engine, differencesOf } from "./compare-prices";
import { randomCharge } from "./random-charge";
import { RandomSource } from "./random-source";
import type { ReferenceCharge } from "./reference-price";
import { shrinkCharge } from "./shrink-charge";

/** A pair on which engine and reference differ, made as small as it goes. */
export type Disagreement = {
  readonly seed: number;
  readonly index: number;
  readonly charge: ReferenceCharge;
  readonly differences: readonly string[];
};

/** Which pairs to compare: those numbered `from` to below `to` of a seed. */
export type PairRange = { readonly seed: number; readonly from: number; readonly to: number };

/** The first pair of the range on which engine and reference differ, or null when there is none. */
export function firstDisagreement(range: PairRange, engine?: Engine): Disagreement | null {
  for (let index = range.from; index < range.to; index += 1) {
    const found = disagreementAt(range.seed, index, engine);
    if (found !== null) return found;
  }
  return null;
}

function disagreementAt(seed: number, index: number, engine?: Engine): Disagreement | null {
  const charge = randomCharge(RandomSource.ofPair(seed, index));
  const [first] = differencesOf(charge, engine);
  if (first === undefined) return null;
  // Only what fails alike is the same failure: a smaller charge may show another one.
  const kind = kindOf(first);
  const smallest = shrinkCharge(charge, (smaller) =>
    differencesOf(smaller, engine).some((difference) => kindOf(difference) === kind),
  );
  return { seed, index, charge: smallest, differences: differencesOf(smallest, engine) };
}

function kindOf(difference: string): string {
  return difference.split(/[:,]/)[0] ?? "";
}

/** For people: the differences and the charge, instants as text and 10⁻⁶ as they stand with an "n". */
export function describeDisagreement({ seed, index, charge, differences }: Disagreement): string {
  const written = JSON.stringify(
    charge,
    (_, value: unknown) => (typeof value === "bigint" ? `${value}n` : value),
    2,
  );
  return [`seed ${seed}, pair ${index}`, ...differences.map((line) => `  ${line}`), written].join(
    "\n",
  );
}
