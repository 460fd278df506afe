import type { Json } from "@/core/roaming/json";

/** A party as it stood when the document was issued. */
export interface DocumentParty {
  readonly name: string;
  readonly address: readonly string[];
  /** The town of the address's last line, in two. Documents of before e-invoices do not have it. */
  readonly town?: { readonly postalCode: string; readonly city: string };
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly vatNumber: string | null;
  readonly organisationNumber: string | null;
  readonly email: string;
}

/** Amounts of one VAT rate: the rate in 10⁻⁴ %, amounts in minor units as decimal text. */
export interface DocumentVatAmount {
  readonly vatRate: number;
  readonly netMinor: string;
  readonly vatMinor: string;
  readonly grossMinor: string;
}

/** One charge as the driver is billed for it. */
export interface DocumentLine {
  readonly seq: number;
  readonly chargeId: string;
  readonly operator: string;
  readonly place: string;
  readonly city: string;
  /** Where the electricity was delivered, ISO 3166-1 alpha-2. */
  readonly supplyCountry: string;
  readonly startedAt: string;
  readonly endedAt: string;
  /** The month it belongs to where it comes later than its period ("2026-09"), else null. */
  readonly lateFrom: string | null;
  readonly energyMicroKwh: string;
  readonly netMinor: string;
  readonly vatMinor: string;
  readonly grossMinor: string;
  readonly perRate: readonly DocumentVatAmount[];
  /** The price, piece by piece, as it was explained when it was rated. */
  readonly explanation: Json;
}

/**
 * An invoice as issued: the legal fact. Everything a reader needs stands in it, so that no later change
 * of a name, a price or this program can alter what was sold. Content by Directive 2006/112/EC art. 226.
 * Amounts are minor units as decimal text; instants are ISO 8601 in UTC; `timeZone` is what people read them in.
 */
export interface InvoiceDocument {
  readonly schema: "kvitt.invoice/1";
  readonly number: string;
  readonly invoiceId: string;
  readonly issuedOn: string;
  readonly dueOn: string;
  readonly locale: "sv" | "en";
  readonly timeZone: string;
  readonly periodStart: string;
  readonly periodEnd: string;
  readonly currency: string;
  readonly seller: DocumentParty;
  readonly buyer: DocumentParty & { readonly customerNumber: string };
  readonly planName: string;
  /** Prices agreed with VAT inside or before it. */
  readonly priceBasis: "gross" | "net";
  /** VAT is reckoned once per rate on the sum of the lines, half away from zero. */
  readonly roundingPolicy: "vat-per-rate-on-total";
  readonly lines: readonly DocumentLine[];
  readonly perRate: readonly DocumentVatAmount[];
  readonly netMinor: string;
  readonly vatMinor: string;
  readonly totalMinor: string;
  readonly paymentTerms: { readonly days: number; readonly bankAccount: string | null };
  /** How the VAT was decided, once per country that occurs. */
  readonly vatTrace: readonly string[];
}

/** The one text of a document: keys sorted, no white space. The same content is always the same bytes. */
export function canonicalText(document: object): string {
  return JSON.stringify(sortKeys(document));
}

/** What `canonicalText` stored. */
export function readInvoiceDocument(canonical: string): InvoiceDocument {
  return JSON.parse(canonical) as InvoiceDocument;
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
      .map(([key, entry]) => [key, sortKeys(entry)]),
  );
}
