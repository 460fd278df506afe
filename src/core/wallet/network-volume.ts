/** 1 000 000.00 euros in cents. Directive (EU) 2015/2366 art. 37(2). */
const THRESHOLD_MINOR = 100_000_000n;

/** How near a country's volume is to the notice: `percent` whole and rounded down. */
export interface VolumeAlarm {
  readonly level: "none" | "near" | "reached";
  readonly percent: number;
}

/**
 * Holds twelve months of purchased credit against the threshold from which a limited network must notify the authority of
 * the country: near from 80 % on. Null for other currencies than the euro: the threshold is in euros, and no rate is
 * made up here.
 */
export function judgeVolume(amountMinor: bigint, currency: string): VolumeAlarm | null {
  if (currency !== "EUR") return null;
  const percent = Number((amountMinor * 100n) / THRESHOLD_MINOR);
  const level = percent >= 100 ? "reached" : percent >= 80 ? "near" : "none";
  return { level, percent };
}
