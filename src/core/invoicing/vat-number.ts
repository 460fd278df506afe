import { no, ok, type Outcome } from "@/core/outcome";
import { plainIdentifier } from "./plain-identifier";
import { countryOfVatPrefix } from "./tax-area";

// What follows the prefix, by country (Commission, VIES: structure of VAT identification numbers; NO, CH, GB by law).
const FORMS: Readonly<Record<string, RegExp>> = {
  AT: /^U\d{8}$/,
  BE: /^[01]\d{9}$/,
  BG: /^\d{9,10}$/,
  CHE: /^\d{9}(MWST|TVA|IVA)?$/,
  CY: /^\d{8}[A-Z]$/,
  CZ: /^\d{8,10}$/,
  DE: /^\d{9}$/,
  DK: /^\d{8}$/,
  EE: /^\d{9}$/,
  EL: /^\d{9}$/,
  ES: /^[A-Z0-9]\d{7}[A-Z0-9]$/,
  FI: /^\d{8}$/,
  FR: /^[A-HJ-NP-Z0-9]{2}\d{9}$/,
  GB: /^(\d{9}|\d{12}|(GD|HA)\d{3})$/,
  HR: /^\d{11}$/,
  HU: /^\d{8}$/,
  IE: /^(\d{7}[A-Z]{1,2}|\d[A-Z+*]\d{5}[A-Z])$/,
  IT: /^\d{11}$/,
  LT: /^(\d{9}|\d{12})$/,
  LU: /^\d{8}$/,
  LV: /^\d{11}$/,
  MT: /^\d{8}$/,
  NL: /^[A-Z0-9+*]{10}\d{2}$/,
  NO: /^\d{9}(MVA)?$/,
  PL: /^\d{10}$/,
  PT: /^\d{9}$/,
  RO: /^\d{2,10}$/,
  SE: /^\d{10}01$/,
  SI: /^\d{8}$/,
  SK: /^\d{10}$/,
};

/** A VAT number in its parts. */
export interface VatNumber {
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** With its prefix, as machines write it. */
  readonly number: string;
}

/**
 * A VAT number by its form, offline: a known country's prefix and what that country's numbers look like. Whether
 * anybody holds it is for a look-up to say.
 */
export function parseVatNumber(text: string): Outcome<VatNumber, "unknown-country" | "form"> {
  const number = plainIdentifier(text);
  const prefix = number.startsWith("CHE") ? "CHE" : number.slice(0, 2);
  const form = FORMS[prefix];
  if (!form) return no("unknown-country");
  if (!form.test(number.slice(prefix.length))) return no("form");
  return ok({ country: prefix === "CHE" ? "CH" : countryOfVatPrefix(prefix), number });
}
