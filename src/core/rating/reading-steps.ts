import type { Tariff } from "@/core/roaming/tariff";

import type { PricedLine } from "./priced-cdr";
import { withQuantity } from "./reading-totals";

/** Ways of applying `step_size` that OCPI does not mean. */
export type StepReading =
  | "step-both-times"
  | "step-each-component"
  | "step-each-period"
  | "step-strictly-greater";

// Units of a quantity in one Wh or one second.
const STEP_UNITS = { ENERGY: 1_000n, TIME: 10_000n, PARKING_TIME: 10_000n, FLAT: 0n } as const;

/**
 * A CDR's lines with their steps applied in another way. Lines must be in the order of time, as
 * `priceCdr` gives them; `tariffs` are those that priced them.
 */
export function restepLines(
  lines: readonly PricedLine[],
  tariffs: readonly Tariff[],
  reading: StepReading,
): PricedLine[] {
  const bare = lines.map((line) => withQuantity(line, line.quantity - line.stepAdded));
  const hasParking = bare.some(
    ({ phase, dimension }) => phase === "charging" && dimension === "PARKING_TIME",
  );
  const groups = Map.groupBy(bare.keys(), (index) =>
    groupOf(bare[index] as PricedLine, reading, { index, hasParking }),
  );
  for (const [group, indexes] of groups) {
    const lastIndex = indexes.at(-1);
    const last = lastIndex === undefined ? undefined : bare[lastIndex];
    if (group === "" || lastIndex === undefined || last === undefined) continue;
    const total = indexes.reduce((sum, index) => sum + (bare[index]?.quantity ?? 0n), 0n);
    const surplus = surplusOf(total, stepOf(last, tariffs), reading === "step-strictly-greater");
    bare[lastIndex] = withQuantity(last, last.quantity + surplus, surplus);
  }
  return bare;
}

/** Lines with the same answer are rounded up as one; an empty one is not rounded. */
function groupOf(
  { phase, dimension, tariffIndex, elementIndex, componentIndex }: PricedLine,
  reading: StepReading,
  { index, hasParking }: { readonly index: number; readonly hasParking: boolean },
): string {
  if (dimension === "FLAT") return "";
  switch (reading) {
    case "step-each-period":
      return `line ${index}`;
    case "step-each-component":
      return `${phase} ${dimension} ${tariffIndex} ${elementIndex} ${componentIndex}`;
    case "step-both-times":
      return `${phase} ${dimension}`;
    case "step-strictly-greater":
      // As OCPI has it: charging time stays exact where parking was billed.
      return phase === "charging" && dimension === "TIME" && hasParking
        ? ""
        : `${phase} ${dimension}`;
  }
}

function stepOf(line: PricedLine, tariffs: readonly Tariff[]): bigint {
  const element = tariffs[line.tariffIndex]?.elements[line.elementIndex];
  const stepSize = element?.priceComponents[line.componentIndex]?.stepSize ?? 0;
  return BigInt(stepSize) * STEP_UNITS[line.dimension];
}

function surplusOf(total: bigint, step: bigint, isStrict: boolean): bigint {
  if (step <= 0n || total <= 0n) return 0n;
  const over = total % step;
  return over === 0n && !isStrict ? 0n : step - over;
}
