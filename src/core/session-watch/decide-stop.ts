/** What has come of asking an operator to end a charge whose cap is reached. */
export interface StopAsked {
  /** How often it was asked; nought where it takes no commands. */
  readonly times: number;
  /** open: its answer is awaited. taken: it said that it stops. */
  readonly state: "open" | "refused" | "taken";
  /** When it was answered, or given up. */
  readonly since: Temporal.Instant;
}

/** What is done about a charge that goes on beyond its cap. */
export interface StopDecision {
  readonly asksAgain: boolean;
  /** refused: it said no, or did not answer. ignored: it said yes, and the charge goes on. */
  readonly tell: "refused" | "ignored" | null;
}

/** After so many times it is the driver's alone: he has been told. */
const MOST_TIMES = 8;
const FIRST_WAIT_S = 60;
const LONGEST_WAIT_S = 30 * 60;
/** A station that obeys has said so by then. */
const GRACE = { minutes: 3 } as const;

/**
 * A wish for the end of a charge is state, not one message: it is asked again until the charge ends, after 1, 2, 4 … at
 * most 30 minutes, eight times in all. A "yes" is believed until the operator tells, three minutes later or more, that
 * the car charges on.
 */
export function decideStop(
  last: StopAsked,
  {
    chargedOnAt,
    now,
  }: {
    /** When the operator last told that it charges; null: it said nothing, or that it has stopped. */
    readonly chargedOnAt: Temporal.Instant | null;
    readonly now: Temporal.Instant;
  },
): StopDecision {
  if (last.state === "open") return { asksAgain: false, tell: null };
  const isTaken = last.state === "taken";
  const goesOn =
    chargedOnAt !== null && Temporal.Instant.compare(last.since.add(GRACE), chargedOnAt) <= 0;
  if (isTaken && !goesOn) return { asksAgain: false, tell: null };
  const waitS = Math.min(LONGEST_WAIT_S, FIRST_WAIT_S * 2 ** Math.max(0, last.times - 1));
  const isDue = Temporal.Instant.compare(last.since.add({ seconds: waitS }), now) <= 0;
  return {
    asksAgain: isDue && last.times < MOST_TIMES,
    tell: isTaken ? "ignored" : "refused",
  };
}
