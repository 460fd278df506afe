import type { PlanReason } from "./site-problem";

/** A reason in plain English, as one sentence: `The 22000 W of "grid" are shared by 3; this one leaves last.` */
export function describeReason(reason: PlanReason): string {
  switch (reason.code) {
    case "full-power":
      return "As much as car and station take.";
    case "limit":
      return describeLimit(reason);
    case "cheaper-later":
      return "Another slot before the departure is cheaper.";
    case "cleaner-later":
      return "Another slot before the departure is cleaner.";
    case "enough":
      return "It gets what it needs without this slot.";
    case "below-minimum":
      return "What is left is less than the car's minimum: it pauses, and charges at other times.";
    case "even":
      return "Spread evenly over slots that cost the same.";
    case "not-here":
      return "The car is not here.";
    case "unconfirmed":
      return "The station has not confirmed that it follows: it counts at its possible maximum.";
    case "not-steerable":
      return "It can't be steered.";
    case "excess":
      return `What can't be steered takes ${limitOf(reason)} over its limit by ${Math.ceil(reason.excessW ?? 0)} W: all else stands at zero.`;
  }
}

function describeLimit(reason: PlanReason): string {
  const { limit, unit, sharers = 1, leaves } = reason;
  const whole =
    limit === undefined || unit === undefined
      ? `The limit of ${limitOf(reason)}`
      : `The ${limit} ${unit} of ${limitOf(reason)}`;
  if (sharers < 2) return `${whole} ${limit === undefined ? "allows" : "allow"} no more.`;
  const turn = leaves === undefined ? "" : `; this one leaves ${turnOf(leaves, sharers)}`;
  return `${whole} ${limit === undefined ? "is" : "are"} shared by ${sharers}${turn}.`;
}

function limitOf({ nodeId }: PlanReason): string {
  return nodeId === undefined ? "the site" : `"${nodeId}"`;
}

function turnOf(leaves: number, sharers: number): string {
  if (leaves <= 1) return "first";
  if (leaves >= sharers) return "last";
  return `as number ${leaves}`;
}
