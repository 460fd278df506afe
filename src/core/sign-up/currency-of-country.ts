// Countries with a currency of their own.
const OWN: Readonly<Record<string, string>> = {
  CH: "CHF",
  CZ: "CZK",
  DK: "DKK",
  GB: "GBP",
  HU: "HUF",
  IS: "ISK",
  LI: "CHF",
  NO: "NOK",
  PL: "PLN",
  RO: "RON",
  SE: "SEK",
};

// Council Decision (EU) 2025/1407 for Bulgaria, from 1 January 2026; the others before.
const EURO = new Set("AT BE BG CY DE EE ES FI FR GR HR IE IT LT LU LV MT NL PT SI SK".split(" "));

/** The currency (ISO 4217) that people of a country (ISO 3166-1 alpha-2) pay in; null where it is not known. */
export function currencyOfCountry(country: string): string | null {
  return EURO.has(country) ? "EUR" : (OWN[country] ?? null);
}
