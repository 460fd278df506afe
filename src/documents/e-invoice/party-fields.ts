import { plainIdentifier } from "@/core/invoicing/plain-identifier";
import type { DocumentParty } from "@/core/invoicing/document-parts";
import type { ElectronicAddress } from "./electronic-address";
import { organisationNumberIn } from "./swedish-number";
import type { XmlFields } from "./xml-fields";

/** The seller (BG-4). Where nothing is within the scope of VAT its number may not be named (BR-O-02). */
export function sellerFields(
  seller: DocumentParty,
  address: ElectronicAddress,
  hasVat: boolean,
): XmlFields {
  return {
    "cac:Party": {
      ...partyFields(seller, address),
      ...(hasVat ? { "cac:PartyTaxScheme": [taxOf(seller)] } : {}),
    },
  };
}

/** The buyer (BG-7), under the number that the seller knows him by. */
export function buyerFields(
  buyer: DocumentParty & { readonly customerNumber: string },
  address: ElectronicAddress,
  hasVat: boolean,
): XmlFields {
  return {
    "cac:Party": {
      ...partyFields(buyer, address),
      "cac:PartyIdentification": { "cbc:ID": buyer.customerNumber },
      ...(buyer.vatNumber === null || !hasVat ? {} : { "cac:PartyTaxScheme": taxOf(buyer) }),
    },
  };
}

function partyFields(party: DocumentParty, address: ElectronicAddress): XmlFields {
  return {
    "cbc:EndpointID": address.id,
    "cbc:EndpointID@schemeID": address.scheme,
    "cac:PartyName": { "cbc:Name": party.name },
    "cac:PostalAddress": addressFields(party),
    "cac:PartyLegalEntity": { "cbc:RegistrationName": party.name, ...companyOf(party) },
    "cac:Contact": { "cbc:ElectronicMail": party.email },
  };
}

// Without the town in two, the address's last line goes whole where the standard has room for a third one.
function addressFields({ address, town, country }: DocumentParty): XmlFields {
  const [street = "", ...more] = address.slice(0, -1);
  const last = address.at(-1) ?? "";
  return {
    "cbc:StreetName": street,
    "cbc:AdditionalStreetName": more.join(", "),
    ...(town
      ? { "cbc:CityName": town.city, "cbc:PostalZone": town.postalCode }
      : { "cac:AddressLine": { "cbc:Line": last } }),
    "cac:Country": { "cbc:IdentificationCode": country },
  };
}

function taxOf(party: DocumentParty): XmlFields {
  return {
    "cbc:CompanyID": plainIdentifier(party.vatNumber ?? ""),
    "cac:TaxScheme": { "cbc:ID": "VAT" },
  };
}

function companyOf(party: DocumentParty): XmlFields {
  const swedish = organisationNumberIn(party);
  if (swedish !== null) return { "cbc:CompanyID": swedish, "cbc:CompanyID@schemeID": "0007" };
  return party.organisationNumber === null ? {} : { "cbc:CompanyID": party.organisationNumber };
}
