/** ISO 3166-1: the alpha-2 code of the countries where cars charge on roaming, by their alpha-3 code. */
const ALPHA2: Readonly<Record<string, string>> = {
  ALB: "AL",
  AND: "AD",
  AUT: "AT",
  BEL: "BE",
  BGR: "BG",
  BIH: "BA",
  CHE: "CH",
  CYP: "CY",
  CZE: "CZ",
  DEU: "DE",
  DNK: "DK",
  ESP: "ES",
  EST: "EE",
  FIN: "FI",
  FRA: "FR",
  FRO: "FO",
  GBR: "GB",
  GIB: "GI",
  GRC: "GR",
  HRV: "HR",
  HUN: "HU",
  IRL: "IE",
  ISL: "IS",
  ITA: "IT",
  LIE: "LI",
  LTU: "LT",
  LUX: "LU",
  LVA: "LV",
  MCO: "MC",
  MDA: "MD",
  MKD: "MK",
  MLT: "MT",
  MNE: "ME",
  NLD: "NL",
  NOR: "NO",
  POL: "PL",
  PRT: "PT",
  ROU: "RO",
  SMR: "SM",
  SRB: "RS",
  SVK: "SK",
  SVN: "SI",
  SWE: "SE",
  TUR: "TR",
  UKR: "UA",
  CAN: "CA",
  USA: "US",
};

/**
 * The alpha-2 code for an OCPI `country` (alpha-3 by the specification; alpha-2 is what some partners
 * send), or undefined where it is neither.
 */
export function alpha2Country(country: string): string | undefined {
  const code = country.trim().toUpperCase();
  if (code.length === 2) return Object.values(ALPHA2).includes(code) ? code : undefined;
  return ALPHA2[code];
}
