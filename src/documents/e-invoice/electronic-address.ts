import { plainIdentifier } from "@/core/invoicing/plain-identifier";
import type { DocumentParty } from "@/core/invoicing/document-parts";
import { organisationNumberIn } from "./swedish-number";

/** Where a party takes e-invoices (BT-34, BT-49): an address in a scheme of the EAS code list. */
export interface ElectronicAddress {
  readonly scheme: string;
  readonly id: string;
}

// Code list EAS, the VAT numbers in it. Sweden's is gone from the list: there it is the organisation number.
const VAT_SCHEMES: Readonly<Record<string, string>> = {
  AT: "9914",
  BE: "9925",
  BG: "9926",
  CY: "9928",
  CZ: "9929",
  DE: "9930",
  EE: "9931",
  EL: "9933",
  ES: "9920",
  FI: "0213",
  FR: "9957",
  GB: "9932",
  HR: "9934",
  HU: "9910",
  IE: "9935",
  IT: "0211",
  LI: "9936",
  LT: "9937",
  LU: "9938",
  LV: "9939",
  MT: "9943",
  NL: "9944",
  PL: "9945",
  PT: "9946",
  RO: "9947",
  SI: "9949",
  SK: "9950",
};

const SWEDISH_ORGANISATION = "0007";

/**
 * A party's address in the Peppol network, as far as its numbers give one: the organisation number of a
 * Swedish party, the VAT number of others. Whether anybody listens there is not looked up. Null for whom
 * the numbers name no scheme, such as a consumer.
 */
export function peppolAddress(party: DocumentParty): ElectronicAddress | null {
  const organisation = organisationNumberIn(party);
  if (organisation !== null) return { scheme: SWEDISH_ORGANISATION, id: organisation };
  const number = plainIdentifier(party.vatNumber ?? "");
  const scheme = VAT_SCHEMES[number.slice(0, 2)];
  return scheme === undefined ? null : { scheme, id: number };
}

/** A party's e-mail address, in the scheme that EN 16931 has for it and Peppol has not. */
export function mailAddress(party: DocumentParty): ElectronicAddress {
  return { scheme: "EM", id: party.email };
}
