const KNOWN = [
  "IEC_62196_T2",
  "IEC_62196_T2_COMBO",
  "CHADEMO",
  "IEC_62196_T1",
  "IEC_62196_T1_COMBO",
  "DOMESTIC_F",
  "TESLA_S",
  "SAE_J3400",
] as const;
type KnownPlug = (typeof KNOWN)[number];

/** A plug's name as it stands on chargers; one that we have no word for as OCPI spells it. */
export function plugName(standard: string, word: (key: `plug.${KnownPlug}`) => string): string {
  const known = KNOWN.find((one) => one === standard);
  return known ? word(`plug.${known}`) : standard.replaceAll("_", " ");
}
