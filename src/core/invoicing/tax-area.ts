const MEMBERS = new Set(
  "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split(" "),
);

/** Whether Directive 2006/112/EC holds in a country (ISO 3166-1 alpha-2). */
export function isInUnion(country: string): boolean {
  return MEMBERS.has(country);
}

/** The country whose VAT numbers begin with `prefix`: its own code, but "EL" for Greece. */
export function countryOfVatPrefix(prefix: string): string {
  return prefix === "EL" ? "GR" : prefix;
}

// The clock of a country's tax day, where it is not the one of Brussels.
const ZONES: Readonly<Record<string, string>> = {
  BG: "Europe/Sofia",
  CY: "Asia/Nicosia",
  EE: "Europe/Tallinn",
  FI: "Europe/Helsinki",
  GB: "Europe/London",
  GR: "Europe/Athens",
  IE: "Europe/Dublin",
  IS: "Atlantic/Reykjavik",
  LT: "Europe/Vilnius",
  LV: "Europe/Riga",
  PT: "Europe/Lisbon",
  RO: "Europe/Bucharest",
};

/** The day of an instant in a country, "2026-10-31": rates change at its midnight. */
export function taxDay(at: Temporal.Instant, country: string): string {
  const zone = ZONES[country] ?? "Europe/Brussels";
  return at.toZonedDateTimeISO(zone).toPlainDate().toString();
}
