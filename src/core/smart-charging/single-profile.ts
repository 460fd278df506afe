import { MICRO } from "@/core/money/quantity";
import type { ChargingProfile } from "./charging-profile";
import type { ChargeCourse } from "./plan-charge";

/** A planned charge that is to become a profile. Epoch milliseconds, W. */
export interface CourseToSend {
  readonly course: ChargeCourse;
  readonly fromMs: number;
  /** When the car leaves; null: not known, so nothing is held back. */
  readonly departureMs: number | null;
  /** A power that holds nothing back: what the connector can give. */
  readonly fullW: number;
  readonly minW: number;
}

/**
 * The profile that makes a session go as planned, for a place whose limits are not ours to keep: full power while it
 * charges, none while it waits for a better hour, and from the departure on full power again, without an end. No
 * limit of ours protects the site here, so the last period frees the car: if we fall silent, or it stays longer than it
 * said, it is not left empty. Null where nothing is held back: then no profile is needed. Limits are in W, over all
 * phases. OCPI 2.2.1 mod_charging_profiles, ChargingProfile.
 */
export function profileOfCourse(sent: CourseToSend): ChargingProfile | null {
  const { course, fromMs, departureMs, fullW, minW } = sent;
  if (departureMs === null || departureMs <= fromMs) return null;
  const steps: { startS: number; limitW: number }[] = [];
  const add = (atMs: number, limitW: number) => {
    const startS = Math.max(0, Math.round((atMs - fromMs) / 1_000));
    const last = steps.at(-1);
    if (last?.startS === startS) steps.pop();
    if (steps.at(-1)?.limitW !== limitW) steps.push({ startS, limitW });
  };
  add(fromMs, 0);
  for (const { startMs, endMs } of course.stretches) {
    add(startMs, fullW);
    add(endMs, 0);
  }
  add(departureMs, fullW);
  if (steps.every(({ limitW }) => limitW === fullW)) return null;
  return {
    startDateTime: Temporal.Instant.fromEpochMilliseconds(fromMs),
    rateUnit: "W",
    ...(minW > 0 && { minRate: BigInt(minW) * MICRO }),
    periods: steps.map(({ startS, limitW }) => ({ startS, limit: BigInt(limitW) * MICRO })),
  };
}

/**
 * For how many seconds of [fromMs, toMs) two profiles hold a session differently; null is none: it may take all. Both
 * in one unit and with a start of their own, as `profileOfCourse` makes them.
 */
export function secondsApart(
  a: ChargingProfile | null,
  b: ChargingProfile | null,
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
): number {
  const edges = [fromMs, toMs, ...edgesOf(a), ...edgesOf(b)]
    .filter((ms) => ms >= fromMs && ms <= toMs)
    .toSorted((x, y) => x - y);
  let apartMs = 0;
  for (const [index, ms] of edges.entries()) {
    const next = edges[index + 1] ?? ms;
    if (limitAt(a, ms) !== limitAt(b, ms)) apartMs += next - ms;
  }
  return Math.round(apartMs / 1_000);
}

function edgesOf(profile: ChargingProfile | null): number[] {
  const startMs = profile?.startDateTime?.epochMilliseconds ?? 0;
  return profile?.periods.map(({ startS }) => startMs + startS * 1_000) ?? [];
}

/** "all" before the profile's start, and where the limit is the most that it names. */
function limitAt(profile: ChargingProfile | null, ms: number): bigint | "all" {
  if (profile === null) return "all";
  const startMs = profile.startDateTime?.epochMilliseconds ?? 0;
  const limit = profile.periods.findLast(({ startS }) => startMs + startS * 1_000 <= ms)?.limit;
  const most = profile.periods.reduce((top, one) => (one.limit > top ? one.limit : top), 0n);
  return limit === undefined || limit === most ? "all" : limit;
}
