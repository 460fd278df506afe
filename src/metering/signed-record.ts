import type { Curve } from "@road-labs/ocmf-crypto";
import type { Micro } from "@/core/money/quantity";

/** How the meter's clock stood: set by the network, informative, running since the start, or unknown. */
export type MeterClock = "synchronised" | "informative" | "relative" | "unknown";

/** A value of a meter's register of energy. */
export interface SignedReading {
  /** Milliseconds since 1970; null where the record does not tell. */
  readonly atMs: number | null;
  readonly clock: MeterClock;
  readonly moment: "begin" | "between" | "end" | null;
  /** OBIS code as it was sent. */
  readonly register: string | null;
  /** The register begins at zero with each charge. */
  readonly isOfCharge: boolean;
  /** 10⁻⁶ kWh. */
  readonly energy: Micro;
  /** False where the meter itself says that something was wrong. */
  readonly isSound: boolean;
}

/** One signed record: what it says, and what proves it. */
export interface SignedRecord {
  readonly meterId: string | null;
  /** Number of the record in the meter's own series. */
  readonly page: string | null;
  /** Readings of imported energy, in their order. */
  readonly readings: readonly SignedReading[];
  /** The bytes that were signed; hashed by SHA-256. */
  readonly signed: Uint8Array;
  readonly curve: Curve;
  /** r and s of the ECDSA signature. */
  readonly signature: EcdsaSignature;
  /** A public key that the record itself brings. */
  readonly ownKey: Uint8Array | null;
}

/** The two numbers of an ECDSA signature. */
export interface EcdsaSignature {
  readonly r: bigint;
  readonly s: bigint;
}

/**
 * Why a record can't be read. encoding: we do not know it. form: it is not what its encoding says.
 * algorithm: signed in a way that we can't check. signature: there is none that could be read.
 */
export type Unreadable = "encoding" | "form" | "algorithm" | "signature";
