/** The versions this CPO speaks, oldest first. 2.3.0 is edition 2. */
export const OCPI_VERSIONS = ["2.1.1", "2.2.1", "2.3.0"] as const;

export type OcpiVersion = (typeof OCPI_VERSIONS)[number];

export function isOcpiVersion(value: unknown): value is OcpiVersion {
  return OCPI_VERSIONS.some((version) => version === value);
}

/** The versions in the order in which a handshake prefers them. */
export function highestFirst(versions: readonly OcpiVersion[]): OcpiVersion[] {
  return OCPI_VERSIONS.filter((version) => versions.includes(version)).toReversed();
}

/** 2.1.1 has raw tokens and neither message ids nor routing headers nor roles of endpoints. */
export function isOldTransport(version: OcpiVersion): boolean {
  return version === "2.1.1";
}
