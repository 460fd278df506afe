import type { OcpiVersion } from "@/ocpi/codec";

/** A test that shows a requirement to be met, in the versions that it speaks. */
export interface Evidence {
  readonly versions: readonly OcpiVersion[];
  /** From the root of the repository. */
  readonly file: string;
  /** The test's title as it is written in the file. */
  readonly name: string;
}

/** Something that OCPI asks of an eMSP, in our words. */
export interface Requirement {
  readonly id: string;
  /** The versions that ask for it. */
  readonly versions: readonly OcpiVersion[];
  readonly what: string;
  /** Where the specification says so: module and section. */
  readonly source: string;
  /** None where no test shows it. */
  readonly shownBy: readonly Evidence[];
}

export const ALL: readonly OcpiVersion[] = ["2.1.1", "2.2.1", "2.3.0"];
/** 2.2.1 and later. */
export const LATER: readonly OcpiVersion[] = ["2.2.1", "2.3.0"];
export const V211: readonly OcpiVersion[] = ["2.1.1"];
export const V221: readonly OcpiVersion[] = ["2.2.1"];
export const V230: readonly OcpiVersion[] = ["2.3.0"];

/** Says which test of a file shows it, and in which versions. `file` is below `src/ocpi`. */
export function by(versions: readonly OcpiVersion[], file: string, name: string): Evidence {
  return { versions, file: `src/ocpi/${file}.test.ts`, name };
}
