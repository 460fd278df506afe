import type { CompiledComponent } from "./compile-tariff";
import type { PlacedPeriod } from "./run";
import type { Phase, RatingNote } from "./priced-cdr";
import type { RatingPolicy } from "./rating-policy";

// Below this a literal reading differs by a second at most, which nobody disputes.
const ONE_SECOND = 10_000;

/** A priced volume while the CDR is open. Counts are safe integers in the units of a line's quantity. */
export type OpenLine = {
  readonly phase: Phase;
  readonly placed: PlacedPeriod;
  readonly component: CompiledComponent;
  quantity: number;
  /** The volume before it was brought to whole seconds; equals the quantity for energy. */
  literal: number;
  stepAdded: number;
};

/** Lines whose volumes are rounded up as one. */
type Unit = "energy" | "time" | "parking" | "reservation" | "none";

/**
 * Rounds the billed total of each unit up to a whole number of steps: energy once; charging and
 * parking time once together (only parking if any of it was billed); reserved time on its own, or by
 * policy as charging time. The step is that of the last line in time, which also takes the surplus.
 * Nothing is rounded where the total is not positive. Lines must be in the order of time; they are
 * changed in place, and notes added. OCPI mod_cdrs, "Step size"; free volumes have no line and do not
 * count.
 */
export function applyStepSize(
  lines: readonly OpenLine[],
  policy: RatingPolicy,
  notes: RatingNote[],
): void {
  let lastTime: Unit = "none";
  let hasParking = false;
  let hasCharging = false;
  let hasEnergy = false;
  let hasReservation = false;
  for (const line of lines) {
    const unit = unitOf(line);
    if (unit === "energy") hasEnergy = true;
    else if (unit === "reservation") hasReservation = true;
    else if (unit !== "none") {
      lastTime = unit;
      if (unit === "parking") hasParking = true;
      else hasCharging = true;
    }
  }
  if (hasEnergy) roundUp(lines, "energy", false, notes);
  const joins = hasReservation && hasCharging && policy.reservationStep === "with-time";
  const time = policy.timeStep === "parking" && hasParking ? "parking" : lastTime;
  if (time !== "none") roundUp(lines, time, joins && time === "time", notes);
  if (hasReservation && !joins) roundUp(lines, "reservation", false, notes);
}

function unitOf({ phase, component }: OpenLine): Unit {
  switch (component.dimension) {
    case "ENERGY":
      return "energy";
    case "FLAT":
      return "none";
    case "PARKING_TIME":
      return "parking";
    case "TIME":
      return phase === "reservation" ? "reservation" : "time";
  }
}

function roundUp(
  lines: readonly OpenLine[],
  unit: Unit,
  joinsReservation: boolean,
  notes: RatingNote[],
): void {
  let total = 0;
  let literalTotal = 0;
  let last: OpenLine | undefined;
  for (const line of lines) {
    const own = unitOf(line);
    if (own !== unit && !(joinsReservation && own === "reservation")) continue;
    total += line.quantity;
    literalTotal += line.literal;
    last = line;
  }
  if (last === undefined || last.component.step === 0 || total <= 0) return;
  const { step, dimension } = last.component;
  const surplus = surplusOf(total, step);
  const literalBilled = literalTotal + surplusOf(literalTotal, step);
  if (step > ONE_SECOND && literalBilled !== total + surplus)
    notes.push({ code: "step-reading-differs", dimension });
  last.quantity += surplus;
  last.stepAdded = surplus;
}

function surplusOf(total: number, step: number): number {
  const over = total % step;
  return over === 0 ? 0 : step - over;
}
