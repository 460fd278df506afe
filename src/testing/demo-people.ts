/** The demo's drivers. The simulators of the CPOs play their tokens. */
export const ASTRID = {
  number: "10001",
  name: "Astrid Lindqvist",
  email: "astrid@kvitt.example",
  address: { line1: "Folkungagatan 61", postalCode: "116 22", city: "Stockholm", country: "SE" },
  contractId: "SE-KVT-C00000011-7",
  rfid: "04A2B91C5E6180",
  app: "APP-ASTRID",
  locale: "sv",
  timeZone: "Europe/Stockholm",
  currency: "SEK",
} as const;

export const JONAS = {
  number: "10002",
  name: "Jonas Berg",
  email: "jonas@kvitt.example",
  address: { line1: "Linnégatan 8", postalCode: "413 04", city: "Göteborg", country: "SE" },
  contractId: "SE-KVT-C00000022-5",
  rfid: "04F7731A9B2C80",
  app: "APP-JONAS",
  locale: "sv",
  timeZone: "Europe/Stockholm",
  currency: "SEK",
} as const;

/** Charges in the Netherlands: the one whom Kanaal's simulator plays. */
export const SANNE = {
  number: "10003",
  name: "Sanne de Wit",
  email: "sanne@kvitt.example",
  address: { line1: "Prinsengracht 263", postalCode: "1016 GV", city: "Amsterdam", country: "NL" },
  contractId: "SE-KVT-C00000033-3",
  rfid: "04C81D52AA7F80",
  app: "APP-SANNE",
  locale: "en",
  timeZone: "Europe/Amsterdam",
  currency: "EUR",
} as const;

/** One of them. */
export type DemoDriver = typeof ASTRID | typeof JONAS | typeof SANNE;
