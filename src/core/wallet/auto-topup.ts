import { no, ok, type Outcome } from "@/core/outcome";

/** What a driver decided for his wallet, and what stops it. Minor units. */
export interface AutoTopupSettings {
  readonly isOn: boolean;
  /** Tops up when what can be spent falls below. */
  readonly thresholdMinor: bigint | null;
  readonly topupMinor: bigint | null;
  /** At most so much a day and a month by itself; null: no cap. */
  readonly maxDayMinor: bigint | null;
  readonly maxMonthMinor: bigint | null;
  readonly backOffUntil: Temporal.Instant | null;
}

/** How the wallet stands. */
export interface WalletStanding {
  /** Credit less what is held and frozen; below zero in debt. */
  readonly spendableMinor: bigint;
  /** Top-ups that are under way: they count as credit. */
  readonly pendingMinor: bigint;
  /** When the last automatic top-ups were begun, whatever became of them. */
  readonly lastAt: readonly Temporal.Instant[];
  /** Begun today and this month on the driver's wall clock, but for those that failed. */
  readonly dayMinor: bigint;
  readonly monthMinor: bigint;
  readonly hasMethod: boolean;
}

/** Why a wallet does not top itself up now. */
export type NoTopup =
  | "off"
  | "enough"
  | "back-off"
  | "too-many"
  | "day-cap"
  | "month-cap"
  | "no-method";

/** At most so many within so long. */
const MOST = 3;
const WITHIN = { minutes: 10 } as const;

/** After a decline the next attempt waits so long. */
export const BACK_OFF = { hours: 1 } as const;
/** After so many declines in a row it is switched off. */
export const MOST_DECLINES = 3;

/**
 * Decides whether a wallet tops itself up, and by how much: the amount that the driver chose, more where a debt would
 * otherwise keep it below its threshold, never above his caps.
 */
export function decideAutoTopup(
  settings: AutoTopupSettings,
  standing: WalletStanding,
  now: Temporal.Instant,
): Outcome<bigint, NoTopup> {
  const { thresholdMinor, topupMinor } = settings;
  if (!settings.isOn || thresholdMinor === null || topupMinor === null) return no("off");
  const expected = standing.spendableMinor + standing.pendingMinor;
  if (expected >= thresholdMinor) return no("enough");
  if (!standing.hasMethod) return no("no-method");
  if (settings.backOffUntil && Temporal.Instant.compare(now, settings.backOffUntil) < 0) {
    return no("back-off");
  }
  const since = now.subtract(WITHIN);
  const recent = standing.lastAt.filter((at) => Temporal.Instant.compare(at, since) > 0);
  if (recent.length >= MOST) return no("too-many");
  const missing = thresholdMinor - expected;
  const wanted = missing > topupMinor ? missing : topupMinor;
  const today = roomUnder(settings.maxDayMinor, standing.dayMinor, wanted);
  if (today < topupMinor) return no("day-cap");
  const month = roomUnder(settings.maxMonthMinor, standing.monthMinor, wanted);
  if (month < topupMinor) return no("month-cap");
  return ok(today < month ? today : month);
}

/** How much of what is wanted the cap leaves room for. */
function roomUnder(cap: bigint | null, used: bigint, wanted: bigint): bigint {
  if (cap === null) return wanted;
  const room = cap - used;
  return room < wanted ? room : wanted;
}
