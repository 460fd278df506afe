/** What a register of a meter counts, as far as it is imported energy. */
export interface EnergyRegister {
  /** It begins at zero with each charge. */
  readonly isOfCharge: boolean;
}

// The third group: 1 is import (IEC 62056-6-1), 98 import with losses of the cable taken off, B0 to B3 OCMF's own.
const IMPORT = new Set(["1", "01", "98", "B0", "B1"]);
const IMPORT_OF_CHARGE = new Set(["B2", "B3"]);

/**
 * Reads an OBIS code ("1-0:1.8.0", "01-00:B2.08.00*FF"); null for what is no imported energy. Where the register is
 * not named, or not in full, the unit alone says what it is.
 */
export function readObis(code: string | null): EnergyRegister | null {
  const groups = code?.split(":")[1]?.toUpperCase().split(/[.*]/);
  if (!groups?.[0]) return { isOfCharge: false };
  const [quantity, kind] = groups;
  if (kind !== undefined && kind !== "8" && kind !== "08") return null;
  if (IMPORT_OF_CHARGE.has(quantity ?? "")) return { isOfCharge: true };
  return IMPORT.has(quantity ?? "") ? { isOfCharge: false } : null;
}
