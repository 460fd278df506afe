import { formatMicro, type Micro } from "@/core/money/quantity";
import type { SignedReading } from "./signed-record";

/** What is billed, as the CDR has it. */
export interface BilledEnergy {
  /** 10⁻⁶ kWh. */
  readonly energy: Micro;
  /** Milliseconds since 1970. */
  readonly startedAtMs: number;
  readonly endedAtMs: number;
}

/** What the readings of a charge come to on one register. */
export interface SignedEnergy {
  readonly start: SignedReading | null;
  readonly end: SignedReading | null;
  /** 10⁻⁶ kWh; null where one reading alone does not tell. */
  readonly energy: Micro | null;
}

/** How signed energy stands to the bill. backwards: it ends below its start. time: it is of another time. */
export type EnergyVerdict = "same" | "unknown" | "differs" | "backwards" | "time";

/** Clocks of stations and of operators differ by so much without meaning anything. */
const CLOCK_MARGIN_MS = 15 * 60_000;
const LEAST_UNIT = 1_000n;
const MOST_UNIT = 10_000n;

/** The energy of each register, in the order in which registers were first read. */
export function signedEnergies(readings: readonly SignedReading[]): SignedEnergy[] {
  const registers = new Map<string, SignedReading[]>();
  for (const reading of readings) {
    const key = reading.register ?? "";
    registers.set(key, [...(registers.get(key) ?? []), reading]);
  }
  return [...registers.values()].map((own) => {
    const start = own.find(({ moment }) => moment === "begin") ?? (own.length > 1 ? own[0] : null);
    const end =
      own.findLast(({ moment }) => moment === "end") ?? own.findLast((one) => one !== start);
    if (start && end) return { start, end, energy: end.energy - start.energy };
    const isAlone = end?.isOfCharge === true;
    return { start: start ?? null, end: end ?? null, energy: isAlone ? end.energy : null };
  });
}

/**
 * Compares exactly, but for the digits that a bill leaves out: it may differ by less than one unit of its last place,
 * which counts as no less than 1 Wh and no more than 10 Wh.
 */
export function compareEnergy(
  { start, end, energy }: SignedEnergy,
  billed: BilledEnergy,
): EnergyVerdict {
  if (energy !== null && energy < 0n) return "backwards";
  if (energy !== null && difference(energy, billed.energy) >= lastPlace(billed.energy))
    return "differs";
  const isTimely = [start, end].every((reading) => reading === null || isWithin(reading, billed));
  if (!isTimely) return "time";
  return energy === null ? "unknown" : "same";
}

function isWithin(
  { atMs, clock }: SignedReading,
  { startedAtMs, endedAtMs }: BilledEnergy,
): boolean {
  if (atMs === null || clock === "unknown") return true;
  return atMs >= startedAtMs - CLOCK_MARGIN_MS && atMs <= endedAtMs + CLOCK_MARGIN_MS;
}

function difference(a: Micro, b: Micro): Micro {
  return a < b ? b - a : a - b;
}

function lastPlace(value: Micro): Micro {
  const places = formatMicro(value).split(".")[1]?.length ?? 0;
  const unit = 10n ** BigInt(6 - places);
  return unit < LEAST_UNIT ? LEAST_UNIT : unit > MOST_UNIT ? MOST_UNIT : unit;
}
