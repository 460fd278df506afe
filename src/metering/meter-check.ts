import type { Curve } from "@road-labs/ocmf-crypto";
import type { EnergyVerdict } from "./compare-energy";
import type { SignedReading, Unreadable } from "./signed-record";

/** The library that checks signatures, with its version. */
export const METERING_TOOL = "@road-labs/ocmf-crypto-noble 0.0.9";

/**
 * What a check came to. genuine: signed, and what is signed is billed. altered: a signature does not fit. no_key:
 * nothing to check it by. unreadable: an encoding or a form that we can't read. not_signed: nothing was sent.
 * other_energy: the signatures fit, but another energy, time or meter is billed.
 */
export type MeterOutcome =
  | "genuine"
  | "altered"
  | "no_key"
  | "unreadable"
  | "not_signed"
  | "other_energy";

/** A reading as people are shown it. */
export interface ShownReading extends Pick<
  SignedReading,
  "clock" | "moment" | "register" | "isSound"
> {
  /** ISO 8601 in UTC. */
  readonly at: string | null;
  /** A decimal text. */
  readonly kwh: string;
}

/** One signed value and what became of its signature. */
export interface CheckedValue {
  readonly nature: string;
  readonly state: "genuine" | "altered" | "no_key" | "unreadable";
  readonly problem: Unreadable | null;
  readonly meterId: string | null;
  readonly page: string | null;
  /** What it says; not to be relied on unless it is genuine. */
  readonly readings: readonly ShownReading[];
}

/** The key that signatures were checked by. Data: the CDR brought it. Record: it stands in the signed record. */
export interface MeterKey {
  readonly fingerprint: string;
  readonly curve: Curve;
  readonly source: "data" | "record";
}

/** What a person should know besides the outcome. */
export type MeterNote =
  | `energy_${Exclude<EnergyVerdict, "same">}`
  | "partly_checked"
  | "several_meters"
  | "other_meter"
  | "meter_fault"
  | "clock_unknown";

/** The result of a check, as plain JSON: a browser's and a server's are the same text. */
export interface MeterCheck {
  readonly outcome: MeterOutcome;
  /** "" where nothing is signed. */
  readonly encoding: string;
  readonly meterId: string | null;
  readonly start: ShownReading | null;
  readonly end: ShownReading | null;
  /** Decimal texts; null where the readings do not tell. */
  readonly signedKwh: string | null;
  readonly billedKwh: string;
  readonly key: MeterKey | null;
  readonly notes: readonly MeterNote[];
  readonly values: readonly CheckedValue[];
}
