import { REFRESH_MINUTES, validSlots } from "./plan-profile";
import type { SiteState, StateSession } from "./site-state";

/** A profile beside what the station was told before. W by slot. */
export interface Change {
  readonly written: readonly number[];
  /** What the station may draw whatever becomes of the messages. */
  readonly may: readonly number[];
  /** What it was told last; null: nothing. */
  readonly told: readonly number[] | null;
  /** A limit would be exceeded without it. */
  readonly isNeeded: boolean;
}

/** Less than this, A on each phase and W, is not worth a message. */
const NOTABLE_A = 1;
const NOTABLE_W = 500;
/** Changes further ahead than this can wait: the plan may change again before they come. */
const NEAR_MINUTES = 10;
/** After a refusal, or when nothing was heard, the station is left in peace for so long, and doubly after each more. */
const PEACE_MINUTES = 2;
const LONGEST_PEACE_MINUTES = 30;

/**
 * When a station can be told something again that did not do what it was told last: after two minutes, four, eight and
 * so on up to half an hour the more often in a row that was so; after two minutes where a limit needs it.
 */
export function triedAgainAt(
  { since, inARow }: { readonly since: Temporal.Instant; readonly inARow: number },
  isNeeded: boolean,
): Temporal.Instant {
  const doublings = isNeeded ? 0 : Math.max(0, inARow - 1);
  const minutes = Math.min(PEACE_MINUTES * 2 ** doublings, LONGEST_PEACE_MINUTES);
  return since.add({ minutes });
}

/**
 * Whether a profile is worth a message: the station was told nothing yet, what it was told last differs notably from it
 * soon, that is an hour old and differs from it further ahead (its safe period draws near), or a limit would be exceeded without
 * it. Not while the CPO wants to be left in peace (TOO_OFTEN) or a message is under way, unless a limit needs it; and
 * after a refusal or silence whatever it is, but not before `triedAgainAt`.
 */
export function isWorthSending(state: SiteState, session: StateSession, change: Change): boolean {
  const { steering } = session;
  const { newest, backsOffUntil } = steering;
  const isBefore = (at: Temporal.Instant) => Temporal.Instant.compare(state.at, at) < 0;
  const { told, written, isNeeded } = change;
  if (newest?.stands === "not-done") return !isBefore(triedAgainAt(newest, isNeeded));
  if (told === null) return true;
  const notable = notableW(state, session);
  const differs = (slot: number) => isNotable(written[slot] ?? 0, told[slot] ?? 0, notable);
  const near = Math.ceil(NEAR_MINUTES / state.span.slotMinutes) + 1;
  const isUnderWay = newest?.stands === "under-way";
  if (isNeeded) {
    // What is under way may be enough: it is only overtaken by what goes notably lower.
    const least = isUnderWay ? notable : 1;
    return written.slice(0, near).some((watts, slot) => (told[slot] ?? 0) - watts >= least);
  }
  if (backsOffUntil && isBefore(backsOffUntil)) return false;
  if (isUnderWay) return false;
  if (written.slice(0, near).some((_, slot) => differs(slot))) return true;
  const valid = validSlots(state);
  return isAging(state, session) && written.slice(0, valid).some((_, slot) => differs(slot));
}

/** Starting and stopping is notable, and so is a change of more than the threshold. */
function isNotable(watts: number, before: number, threshold: number): boolean {
  if (watts === before) return false;
  return watts === 0 || before === 0 || Math.abs(watts - before) >= threshold;
}

function notableW({ voltage, rateUnit }: SiteState, { plug }: StateSession): number {
  return rateUnit === "A" && !plug.isDirect ? NOTABLE_A * voltage * plug.phases : NOTABLE_W;
}

/** Whether a profile is half way to its safe period. */
function isAging({ at }: SiteState, { steering }: StateSession): boolean {
  const { confirmed, unanswered } = steering;
  const last = unanswered.at(-1) ?? confirmed;
  const start = last?.profile?.startDateTime ?? last?.at;
  if (!start) return true;
  return Temporal.Instant.compare(start.add({ minutes: REFRESH_MINUTES }), at) <= 0;
}
