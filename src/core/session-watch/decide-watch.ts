import type { Money } from "@/core/money/money";

/** What is known of a session that is watched. */
export interface WatchFacts {
  /** lost: its operator has been silent for so long that nothing is said of it any more. */
  readonly state: "running" | "over" | "lost";
  readonly startedAt: Temporal.Instant;
  readonly endedAt: Temporal.Instant | null;
  /** When its operator was last heard. */
  readonly heardAt: Temporal.Instant;
  /** Estimated for this moment, with VAT; null where it is not known. */
  readonly cost: Money | null;
  /** When an idle fee begins, or began, as the charge goes now; null for none. */
  readonly idleFrom: Temporal.Instant | null;
}

/** The most that a charge may cost, and what happens then. */
export interface Cap extends Money {
  readonly action: "tell" | "stop";
}

/** When each was told; null: not yet. */
export interface Told {
  readonly start: Temporal.Instant | null;
  readonly end: Temporal.Instant | null;
  /** Of the idle fee: before its beginning that it comes, from then on that it runs. */
  readonly idle: Temporal.Instant | null;
  readonly capNear: Temporal.Instant | null;
  readonly capReached: Temporal.Instant | null;
}

export type TellKind = "start" | "end" | "idleNear" | "idleRuns" | "capNear" | "capReached";

/** What is to be told now. `isOld`: it happened too long ago to be news; it is only noted as told. */
export interface Tell {
  readonly kind: TellKind;
  readonly isOld: boolean;
}

/** What a look at a session comes to. */
export interface WatchDecision {
  readonly tells: readonly Tell[];
  /** When to look again; null: never. */
  readonly lookAt: Temporal.Instant | null;
}

const AHEAD = { minutes: 10 } as const;
/** In hundredths of the cap. */
const NEAR = 80n;
const NEWS_OF_START = { minutes: 30 } as const;
const NEWS_OF_END = { hours: 24 } as const;
const NEWS_OF_IDLE = { minutes: 30 } as const;
const QUIET = { hours: 2 } as const;
const USUAL = { minutes: 5 } as const;
const CAPPED = { seconds: 20 } as const;
const SILENT = { minutes: 30 } as const;

/**
 * What a driver is told of his session now, each thing once: that it began and ended, ten minutes before an idle fee and
 * when it runs, at 80 % of his cap and when it is reached. Over and told, it is never looked at again.
 */
export function decideWatch(
  facts: WatchFacts,
  {
    cap,
    told,
    now,
  }: { readonly cap: Cap | null; readonly told: Told; readonly now: Temporal.Instant },
): WatchDecision {
  const isOld = (at: Temporal.Instant, news: Temporal.DurationLike) => isBefore(at.add(news), now);
  const start: Tell[] =
    told.start === null ? [{ kind: "start", isOld: isOld(facts.startedAt, NEWS_OF_START) }] : [];
  if (facts.state === "lost") return { tells: [], lookAt: null };
  if (facts.state === "over") {
    const endedAt = facts.endedAt ?? facts.heardAt;
    const end: Tell[] =
      told.end === null ? [{ kind: "end", isOld: isOld(endedAt, NEWS_OF_END) }] : [];
    // Who hears of the end need not hear of the beginning, too.
    return { tells: [...start.map((one) => ({ ...one, isOld: true })), ...end], lookAt: null };
  }
  return {
    tells: [...start, ...idleTells(facts, told, now), ...capTells(facts, { cap, told })],
    lookAt: nextLook(facts, isWatchedClosely(cap, told, now), now),
  };
}

function idleTells({ idleFrom }: WatchFacts, { idle }: Told, now: Temporal.Instant): Tell[] {
  if (idleFrom === null) return [];
  if (isBefore(now, idleFrom)) {
    const isNear = !isBefore(now, idleFrom.subtract(AHEAD));
    return isNear && idle === null ? [{ kind: "idleNear", isOld: false }] : [];
  }
  const isTold = idle !== null && !isBefore(idle, idleFrom);
  return isTold ? [] : [{ kind: "idleRuns", isOld: isBefore(idleFrom.add(NEWS_OF_IDLE), now) }];
}

function capTells(
  { cost }: WatchFacts,
  { cap, told }: { readonly cap: Cap | null; readonly told: Told },
): Tell[] {
  if (cap === null || cost === null || cost.currency !== cap.currency) return [];
  if (told.capReached !== null) return [];
  if (cost.amountMinor >= cap.amountMinor) return [{ kind: "capReached", isOld: false }];
  const isNear = cost.amountMinor * 100n >= cap.amountMinor * NEAR;
  return isNear && told.capNear === null ? [{ kind: "capNear", isOld: false }] : [];
}

/** Until a cap is reached, and while the answer to our asking for the end is awaited. */
function isWatchedClosely(cap: Cap | null, { capReached }: Told, now: Temporal.Instant): boolean {
  return cap !== null && (capReached === null || isBefore(now, capReached.add(USUAL)));
}

function nextLook(facts: WatchFacts, isClose: boolean, now: Temporal.Instant): Temporal.Instant {
  const { idleFrom, heardAt } = facts;
  const isSilent = isBefore(heardAt.add(QUIET), now);
  const often = now.add(isSilent ? SILENT : isClose ? CAPPED : USUAL);
  const moments = idleFrom === null ? [] : [idleFrom.subtract(AHEAD), idleFrom];
  const coming = moments.filter((at) => isBefore(now, at));
  return [often, ...coming].reduce((first, at) => (isBefore(at, first) ? at : first));
}

function isBefore(a: Temporal.Instant, b: Temporal.Instant): boolean {
  return Temporal.Instant.compare(a, b) < 0;
}
