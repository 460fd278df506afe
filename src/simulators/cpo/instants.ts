/**
 * Every charge of this CPO starts, idles and ends on a grid of nine seconds: nine seconds are 0.0025 h, so that hours
 * with OCPI's four decimals state the time exactly and no step_size depends on how a reader rounds.
 */
export const GRID_SECONDS = 9;

export function floorToGrid(seconds: number): number {
  return Math.floor(seconds / GRID_SECONDS) * GRID_SECONDS;
}

export function ceilToGrid(seconds: number): number {
  return Math.ceil(seconds / GRID_SECONDS) * GRID_SECONDS;
}

/** `2026-10-03T18:20:06Z`: whole seconds, as charging instants are stated. */
export function formatSeconds(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace(".000Z", "Z");
}

/** `2026-10-03T18:20:06.120Z`: with milliseconds, as `last_updated` and envelopes are stamped. */
export function formatMillis(millis: number): string {
  return new Date(millis).toISOString();
}

/** `HH:MM` on the wall clock of the zone, which is what the times of TariffRestrictions mean. */
export function localTime(seconds: number, timeZone: string): string {
  const at = Temporal.Instant.fromEpochMilliseconds(seconds * 1000).toZonedDateTimeISO(timeZone);
  return `${String(at.hour).padStart(2, "0")}:${String(at.minute).padStart(2, "0")}`;
}

/** Epoch seconds of a wall-clock instant such as `2026-10-03T22:15` in the zone. */
export function secondsOfLocal(wallClock: string, timeZone: string): number {
  const at = Temporal.PlainDateTime.from(wallClock).toZonedDateTime(timeZone);
  return Math.floor(at.epochMilliseconds / 1000);
}
