import type { Language } from "@/core/language";
import type { Json } from "@/core/roaming/json";
import type { ItemWords } from "./item-words";
import type { VatCategory } from "./vat-category";

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
  /** VAT numbers of the party in other countries, where the document has supplies there. */
  readonly otherVatNumbers?: readonly { readonly country: string; readonly vatNumber: string }[];
}

/** A buyer, under the number that the seller knows him by. */
export type DocumentBuyer = DocumentParty & { readonly customerNumber: string };

/**
 * Amounts of one country, category and rate: the rate in 10⁻⁴ %, amounts in minor units as decimal text. The country
 * is the one whose VAT it is, or would be (ISO 3166-1 alpha-2).
 */
export interface DocumentVatAmount {
  readonly country: string;
  readonly category: VatCategory;
  readonly vatRate: number;
  readonly netMinor: string;
  readonly vatMinor: string;
  readonly grossMinor: string;
}

interface LineAmounts {
  readonly seq: number;
  readonly netMinor: string;
  readonly vatMinor: string;
  readonly grossMinor: string;
  readonly perRate: readonly DocumentVatAmount[];
  /** The month it belongs to where it comes later than its period ("2026-09"), else null. */
  readonly lateFrom: string | null;
}

/** What a charge was for, where the buyer's account divides its charges, as it stood when the document was issued. */
export interface LineLabel {
  readonly purpose: "business" | "private";
  /** As the buyer's bookkeeping knows it (EN 16931 BT-133); null for none. */
  readonly costCentre: { readonly code: string; readonly name: string } | null;
}

/** One charge as the driver is billed for it. */
export interface ChargeLine extends LineAmounts {
  readonly kind: "charge";
  /** Left out where the account does not divide its charges: those documents are as they always were. */
  readonly label?: LineLabel;
  readonly chargeId: string;
  readonly operator: string;
  readonly place: string;
  readonly city: string;
  /** Where the electricity was delivered, ISO 3166-1 alpha-2. */
  readonly supplyCountry: string;
  /** Instants, ISO 8601 in UTC. */
  readonly startedAt: string;
  readonly endedAt: string;
  readonly energyMicroKwh: string;
  /** The price, piece by piece, as it was explained when it was rated. */
  readonly explanation: Json;
}

/** What is billed besides charges: a fee, interest, an adjustment (below zero: given back). */
export interface ItemLine extends LineAmounts {
  readonly kind: "item";
  readonly itemId: string;
  readonly words: ItemWords;
  /** Whose VAT it is, ISO 3166-1 alpha-2. */
  readonly supplyCountry: string;
  /** What it pays for, half-open; null where it is of one moment. Instants. */
  readonly periodStart: string | null;
  readonly periodEnd: string | null;
  /** When it was supplied. Instant. */
  readonly servicedAt: string;
}

/** A line of a document that bills or gives back. */
export type DocumentLine = ChargeLine | ItemLine;

/** Another document that this one speaks of. */
export interface DocumentReference {
  readonly documentId: string;
  readonly number: string;
  /** Its day of issue, "2026-11-03". */
  readonly issuedOn: string;
}

/**
 * Which content the document must have: all of Directive 2006/112/EC art. 226, or what art. 226b leaves of it for
 * small amounts within one country.
 */
export type DocumentForm = "full" | "simplified";

/** Why a document has rows without VAT: the code of the VATEX list, and what the law calls it. */
export interface DocumentExemption {
  readonly category: Exclude<VatCategory, "S">;
  readonly country: string;
  /** VATEX code (CEF), null where the list has none for it. */
  readonly code: string | null;
  /** The article that says so. */
  readonly source: string;
}

/**
 * The document's VAT in the currency of the state that it is owed to, where the document has another one
 * (2006/112/EC art. 230).
 */
export interface AccountingVat {
  readonly currency: string;
  /** Units of `currency` for one unit of the document's, 10⁻⁶. */
  readonly rateMicro: string;
  readonly rateOn: string;
  readonly rateSource: string;
  readonly vatMinor: string;
}

/** How to pay what a document asks for. */
export interface PaymentTerms {
  readonly days: number;
  readonly bankAccount: string | null;
}

/** VAT is reckoned once per country, category and rate on the sum of the lines, half away from zero. */
export type RoundingPolicy = "vat-per-rate-on-total";

/** Sums of a document that bills or gives back, in minor units as decimal text. net + vat + rounding = total. */
export interface DocumentSums {
  readonly currency: string;
  /** Prices agreed with VAT inside or before it. */
  readonly priceBasis: "gross" | "net";
  readonly roundingPolicy: RoundingPolicy;
  readonly perRate: readonly DocumentVatAmount[];
  readonly netMinor: string;
  readonly vatMinor: string;
  /** What the total was rounded by to a whole unit of the currency (öresavrundning); "0" for none. */
  readonly roundingMinor: string;
  readonly totalMinor: string;
  readonly exemptions: readonly DocumentExemption[];
  readonly accountingVat: AccountingVat | null;
  /** How the VAT was decided, sentence by sentence. */
  readonly vatTrace: readonly string[];
}

/** What every document of ours begins with. `timeZone` is what people read its instants in. */
export interface DocumentHead {
  readonly number: string;
  /** "2026-11-03". */
  readonly issuedOn: string;
  readonly locale: Language;
  readonly timeZone: string;
  readonly seller: DocumentParty;
}
