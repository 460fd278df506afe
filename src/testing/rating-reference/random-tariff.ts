import type { PriceLimit } from "@/core/roaming/price";
import type {
  DayOfWeek,
  PriceComponent,
  Tariff,
  TariffDimension,
  TariffElement,
  TariffRestrictions,
  TaxIncluded,
} from "@/core/roaming/tariff";
import type { RandomSource } from "./random-source";
import type { RandomSession, Version } from "./random-session";

const DIMENSIONS: readonly TariffDimension[] = ["ENERGY", "TIME", "PARKING_TIME", "FLAT"];
const DAYS: readonly DayOfWeek[] = [
  "MONDAY",
  "TUESDAY",
  "WEDNESDAY",
  "THURSDAY",
  "FRIDAY",
  "SATURDAY",
  "SUNDAY",
];
const PRICES = [
  0n,
  200_000n,
  250_000n,
  270_000n,
  500_000n,
  1_000_000n,
  1_200_000n,
  1_250_000n,
  2_400_000n,
  5_000_000n,
  30_000_000n,
  334_500n,
  333_333n,
  1n,
  -100_000n,
];
const RATES = [0, 52_000, 100_000, 190_000, 200_000, 210_000, 250_000];
const LIMITS = [0n, 500_000n, 1_000_000n, 5_000_000n, 10_000_000n, 20_000_000n, 12_345_678n];
const TYPES = [
  "REGULAR",
  "REGULAR",
  "PROFILE_CHEAP",
  "PROFILE_FAST",
  "PROFILE_GREEN",
  "AD_HOC_PAYMENT",
] as const;

const LAST_UPDATED = Temporal.Instant.from("2024-01-01T00:00:00Z");

/** A tariff whose restrictions are mostly taken from the session, so that their bounds are hit exactly. */
export function randomTariff(
  random: RandomSource,
  session: RandomSession,
  { version, id, currency }: { version: Version; id: string; currency: string },
): Tariff {
  const hasLimits = version !== "2.1.1" && random.chance(30);
  const least = hasLimits ? random.maybe(65, () => randomLimit(random)) : undefined;
  return {
    countryCode: "NL",
    partyId: "KNE",
    id,
    currency,
    type: random.maybe(30, () => random.pick(TYPES)),
    tariffAltText: [],
    taxIncluded: randomTaxModel(random, version),
    minPrice: least,
    maxPrice: hasLimits ? random.maybe(65, () => randomLimit(random, least)) : undefined,
    startDateTime: random.maybe(12, () =>
      session.startDateTime.add({ seconds: random.pick([-86_400, -1, 0, 0, 0, 1]) }),
    ),
    endDateTime: random.maybe(12, () =>
      session.startDateTime.add({ seconds: random.pick([86_400, 3600, 1, 1, 0, -1]) }),
    ),
    lastUpdated: LAST_UPDATED,
    elements: random.chance(4)
      ? hourlyElements(random, session, version)
      : Array.from({ length: random.integer(1, 6) }, () => randomElement(random, session, version)),
  };
}

/** A day-ahead tariff: one element per hour and date, the last of each day until "00:00". */
function hourlyElements(
  random: RandomSource,
  session: RandomSession,
  version: Version,
): TariffElement[] {
  const first = startOf(random, session).toPlainDate();
  return Array.from({ length: 48 }, (_, hour) => {
    const date = first.add({ days: Math.floor(hour / 24) });
    return {
      priceComponents: [randomComponent(random, "ENERGY", version)],
      restrictions: {
        startDate: date.toString(),
        endDate: date.add({ days: 1 }).toString(),
        startTime: clock(hour),
        endTime: clock(hour + 1),
        dayOfWeek: [],
      },
    };
  });
}

function clock(hour: number): string {
  return `${String(hour % 24).padStart(2, "0")}:00`;
}

function randomTaxModel(random: RandomSource, version: Version): TaxIncluded {
  if (version === "2.2.1") return null;
  if (version === "2.1.1") return "NO";
  return random.pick(["YES", "YES", "NO", "NO", "N/A"] as const);
}

/** A maximum is not below the minimum on either side: which one would win, nothing says. */
function randomLimit(random: RandomSource, least?: PriceLimit): PriceLimit {
  const beforeTaxes = (least?.beforeTaxes ?? 0n) + random.pick(LIMITS);
  const afterTaxes = random.maybe(60, () => {
    const after = (beforeTaxes * random.pick([100n, 110n, 120n, 125n])) / 100n;
    const floor = least?.afterTaxes ?? 0n;
    return after < floor ? floor : after;
  });
  return { beforeTaxes, afterTaxes };
}

function randomElement(
  random: RandomSource,
  session: RandomSession,
  version: Version,
): TariffElement {
  const dimensions = random.chance(50)
    ? random.shuffled(DIMENSIONS).slice(0, random.integer(1, 4))
    : [random.pick(DIMENSIONS)];
  if (random.chance(4)) dimensions.push(random.pick(dimensions));
  return {
    priceComponents: dimensions.map((type) => randomComponent(random, type, version)),
    restrictions: random.maybe(72, () => randomRestrictions(random, session, version)),
  };
}

function randomComponent(
  random: RandomSource,
  type: TariffDimension,
  version: Version,
): PriceComponent {
  const steps =
    type === "ENERGY" ? [0, 1, 1, 25, 100, 500, 1000, 10_000, 7] : [0, 1, 60, 300, 600, 900, 1800];
  return {
    type,
    price: random.pick(PRICES),
    vat: version === "2.1.1" ? undefined : random.maybe(72, () => random.pick(RATES)),
    stepSize: random.pick(steps),
  };
}

type Change = (random: RandomSource, session: RandomSession) => Partial<TariffRestrictions>;

const WINDOW: Change = (random, session) => {
  const from = random.maybe(85, () => randomTime(random, session));
  const until = random.chance(8) ? from : random.maybe(85, () => randomTime(random, session));
  return { startTime: from, endTime: until };
};

const DATES: Change = (random, session) => ({
  startDate: random.maybe(70, () => randomDate(random, session)),
  endDate: random.maybe(70, () => randomDate(random, session)),
});

const WEEKDAYS: Change = (random, session) => {
  const today = DAYS[startOf(random, session).dayOfWeek - 1];
  const others = random.shuffled(DAYS).slice(0, random.pick([0, 0, 1, 2, 5, 7]));
  return { dayOfWeek: today !== undefined && random.chance(60) ? [today, ...others] : others };
};

const ENERGY: Change = (random, session) =>
  bounds(random, "Kwh", () => energyMark(random, session));

const DURATION: Change = (random, session) =>
  bounds(random, "Duration", () => durationMark(random, session));

const CURRENT: Change = (random, session) =>
  bounds(random, "Current", () => measuredMark(random, session, "CURRENT"));

const POWER: Change = (random, session) =>
  bounds(random, "Power", () => measuredMark(random, session, "POWER"));

function randomRestrictions(
  random: RandomSource,
  session: RandomSession,
  version: Version,
): TariffRestrictions {
  const kinds = [WINDOW, WINDOW, DATES, WEEKDAYS, ENERGY, DURATION, POWER];
  if (version !== "2.1.1") kinds.push(CURRENT);
  const count = random.pick([0, 1, 1, 1, 1, 2, 2, 3]);
  const chosen = random.shuffled(kinds).slice(0, count);
  const hasReservation = session.periods.some(({ dimensions }) =>
    dimensions.some(({ type }) => type === "RESERVATION_TIME"),
  );
  const reservation =
    version === "2.1.1"
      ? undefined
      : random.maybe(hasReservation ? 50 : 3, () =>
          random.pick(["RESERVATION", "RESERVATION", "RESERVATION_EXPIRES"] as const),
        );
  return chosen.reduce<TariffRestrictions>(
    (all, change) => ({ ...all, ...change(random, session) }),
    { dayOfWeek: [], reservation },
  );
}

/** A lower bound, an upper bound, or both, in order. */
function bounds<T extends bigint | number>(
  random: RandomSource,
  what: "Current" | "Duration" | "Kwh" | "Power",
  mark: () => T,
): Partial<TariffRestrictions> {
  const [low, high] = [mark(), mark()].toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const which = random.integer(0, 3);
  return {
    ...(which !== 0 && { [`min${what}`]: low }),
    ...(which !== 1 && { [`max${what}`]: high }),
  };
}

/** The wall clock at the start of one of the periods. */
function startOf(random: RandomSource, session: RandomSession): Temporal.ZonedDateTime {
  const period = random.pick(session.periods);
  return period.startDateTime.toZonedDateTimeISO(session.zone);
}

function randomTime(random: RandomSource, session: RandomSession): string {
  if (random.chance(35)) return random.pick(["00:00", "02:00", "02:30", "03:00", "17:00", "20:00"]);
  const at = startOf(random, session)
    .toPlainTime()
    .add({ minutes: random.pick([0, 0, 0, -1, 1, 30]) });
  return at.toString({ smallestUnit: "minute" });
}

function randomDate(random: RandomSource, session: RandomSession): string {
  return startOf(random, session)
    .toPlainDate()
    .add({ days: random.pick([0, 0, 1, -1, 30, -30]) })
    .toString();
}

function energyMark(random: RandomSource, session: RandomSession): bigint {
  if (random.chance(25)) return random.pick([0n, 2_000_000n, 10_000_000n, 20_000_000n]);
  let total = 0n;
  for (const period of session.periods.slice(0, random.integer(0, session.periods.length))) {
    for (const { type, volume } of period.dimensions) if (type === "ENERGY") total += volume;
  }
  return total + random.pick([0n, 0n, 0n, 1n, -1n]);
}

function durationMark(random: RandomSource, session: RandomSession): number {
  if (random.chance(25)) return random.pick([0, 600, 1800, 3600, 10_800]);
  const since = random.chance(80)
    ? session.startDateTime
    : random.pick(session.periods).startDateTime;
  const { startDateTime } = random.pick(session.periods);
  const seconds = Math.floor(startDateTime.since(since).total("seconds"));
  return Math.max(0, seconds + random.pick([0, 0, 0, 1, -1]));
}

function measuredMark(random: RandomSource, session: RandomSession, what: string): bigint {
  const seen = session.periods.flatMap(({ dimensions }) =>
    dimensions.filter(({ type }) => type.endsWith(`_${what}`)).map(({ volume }) => volume),
  );
  if (seen.length === 0 || random.chance(30)) return random.pick([0n, 16_000_000n, 32_000_000n]);
  return random.pick(seen) + random.pick([0n, 0n, 1n, -1n]);
}
