import { plainIdentifier } from "@/core/invoicing/plain-identifier";
import type { EInvoiceFormat } from "@/core/invoicing/document-format";
import type { BilledDocument } from "@/core/invoicing/billed-document";
import { mailAddress, peppolAddress, type ElectronicAddress } from "./electronic-address";
import { isSwedishVatNumber, organisationNumberIn } from "./swedish-number";

/** What a file says of itself (BT-24, BT-23), and where its parties take e-invoices. */
export interface Profile {
  readonly customization: string;
  readonly process: string;
  readonly seller: ElectronicAddress;
  readonly buyer: ElectronicAddress;
}

const CORE = "urn:cen.eu:en16931:2017";
const PEPPOL = `${CORE}#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0`;
const PROCESS = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0";

// Peppol has rules of its own for sellers of these countries, which the files are not made by.
const OWN_RULES = new Set(["DE", "DK", "EL", "GR", "IS", "IT", "NL", "NO"]);
const SWEDISH_RATES = new Set([60_000, 120_000, 250_000]);

/**
 * The profile of a file. UBL is Peppol BIS Billing 3 where both parties have an address in that network
 * and the seller's country lets the document pass; else, and always in CII, it is EN 16931 itself.
 */
export function profileOf(document: BilledDocument, format: EInvoiceFormat): Profile {
  const { seller, buyer } = document;
  const addresses = {
    seller: peppolAddress(seller) ?? mailAddress(seller),
    buyer: peppolAddress(buyer) ?? mailAddress(buyer),
  };
  const isPeppol =
    format === "ubl" &&
    peppolAddress(seller) !== null &&
    peppolAddress(buyer) !== null &&
    passesInCountry(document);
  return { customization: isPeppol ? PEPPOL : CORE, process: PROCESS, ...addresses };
}

function passesInCountry({ seller, perRate }: BilledDocument): boolean {
  const vatNumber = plainIdentifier(seller.vatNumber ?? "");
  if (OWN_RULES.has(seller.country) || OWN_RULES.has(vatNumber.slice(0, 2))) return false;
  if (seller.country !== "SE") return true;
  // SE-R-001 to 006 and 013: well-formed numbers, and no rate but Sweden's own.
  return (
    organisationNumberIn(seller) !== null &&
    isSwedishVatNumber(vatNumber) &&
    perRate.every(({ category, vatRate }) => category !== "S" || SWEDISH_RATES.has(vatRate))
  );
}
