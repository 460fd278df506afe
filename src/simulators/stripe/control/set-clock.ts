import { invalid } from "@/simulators/stripe/errors";
import { flag, integer, text } from "@/simulators/stripe/params";
import type { Params } from "@/simulators/stripe/form-decoding";
import type { Simulator } from "@/simulators/stripe/simulator";
import { refuseUnknown } from "./control-input";

const WAYS = ["advance", "advance_s", "now"] as const;

/** The simulated time, and how far it is ahead of the real one. */
export function clockOf(simulator: Simulator): object {
  const { clock } = simulator.world;
  return {
    now: clock.now(),
    now_ms: clock.nowMs(),
    offset_ms: clock.offsetMs,
    frozen: !clock.isRunning,
  };
}

/**
 * `{ advance | advance_s | now, time_zone, frozen }`: moves the clock, then lets everything happen that
 * has become due, in order and each at its own time, and sends what is to be sent.
 */
export async function setClock(simulator: Simulator, input: Params): Promise<object> {
  refuseUnknown(input, [...WAYS, "time_zone", "frozen"]);
  if (WAYS.filter((name) => name in input).length > 1) {
    throw invalid(`Give one of ${WAYS.join(", ")}.`);
  }
  const { clock } = simulator.world;
  const isFrozen = flag(input, "frozen");
  if (isFrozen === true) clock.freeze();
  try {
    const seconds = integer(input, "advance_s");
    const now = integer(input, "now");
    const duration = text(input, "advance");
    if (seconds !== undefined) clock.advance(seconds * 1000);
    if (duration !== undefined) clock.advance(lengthMs(clock.nowMs(), duration, input));
    if (now !== undefined) clock.moveTo(now * 1000);
  } catch (error) {
    if (error instanceof RangeError) throw invalid(error.message, { param: "now" });
    throw error;
  }
  if (isFrozen === false) clock.run();
  await simulator.settle();
  return clockOf(simulator);
}

/** How long an ISO 8601 duration is from now on: days and months are those of a time zone's calendar. */
function lengthMs(fromMs: number, duration: string, input: Params): number {
  const zone = text(input, "time_zone") ?? "UTC";
  const start = Temporal.Instant.fromEpochMilliseconds(fromMs).toZonedDateTimeISO(zone);
  return start.add(Temporal.Duration.from(duration)).epochMilliseconds - fromMs;
}
