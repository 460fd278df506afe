import { parseVatNumber } from "@/core/invoicing/vat-number";
import { isPostalCode } from "@/core/sign-up/postal-code";
import type { PostalAddress } from "@/db/schema/tenants";
import { ServiceError } from "@/services/service-error";

/** Whom bills are made out to, as somebody wrote it. */
export interface BillToInput {
  readonly address: {
    readonly line1: string;
    readonly line2?: string | undefined;
    readonly postalCode: string;
    readonly city: string;
    readonly country: string;
  };
  readonly kind: "consumer" | "business";
  readonly companyName?: string | undefined;
  readonly vatNumber?: string | undefined;
}

/** Whom bills are made out to. */
export interface BillTo {
  readonly address: PostalAddress;
  readonly kind: "consumer" | "business";
  /** Only of a business. */
  readonly companyName: string | null;
  /** With its prefix, as machines write it; only of a business that has one. */
  readonly vatNumber: string | null;
}

/**
 * Reads and checks whom bills are made out to. A VAT number is held against its country's form only: whether anybody
 * holds it is looked up later, and blocks nothing.
 * @throws ServiceError INVALID naming the field (`country` for one whose residents are not taken).
 */
export function readBillTo(input: BillToInput, countries: readonly string[]): BillTo {
  const { kind } = input;
  const address = readAddress(input.address, countries);
  if (kind === "consumer") return { address, kind, companyName: null, vatNumber: null };
  const companyName = line(input.companyName ?? "", "companyName");
  const stated = (input.vatNumber ?? "").trim();
  if (stated === "") return { address, kind, companyName, vatNumber: null };
  const parsed = parseVatNumber(stated);
  if (!parsed.ok) throw invalid("vatNumber", parsed.reason);
  return { address, kind, companyName, vatNumber: parsed.value.number };
}

/** A name as it stands on bills. @throws ServiceError INVALID. */
export function readName(text: string): string {
  return line(text, "name");
}

function readAddress(
  { line1, line2 = "", postalCode, city, country }: BillToInput["address"],
  countries: readonly string[],
): PostalAddress {
  if (!countries.includes(country)) throw invalid("country", "not-offered");
  if (!isPostalCode(country, postalCode)) throw invalid("postalCode", "form");
  const second = line2.trim() === "" ? {} : { line2: line(line2, "line2") };
  return {
    line1: line(line1, "line1"),
    ...second,
    postalCode: line(postalCode, "postalCode").toUpperCase(),
    city: line(city, "city"),
    country,
  };
}

function line(text: string, field: string): string {
  const written = text.trim().replaceAll(/\s+/g, " ");
  if (written === "" || written.length > 100) throw invalid(field, "length");
  return written;
}

function invalid(field: string, reason: string): ServiceError {
  return new ServiceError("INVALID", "Something in it cannot be right.", { field, reason });
}
