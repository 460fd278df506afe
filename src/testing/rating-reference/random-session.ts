import type { CdrDimension, ChargingPeriod } from "@/core/roaming/cdr";
import type { RandomSource } from "./random-source";

/** Which of OCPI's data models a pair follows. */
export type Version = "2.1.1" | "2.2.1" | "2.3.0";

/** What a session is made of, before tariffs are put to it. */
export type RandomSession = {
  readonly zone: string;
  readonly startDateTime: Temporal.Instant;
  readonly endDateTime: Temporal.Instant;
  readonly periods: readonly ChargingPeriod[];
  readonly isReservationOnly: boolean;
};

// Whole and half hours, shifts of 30 minutes, summer time that is negative, and places without any.
const ZONES = [
  "Europe/Stockholm",
  "Europe/Amsterdam",
  "Europe/London",
  "America/New_York",
  "America/St_Johns",
  "Australia/Lord_Howe",
  "Pacific/Chatham",
  "Africa/Casablanca",
  "Atlantic/Azores",
  "Asia/Kathmandu",
  "Asia/Kolkata",
  "UTC",
];

type Kind = "reserve" | "charge" | "park" | "idle" | "mixed";

/** A session of a few periods, biased to nights on which clocks change, to midnights and to whole minutes. */
export function randomSession(random: RandomSource, version: Version): RandomSession {
  const zone = random.pick(ZONES);
  const kinds = randomKinds(random, version);
  const startDateTime = randomStart(random, zone);
  const periods: ChargingPeriod[] = [];
  // A first period may lie before the session, or after its start.
  let at = random.chance(6)
    ? startDateTime.add({ seconds: random.pick([-1200, -60, -1, 1, 300]) })
    : startDateTime;
  for (const kind of kinds) {
    const length = randomLength(random);
    periods.push({ startDateTime: at, dimensions: randomDimensions(random, kind, length) });
    at = at.add({ milliseconds: Math.round(length * 1000) });
  }
  return {
    zone,
    startDateTime,
    endDateTime: at,
    periods: random.chance(8) ? random.shuffled(periods) : periods,
    isReservationOnly:
      kinds[0] === "reserve" && kinds.every((kind) => kind === "reserve" || kind === "idle"),
  };
}

function randomKinds(random: RandomSource, version: Version): Kind[] {
  const kinds: Kind[] = [];
  if (version !== "2.1.1" && random.chance(24)) {
    kinds.push("reserve");
    if (random.chance(30)) kinds.push("reserve");
    // One that expired may end with a period in which nothing was measured.
    if (random.chance(40)) return random.chance(10) ? [...kinds, "idle"] : kinds;
  }
  const count = random.chance(4) ? random.integer(8, 14) : random.integer(1, 5);
  for (let i = 0; i < count; i += 1)
    kinds.push(random.pick(["charge", "charge", "charge", "park", "park", "idle"]));
  // Clocks that disagree put a reservation and a charge into one period, or a reservation last.
  if (version !== "2.1.1" && random.chance(3)) kinds.push(random.pick(["mixed", "reserve"]));
  return kinds;
}

/** Instants at which a zone's clocks change, found once. */
const changes = new Map<string, readonly Temporal.Instant[]>();

function changesOf(zone: string): readonly Temporal.Instant[] {
  const known = changes.get(zone);
  if (known !== undefined) return known;
  const found: Temporal.Instant[] = [];
  const end = Temporal.Instant.from("2028-01-01T00:00:00Z");
  let at = Temporal.Instant.from("2023-01-01T00:00:00Z").toZonedDateTimeISO(zone);
  for (;;) {
    const next = at.getTimeZoneTransition("next");
    if (next === null || Temporal.Instant.compare(next.toInstant(), end) >= 0) break;
    found.push(next.toInstant());
    at = next;
  }
  changes.set(zone, found);
  return found;
}

const FIRST_DAY = Temporal.PlainDate.from("2024-01-01");

function randomStart(random: RandomSource, zone: string): Temporal.Instant {
  const clockChanges = changesOf(zone);
  const minutesBefore = random.pick([0, 1, 15, 30, 60, 120, 150, 420]);
  let start: Temporal.Instant;
  if (clockChanges.length > 0 && random.chance(35)) {
    start = random.pick(clockChanges).subtract({ minutes: minutesBefore });
  } else {
    const day = FIRST_DAY.add({ days: random.integer(0, 1200) });
    const time = random.pick(["00:00", "06:00", "09:00", "17:00", "20:00", "23:00", "23:59"]);
    start = day
      .toZonedDateTime({ timeZone: zone, plainTime: time })
      .toInstant()
      .subtract({ minutes: random.chance(50) ? minutesBefore : random.integer(0, 1439) });
  }
  if (random.chance(20)) start = start.add({ seconds: random.integer(-59, 59) });
  if (random.chance(5)) start = start.add({ milliseconds: random.integer(-999, 999) });
  return start;
}

/** Seconds. */
function randomLength(random: RandomSource): number {
  const roll = random.integer(0, 99);
  if (roll < 3) return 0;
  if (roll < 6) return random.integer(1, 2000) / 1000;
  if (roll < 15) return random.integer(1, 400);
  if (roll < 55) return 60 * random.integer(1, 90);
  if (roll < 75) return 300 * random.integer(1, 24);
  if (roll < 93) return 1800 * random.integer(1, 8);
  return 3600 * random.integer(8, 40);
}

function randomDimensions(random: RandomSource, kind: Kind, length: number): CdrDimension[] {
  const hours = () => randomHours(random, length);
  const dimensions: CdrDimension[] = [];
  if (kind === "reserve" || kind === "mixed")
    dimensions.push({ type: "RESERVATION_TIME", volume: hours() });
  if (kind === "charge" || kind === "mixed") {
    if (random.chance(85)) dimensions.push({ type: "ENERGY", volume: randomEnergy(random) });
    if (random.chance(75)) dimensions.push({ type: "TIME", volume: hours() });
    if (random.chance(5)) dimensions.push({ type: "PARKING_TIME", volume: hours() });
  }
  if (kind === "park") {
    if (random.chance(90)) dimensions.push({ type: "PARKING_TIME", volume: hours() });
    if (random.chance(15)) dimensions.push({ type: "ENERGY", volume: 0n });
    if (random.chance(10)) dimensions.push({ type: "TIME", volume: 0n });
  }
  if (kind === "charge" && random.chance(8)) dimensions.push({ type: "PARKING_TIME", volume: 0n });
  // 2.1.1 has FLAT as a dimension, sessions have averages: none of them is billed.
  if (random.chance(10))
    dimensions.push({
      type: random.pick(["FLAT", "CURRENT", "POWER", "STATE_OF_CHARGE", "ENERGY_EXPORT"]),
      volume: BigInt(random.integer(1, 60)) * 1_000_000n,
    });
  if (random.chance(3) && dimensions.length > 0) dimensions.push(random.pick(dimensions));
  if (kind !== "reserve") dimensions.push(...randomMeasures(random));
  return random.chance(20) ? random.shuffled(dimensions) : dimensions;
}

/** 10⁻⁶ h: mostly 4 decimals of the true length, sometimes on the edge of what counts as whole seconds. */
function randomHours(random: RandomSource, length: number): bigint {
  const roll = random.integer(0, 99);
  const micro = BigInt(Math.round((length * 1_000_000) / 3600));
  if (roll < 60) return ((micro + 50n) / 100n) * 100n;
  if (roll < 70) return micro;
  if (roll < 80) {
    // 9 s are 2500 · 10⁻⁶ h, and 0.18 s are 50 of them.
    const whole = 2500n * BigInt(random.integer(0, 400));
    return whole + BigInt(random.pick([-51, -50, -49, 0, 49, 50, 51]));
  }
  if (roll < 88) return BigInt(random.integer(0, 40_000)) * 100n;
  if (roll < 92) return 0n;
  if (roll < 94) return -150n;
  return BigInt(random.integer(1, 3_000_000));
}

/** 10⁻⁶ kWh. */
function randomEnergy(random: RandomSource): bigint {
  const roll = random.integer(0, 99);
  if (roll < 8) return 0n;
  if (roll < 14) return -BigInt(random.integer(1, 20_000)) * 1000n;
  if (roll < 40) return BigInt(random.integer(1, 400)) * 100_000n;
  if (roll < 65) return BigInt(random.integer(1, 40_000)) * 1000n;
  if (roll < 85) return BigInt(random.integer(1, 400_000)) * 100n;
  if (roll < 95) return BigInt(random.integer(1, 100)) * 500_000n;
  return BigInt(random.integer(1, 30_000_000));
}

const AMPERES = [0, 6, 15.9, 16, 16.1, 32, 31.9999, 48, 63, -10];
const KILOWATTS = [0, 3.7, 7.4, 11, 10.9999, 16, 22, 32, 48, 150, -11];

function randomMeasures(random: RandomSource): CdrDimension[] {
  const measures: CdrDimension[] = [];
  for (const [what, values] of [
    ["CURRENT", AMPERES],
    ["POWER", KILOWATTS],
  ] as const) {
    if (!random.chance(35)) continue;
    const pair = [random.pick(values), random.pick(values)].toSorted((a, b) => a - b);
    const [low, high] = pair.map((value) => BigInt(Math.round(value * 1_000_000)));
    if (random.chance(80) && low !== undefined) measures.push({ type: `MIN_${what}`, volume: low });
    if (random.chance(80) && high !== undefined)
      measures.push({ type: `MAX_${what}`, volume: high });
  }
  return measures;
}
