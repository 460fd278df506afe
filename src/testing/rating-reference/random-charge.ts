import type { ChargingPeriod } from "@/core/roaming/cdr";
import type { Tariff } from "@/core/roaming/tariff";
import { KNOWN_PLACE } from "./known-place";
import type { RandomSource } from "./random-source";
import { type RandomSession, randomSession, type Version } from "./random-session";
import { randomTariff } from "./random-tariff";
import type { ReferenceCharge } from "./reference-price";

const VERSIONS: readonly Version[] = ["2.1.1", "2.2.1", "2.2.1", "2.2.1", "2.3.0", "2.3.0"];
const CURRENCIES = ["EUR", "EUR", "SEK", "JPY"];

/** How a CDR says that nobody plugged in: it may say so of the EVSE, of the connector, or of both. */
const NOWHERE = [
  { evseUid: "#NA", evseId: "#NA", connectorId: "#NA" },
  { evseUid: "#NA", evseId: "#NA", connectorId: "#NA" },
  { evseUid: "#NA" },
  { connectorId: "#NA" },
  { evseId: "#NA" },
];

/** A charge with its tariffs, of any OCPI version, whose rules are likely to meet. */
export function randomCharge(random: RandomSource): ReferenceCharge {
  const version = random.pick(VERSIONS);
  const session = randomSession(random, version);
  const currency = random.pick(CURRENCIES);
  const ids = random.shuffled(["day-Tariff", "NIGHT", "Spot42"]).slice(0, howMany(random));
  const tariffs = ids.map((id) =>
    randomTariff(random, session, {
      version,
      id,
      currency: random.chance(98) ? currency : random.pick(CURRENCIES),
    }),
  );
  const isNowhere = session.isReservationOnly && random.chance(50);
  return {
    cdr: {
      startDateTime: session.startDateTime,
      endDateTime: session.endDateTime,
      currency,
      chargingPeriods: random.chance(99.7) ? named(random, session, tariffs) : [],
      sessionId: random.maybe(isNowhere ? 15 : 60, () => "S1"),
      cdrLocation: isNowhere ? { ...KNOWN_PLACE, ...random.pick(NOWHERE) } : KNOWN_PLACE,
    },
    tariffs,
    timeZone: random.chance(95) ? session.zone : null,
    // That a reservation expired is never said of one that was charged on.
    isReservationExpired: session.isReservationOnly
      ? random.maybe(40, () => random.chance(70))
      : random.maybe(20, () => false),
  };
}

function howMany(random: RandomSource): number {
  return random.chance(1) ? 0 : random.pick([1, 1, 1, 1, 1, 2, 2, 3]);
}

/** With several tariffs, periods name theirs as a rule, in any letter case. */
function named(
  random: RandomSource,
  { periods }: RandomSession,
  tariffs: readonly Tariff[],
): ChargingPeriod[] {
  const percent = random.pick(tariffs.length > 1 ? [0, 80, 100] : [0, 0, 100]);
  return periods.map((period) => {
    if (tariffs.length === 0 || !random.chance(percent)) return period;
    const { id } = random.pick(tariffs);
    const written = random.pick([id, id, id.toUpperCase(), id.toLowerCase()]);
    return { ...period, tariffId: random.chance(99) ? written : "gone" };
  });
}
