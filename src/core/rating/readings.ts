import type { Tariff } from "@/core/roaming/tariff";

import type { PriceCdrInput } from "./price-cdr";
import { priceCdr } from "./price-cdr";
import type { PricedCdr, PricedLine } from "./priced-cdr";
import { DEFAULT_POLICY, type RatingPolicy } from "./rating-policy";
import { READING_NAMES, type ReadingName } from "./reading-names";
import { restepLines, type StepReading } from "./reading-steps";
import { taxReadings } from "./reading-taxes";
import { type PricedTotals, totalLines, withQuantity } from "./reading-totals";
import { byTheClock, inWattHours, withheldAsParking } from "./reading-volumes";
import { segmentRange, type Range } from "./segment-range";
import { sumTotals } from "./totals";

/** Another way to read the same CDR and tariff. Exact bounds; `null` where a side is unknown. */
export type Reading = {
  readonly name: ReadingName;
  /** A second reading on top of the first: always one of taxes. */
  readonly second?: ReadingName;
  /** Which version of the tariff, for `other-version`. */
  readonly label?: string;
  readonly net: Range | null;
  readonly gross: Range | null;
};

/** Another version of the tariffs, to see whether the claim was made with it. */
export type TariffVersion = {
  /** What people call it: "2026-05-01", "previous". */
  readonly label: string;
  readonly tariffs: readonly Tariff[];
};

/** What alternative readings are made of. */
export type ReadingsInput = PriceCdrInput & { readonly otherVersions?: readonly TariffVersion[] };

/** Alternative readings: single ones, and where none of those is enough, pairs. Each the simplest first. */
export type Readings = { readonly single: readonly Reading[]; readonly pairs: readonly Reading[] };

/**
 * The documented alternative readings of a CDR that `priceCdr` priced; only those that can lead to
 * another figure. A pair is one single reading with one reading of taxes on top: nothing is priced again
 * for it. That a reading gives a claim does not make it right: see `standingOf`.
 */
export function alternativeReadings(input: ReadingsInput, priced: PricedCdr): Readings {
  const attempts = [
    ...policyAttempts(input, priced),
    ...stepAttempts(input, priced),
    ...lineAttempts(input, priced),
    ...factAttempts(input, priced),
  ].filter(({ totals }) => !isSame(totals, priced));
  const single = [
    ...attempts.map(readingOf),
    ...taxReadings(priced).map(({ name, net, gross }) => pointReading({ name }, { net, gross })),
    ...splitReading(input, priced),
  ];
  const pairs = attempts.flatMap((attempt) =>
    taxReadings(attempt.totals).map(({ name: second, net, gross }) =>
      pointReading({ ...nameOf(attempt), second }, { net, gross }),
    ),
  );
  return { single: inOrder(single), pairs: inOrder(pairs) };
}

type Attempt = {
  readonly name: ReadingName;
  readonly label?: string;
  readonly totals: PricedTotals;
};

function isSame({ net, gross }: PricedTotals, priced: PricedCdr): boolean {
  return isEqual(net, priced.net) && isEqual(gross, priced.gross);
}

function isEqual(a: PricedTotals["net"], b: PricedTotals["net"]): boolean {
  return a === null || b === null ? a === b : a.n * b.d === b.n * a.d;
}

function nameOf({ name, label }: Attempt): Pick<Reading, "name" | "label"> {
  return { name, ...(label !== undefined && { label }) };
}

function readingOf(attempt: Attempt): Reading {
  return pointReading(nameOf(attempt), attempt.totals);
}

function pointReading(
  named: Pick<Reading, "name" | "second" | "label">,
  { net, gross }: Pick<PricedTotals, "net" | "gross">,
): Reading {
  return {
    ...named,
    net: net && { low: net, high: net },
    gross: gross && { low: gross, high: gross },
  };
}

function inOrder(readings: readonly Reading[]): Reading[] {
  return readings.toSorted((a, b) => READING_NAMES.indexOf(a.name) - READING_NAMES.indexOf(b.name));
}

function splitReading(input: PriceCdrInput, priced: PricedCdr): Reading[] {
  if (!hasNote(priced, "period-spans-price-change")) return [];
  const range = segmentRange(input, priced);
  return range === undefined ? [] : [{ name: "period-split", ...range }];
}

function hasNote(priced: PricedCdr, code: PricedCdr["notes"][number]["code"]): boolean {
  return priced.notes.some((note) => note.code === code);
}

function reprice(name: ReadingName, input: PriceCdrInput, label?: string): Attempt[] {
  const other = priceCdr(input);
  if (!other.ok) return [];
  return [{ name, totals: other.value, ...(label !== undefined && { label }) }];
}

/** Readings that are choices of the policy: each takes the choice that the policy did not. */
function policyAttempts(input: PriceCdrInput, priced: PricedCdr): Attempt[] {
  const policy = input.policy ?? DEFAULT_POLICY;
  const uses = (phase: PricedLine["phase"], dimension: PricedLine["dimension"]) =>
    priced.lines.some((line) => line.phase === phase && line.dimension === dimension);
  const isUnverifiable = hasNote(priced, "unverifiable-restriction");
  const hasReservation = priced.lines.some(({ phase }) => phase === "reservation");
  const choices: [ReadingName, Partial<RatingPolicy>, boolean][] = [
    ["flat-each-element", { flat: "each-element" }, hasNote(priced, "flat-ambiguous")],
    [
      "time-step-last",
      { timeStep: "last" },
      uses("charging", "TIME") && uses("charging", "PARKING_TIME"),
    ],
    ["literal-hours", { snapsToSeconds: false }, hasNote(priced, "step-reading-differs")],
    ["unstated-power-matches", { unstatedPower: "match" }, isUnverifiable],
    ["power-estimated", { unstatedPower: "estimate" }, isUnverifiable],
    [
      "reservation-step-with-time",
      { reservationStep: "with-time" },
      hasReservation && uses("charging", "TIME"),
    ],
    [
      "duration-from-first-period",
      { durationOrigin: "first-period" },
      hasNote(priced, "period-outside-session") || startsLate(input),
    ],
    ["duration-with-reservation", { durationAfterReservation: "session-start" }, hasReservation],
    ["step-ignored", { appliesStepSize: false }, priced.lines.some((line) => line.stepAdded > 0n)],
  ];
  return choices.flatMap(([name, changed, isPossible]) =>
    isPossible ? reprice(name, { ...input, policy: { ...policy, ...changed } }) : [],
  );
}

function startsLate({ cdr }: PriceCdrInput): boolean {
  const start = cdr.startDateTime.epochMilliseconds;
  return !cdr.chargingPeriods.some((one) => one.startDateTime.epochMilliseconds === start);
}

const STEP_READINGS: readonly StepReading[] = [
  "step-both-times",
  "step-each-component",
  "step-each-period",
  "step-strictly-greater",
];

function stepAttempts(input: PriceCdrInput, { lines }: PricedCdr): Attempt[] {
  if (input.policy?.appliesStepSize === false) return [];
  return STEP_READINGS.flatMap((name) =>
    attemptLines(input, name, restepLines(lines, input.tariffs, name)),
  );
}

function attemptLines(
  input: PriceCdrInput,
  name: ReadingName,
  lines: readonly PricedLine[],
): Attempt[] {
  const totals = totalLines(input, lines);
  return totals === undefined ? [] : [{ name, totals }];
}

/** Readings that change what lines come to, and price nothing again. */
function lineAttempts(input: PriceCdrInput, priced: PricedCdr): Attempt[] {
  const { lines, taxTotals } = priced;
  const perPeriod = BigInt(input.cdr.chargingPeriods.length);
  const each = (change: (line: PricedLine) => PricedLine) => lines.map((line) => change(line));
  const fees = each((line) =>
    line.dimension === "FLAT" ? withQuantity(line, line.quantity * perPeriod) : line,
  );
  const thousandfold = each((line) =>
    line.dimension === "ENERGY" ? withQuantity(line, line.quantity * 1_000n) : line,
  );
  const attempts = [
    ...attemptLines(input, "flat-each-period", fees),
    ...attemptLines(input, "wh-as-kwh", thousandfold),
  ];
  if (priced.limits.length === 0) return attempts;
  const net = sumTotals(taxTotals, "net");
  const gross = sumTotals(taxTotals, "gross");
  return [...attempts, { name: "limits-ignored", totals: { net, gross, taxTotals } }];
}

/** Readings that take other facts than the CDR's, the place's or the tariff's. */
function factAttempts(input: ReadingsInput, priced: PricedCdr): Attempt[] {
  const { otherVersions = [], timeZone, tariffs } = input;
  const hasElements = tariffs.some(({ elements }) => elements.length > 1);
  return [
    ...(timeZone === null || timeZone === "UTC"
      ? []
      : reprice("utc-windows", { ...input, timeZone: "UTC" })),
    ...(priced.unstatedTime > 0 ? reprice("withheld-as-parking", withheldAsParking(input)) : []),
    ...reprice("wall-clock-time", byTheClock(input, true)),
    ...reprice("wall-clock-time", byTheClock(input, false)),
    ...otherVersions.flatMap(({ label, tariffs: other }) =>
      reprice("other-version", { ...input, tariffs: other }, label),
    ),
    ...(hasElements
      ? reprice("first-element-only", { ...input, tariffs: tariffs.map(firstElement) })
      : []),
    ...reprice("periods-in-wh", inWattHours(input)),
  ];
}

function firstElement(tariff: Tariff): Tariff {
  return { ...tariff, elements: tariff.elements.slice(0, 1) };
}
