import type { PullModule } from "./pull-module";

/** Between two pulls, in seconds; pushes bring most of it sooner. */
const INTERVAL_S: Readonly<Record<PullModule, number>> = {
  hubclientinfo: 3_600,
  sessions: 3_600,
  cdrs: 3_600,
  locations: 6 * 3_600,
  tariffs: 6 * 3_600,
  invoicereconciliation: 6 * 3_600,
};
const SPLAY = 0.1;
const FIRST_RETRY_S = 60;
const LONGEST_RETRY_S = 6 * 3_600;
const LONGEST_ASKED_S = 24 * 3_600;
const NIGHT_HOUR = 2;
const NIGHT_SPLAY_MINUTES = 120;

/** A number from 0 to 1, evenly spread. */
export type Chance = () => number;

/** Seconds, ten in a hundred more or less, so that partners are not all asked at once. */
function splayed(seconds: number, chance: Chance): number {
  return Math.round(seconds * (1 - SPLAY + 2 * SPLAY * chance()));
}

/** When a list is read again after it was read whole: after its interval, at the next night at the latest. */
export function nextPull(
  module: PullModule,
  now: Temporal.Instant,
  night: Temporal.Instant,
  chance: Chance = Math.random,
): Temporal.Instant {
  const next = now.add({ seconds: splayed(INTERVAL_S[module], chance) });
  const isNightFirst =
    Temporal.Instant.compare(night, now) > 0 && Temporal.Instant.compare(night, next) < 0;
  return isNightFirst ? night : next;
}

/** When it is tried again: a minute after the first failure, then twice as long each time, or when the partner asked. */
export function nextAttempt(
  failures: number,
  now: Temporal.Instant,
  retryAfterS = 0,
  chance: Chance = Math.random,
): Temporal.Instant {
  const own = Math.min(FIRST_RETRY_S * 2 ** Math.min(failures - 1, 20), LONGEST_RETRY_S);
  const asked = Math.min(Math.max(retryAfterS, 0), LONGEST_ASKED_S);
  return now.add({ seconds: Math.max(splayed(own, chance), Math.ceil(asked)) });
}

/**
 * The last time a partner's whole lists were due: two o'clock at night by the operator's clock, and up to two
 * hours later by the partner's id, so that not all are read at once.
 */
export function lastNight(
  now: Temporal.Instant,
  timeZone: string,
  partnerId: string,
): Temporal.Instant {
  const local = now.toZonedDateTimeISO(timeZone);
  const minutes = Number.parseInt(partnerId.slice(-4), 16) % NIGHT_SPLAY_MINUTES || 0;
  const today = local.startOfDay().add({ hours: NIGHT_HOUR, minutes });
  const isPast = Temporal.ZonedDateTime.compare(today, local) <= 0;
  return (isPast ? today : today.subtract({ days: 1 })).toInstant();
}
