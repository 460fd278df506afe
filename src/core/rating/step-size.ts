import type { TariffDimension } from "@/core/roaming/tariff";

import type { CompiledComponent } from "./compile-tariff";
import type { Phase, PricedLine, RatingNote } from "./priced-cdr";
import type { RatingPolicy } from "./rating-policy";

// Below this a literal reading differs by a second at most, which nobody disputes.
const ONE_SECOND = 10_000n;

/** A line with what the step needs of it. */
export type OpenLine = {
  readonly line: PricedLine;
  readonly component: CompiledComponent;
  /** The volume before it was brought to whole seconds; equals the quantity for energy. */
  readonly literal: bigint;
};

/**
 * Rounds the billed total of each unit up to a whole number of steps: energy once; charging and
 * parking time once together (only parking if any of it was billed); reserved time on its own. The
 * step is that of the last line in time, which also takes the surplus. Nothing is rounded where the
 * total is not positive. Lines must be in the order of time; they are changed in place.
 * OCPI mod_cdrs, "Step size"; free volumes have no line and do not count.
 */
export function applyStepSize(lines: readonly OpenLine[], policy: RatingPolicy): RatingNote[] {
  const notes: RatingNote[] = [];
  roundUp(lines, "charging", "ENERGY", notes);
  roundUp(lines, "charging", timeDimension(lines, policy), notes);
  roundUp(lines, "reservation", "TIME", notes);
  return notes;
}

function timeDimension(lines: readonly OpenLine[], policy: RatingPolicy): TariffDimension {
  if (policy.timeStep === "parking")
    return lines.some(({ line }) => line.dimension === "PARKING_TIME") ? "PARKING_TIME" : "TIME";
  const last = lines.findLast(
    ({ line }) =>
      line.phase === "charging" && (line.dimension === "TIME" || line.dimension === "PARKING_TIME"),
  );
  return last?.line.dimension ?? "TIME";
}

function roundUp(
  lines: readonly OpenLine[],
  phase: Phase,
  dimension: TariffDimension,
  notes: RatingNote[],
): void {
  let total = 0n;
  let literalTotal = 0n;
  let last: OpenLine | undefined;
  for (const open of lines) {
    if (open.line.phase !== phase || open.line.dimension !== dimension) continue;
    total += open.line.quantity;
    literalTotal += open.literal;
    last = open;
  }
  if (last === undefined || last.component.step === 0n || total <= 0n) return;
  const { line, component } = last;
  const surplus = surplusOf(total, component.step);
  const literalBilled = literalTotal + surplusOf(literalTotal, component.step);
  if (component.step > ONE_SECOND && literalBilled !== total + surplus)
    notes.push({ code: "step-reading-differs", dimension });
  if (surplus === 0n) return;
  line.quantity += surplus;
  line.stepAdded = surplus;
  line.amount += surplus * component.priceScaled;
}

function surplusOf(total: bigint, step: bigint): bigint {
  const over = total % step;
  return over === 0n ? 0n : step - over;
}
