import { micro } from "@/core/money/quantity";
import { no, ok, type Outcome } from "@/core/outcome";
import { drawCharge, type DrawnCourse } from "@/core/rating/drawn-charge";
import { zoneOf } from "@/core/time/local-time";
import type { DrawnChargeInput } from "@/trpc/inputs/tariff-lab";

/** Why a drawing is no charge. Each is said in words that name what to change. */
export type DrawingFault =
  | "unknown-time-zone"
  | "no-such-day"
  | "no-steps"
  | "no-power"
  | "no-energy"
  | "unplugged-before-start"
  | "too-long";

const LONGEST_HOURS = 7 * 24;

/** Reads a drawing by the wall clock of its zone; a time that a clock skips is the one after it. */
export function courseOfDrawing(drawing: DrawnChargeInput): Outcome<DrawnCourse, DrawingFault> {
  const { timeZone, shape, parking } = drawing;
  if (!zoneOf(timeZone).ok) return no("unknown-time-zone");
  const start = instantOf(drawing.start, timeZone);
  const unplug = drawing.unplug === null ? null : instantOf(drawing.unplug, timeZone);
  if (start === null || (drawing.unplug !== null && unplug === null)) return no("no-such-day");
  if (unplug !== null && Temporal.Instant.compare(unplug, start) <= 0)
    return no("unplugged-before-start");
  if (unplug !== null && unplug.since(start).total("hours") > LONGEST_HOURS) return no("too-long");
  const power = micro(drawing.power);
  const steps = drawing.steps.map((step) => ({ minute: step.minute, power: micro(step.power) }));
  const energy = micro(drawing.energy);
  if (energy === 0n) return no("no-energy");
  if (shape === "steps" && steps.length === 0) return no("no-steps");
  const hasPower = shape === "steps" ? steps.some((step) => step.power > 0n) : power > 0n;
  if (!hasPower) return no("no-power");
  return ok(
    drawCharge({
      startDateTime: start,
      energy,
      shape: shape === "steps" ? { kind: shape, steps } : { kind: shape, power },
      phases: drawing.phases === "0" ? 0 : drawing.phases === "1" ? 1 : 3,
      end:
        unplug === null ? { kind: "after-charging", minutes: parking } : { kind: "at", at: unplug },
    }),
  );
}

function instantOf(wallClock: string, timeZone: string): Temporal.Instant | null {
  try {
    return Temporal.PlainDateTime.from(wallClock, { overflow: "reject" })
      .toZonedDateTime(timeZone)
      .toInstant();
  } catch {
    return null;
  }
}
