import type { Cdr } from "@/core/roaming/cdr";

const LONGEST_HOURS = 7 * 24;
const MICRO = 1_000_000n;
const EPOCH_2010 = Temporal.Instant.from("2010-01-01T00:00:00Z").epochMilliseconds;
/** Four times the strongest charger that is sold. */
const STRONGEST_KW = 4_000n;
/** What the energy of periods and of the whole may be apart, whatever it is: 0.1 kWh. */
const LEAST_APART = MICRO / 10n;
const DEAREST = 100_000n * MICRO;

/**
 * What makes a CDR implausible whatever its tariff says, as codes with words: such a CDR is stored and
 * waits for finance, it is never refused and never billed unseen. `now` is the time of receipt; `isCostless` tells of a
 * partner that never states a cost.
 */
export function doubtsAboutCdr(cdr: Cdr, now: Temporal.Instant, isCostless = false): string[] {
  return [
    ...doubtsAboutTime(cdr, now),
    ...doubtsAboutVolumes(cdr),
    ...doubtsAboutCost(cdr, isCostless),
  ];
}

function doubtsAboutTime(cdr: Cdr, now: Temporal.Instant): string[] {
  const { startDateTime: start, endDateTime: end } = cdr;
  const doubts: string[] = [];
  if (Temporal.Instant.compare(end, start) < 0)
    doubts.push("end-before-start: it ends before it starts");
  if (Temporal.Instant.compare(end, now.add({ hours: 1 })) > 0) {
    doubts.push("in-the-future: it ends after it was received");
  }
  if (start.epochMilliseconds < EPOCH_2010) doubts.push("too-old: it starts before 2010");
  const hours = (end.epochMilliseconds - start.epochMilliseconds) / 3_600_000;
  if (hours > LONGEST_HOURS) doubts.push("too-long: it lasts more than seven days");
  const isOutside = cdr.chargingPeriods.some(
    ({ startDateTime: at }) =>
      Temporal.Instant.compare(at, start.subtract({ hours: 1 })) < 0 ||
      Temporal.Instant.compare(at, end) > 0,
  );
  if (isOutside) doubts.push("period-outside: a charging period lies outside of it");
  if (cdr.totalTime < 0n) doubts.push("negative-time: its total time is negative");
  return doubts;
}

function doubtsAboutVolumes(cdr: Cdr): string[] {
  const doubts: string[] = [];
  const volumes = cdr.chargingPeriods
    .flatMap((period) => period.dimensions)
    .filter((dimension) => dimension.type === "ENERGY")
    .map((dimension) => dimension.volume);
  const sum = volumes.reduce((total, volume) => total + volume, 0n);
  if (cdr.totalEnergy < 0n && cdr.credit !== true) {
    doubts.push("negative-energy: its total energy is negative");
  }
  // Some send Wh where OCPI wants kWh: the sum of periods is then a thousand times the total.
  const isThousandfold =
    cdr.totalEnergy > 0n &&
    sum * 20n > cdr.totalEnergy * 19_000n &&
    sum * 20n < cdr.totalEnergy * 21_000n;
  if (isThousandfold) doubts.push("unit-suspect: its periods count Wh instead of kWh");
  else if (isOff(sum, cdr.totalEnergy, volumes.length > 0)) {
    doubts.push("energy-differs: the energy of its periods does not add up to its total");
  }
  const milliseconds = BigInt(
    Math.max(cdr.endDateTime.epochMilliseconds - cdr.startDateTime.epochMilliseconds, 60_000),
  );
  const most = (STRONGEST_KW * MICRO * milliseconds) / 3_600_000n;
  if (cdr.totalEnergy > most)
    doubts.push("too-much-energy: no charger delivers so much in that time");
  return doubts;
}

/** Prices are made from the periods, fees from the total: roundings and losses apart, they are one volume. */
function isOff(sum: bigint, total: bigint, isStated: boolean): boolean {
  const apart = sum > total ? sum - total : total - sum;
  const size = total < 0n ? -total : total;
  return isStated && apart > LEAST_APART && apart * 50n > size;
}

function doubtsAboutCost(cdr: Cdr, isCostless: boolean): string[] {
  const { beforeTaxes, afterTaxes } = cdr.totalCost;
  const doubts: string[] = [];
  if (cdr.credit !== true && beforeTaxes < 0n) {
    doubts.push("negative-cost: it claims less than nothing without being a credit");
  }
  if (beforeTaxes > DEAREST || beforeTaxes < -DEAREST)
    doubts.push("too-dear: it claims more than 100,000");
  if (afterTaxes !== undefined && afterTaxes < beforeTaxes && beforeTaxes > 0n) {
    doubts.push("tax-below-zero: it claims less with tax than without");
  }
  if (beforeTaxes === 0n && cdr.totalEnergy > 0n && cdr.tariffs.length === 0) {
    doubts.push(
      isCostless
        ? "zero-cost: this hub's CDRs always claim 0 and bring no tariff; what the charge costs comes another way"
        : "zero-cost: it claims nothing for energy and brings no tariff",
    );
  }
  return doubts;
}
