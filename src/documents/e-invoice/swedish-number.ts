import { plainIdentifier } from "@/core/invoicing/plain-identifier";
import type { DocumentParty } from "@/core/invoicing/document-parts";

const ORGANISATION = /^\d{10}$/;
const VAT = /^SE(\d{10})\d{2}$/;

/** The ten digits of a Swedish party's organisation number, from it or from the VAT number that holds it. */
export function organisationNumberIn(party: DocumentParty): string | null {
  if (party.country !== "SE") return null;
  const stated = plainIdentifier(party.organisationNumber ?? "");
  const inVat = VAT.exec(plainIdentifier(party.vatNumber ?? ""))?.[1] ?? "";
  const found = [stated, inVat].find((digits) => ORGANISATION.test(digits) && endsRightly(digits));
  return found ?? null;
}

/** Whether a Swedish party's VAT number has its form: SE, the ten digits, and two more. */
export function isSwedishVatNumber(text: string): boolean {
  return VAT.test(plainIdentifier(text));
}

// The Luhn algorithm, which the last digit of an organisation number follows.
function endsRightly(digits: string): boolean {
  const sum = Array.from(digits).reduce((total, digit, index) => {
    const weighed = Number(digit) * (index % 2 === 0 ? 2 : 1);
    return total + (weighed > 9 ? weighed - 9 : weighed);
  }, 0);
  return sum % 10 === 0;
}
