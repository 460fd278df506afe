import { formatDuration } from "@/i18n/formats";

const HOUR_MS = 3_600_000;

/** How long until something: "9:41", or "1 h 07 min" from an hour on. Never below nothing. */
export function countdown(ms: number): string {
  if (ms >= HOUR_MS) return formatDuration(ms);
  const seconds = Math.max(0, Math.ceil(ms / 1_000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** The minute of a countdown that is said aloud, the fewest that still hold; null between them. */
export function saidMinute(ms: number): number | null {
  const minutes = Math.ceil(ms / 60_000);
  return [1, 5, 10].find((mark) => minutes === mark) ?? null;
}
