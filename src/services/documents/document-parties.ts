import type { InferSelectModel } from "drizzle-orm";

import type { DocumentBuyer, DocumentParty } from "@/core/invoicing/document-parts";
import type { drivers } from "@/db/schema/drivers";
import type { VatRegistration } from "@/core/invoicing/vat-registration";
import type { legalEntities, PostalAddress } from "@/db/schema/tenants";

/**
 * The seller as documents name it. `countries` are those whose VAT the document has: where the seller is registered
 * in another one of them on `issuedOn`, that number stands beside its own.
 */
export function sellerParty(
  seller: InferSelectModel<typeof legalEntities>,
  abroad?: {
    readonly registrations: readonly VatRegistration[];
    readonly countries: readonly string[];
    readonly issuedOn: Temporal.PlainDate;
  },
): DocumentParty {
  const others = (abroad?.registrations ?? [])
    .filter(({ country }) => country !== seller.address.country)
    .filter(({ country }) => abroad?.countries.includes(country))
    .filter((one) => abroad !== undefined && isInForce(one, abroad.issuedOn))
    .map(({ country, vatNumber }) => ({ country, vatNumber }));
  return {
    name: seller.name,
    ...addressFields(seller.address),
    vatNumber: seller.vatNumber,
    organisationNumber: seller.organisationNumber,
    email: seller.email,
    ...(others.length > 0 ? { otherVatNumbers: others } : {}),
  };
}

function isInForce({ validFrom, validTo }: VatRegistration, on: Temporal.PlainDate): boolean {
  const day = on.toString();
  return (
    validFrom.toString().slice(0, 10) <= day && (!validTo || day < validTo.toString().slice(0, 10))
  );
}

/** A driver as documents name him. */
export function buyerParty(driver: InferSelectModel<typeof drivers>): DocumentBuyer {
  return {
    name: driver.name,
    ...addressFields(driver.address),
    vatNumber: driver.vatNumber,
    organisationNumber: null,
    email: driver.email,
    customerNumber: driver.number,
  };
}

/** An address as documents write it. */
export function addressFields(
  address: PostalAddress,
): Pick<DocumentParty, "address" | "town" | "country"> {
  return {
    address: [
      address.line1,
      ...(address.line2 ? [address.line2] : []),
      `${address.postalCode} ${address.city}`,
    ],
    town: { postalCode: address.postalCode, city: address.city },
    country: address.country,
  };
}
