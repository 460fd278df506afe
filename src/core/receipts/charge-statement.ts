import type { DocumentBuyer, DocumentParty } from "@/core/invoicing/document-parts";
import type { Money } from "@/core/money/money";
import type { PriceBasis, VatAmount } from "@/core/money/vat-amount";
import type { ExplanationLine } from "@/core/rating/explain";
import type { Savings } from "@/core/smart-charging/savings-shown";

/** A document that a statement speaks of, by its number and its day of issue ("2026-11-03"). */
export interface NamedDocument {
  readonly number: string;
  readonly issuedOn: string;
}

/** What was given back of a charge by one credit note; amounts above zero. */
export interface StatementCredit extends NamedDocument {
  readonly perRate: readonly VatAmount[];
  readonly netMinor: bigint;
  readonly vatMinor: bigint;
  readonly grossMinor: bigint;
}

/**
 * All that is known of one charge that has its price: what was charged where, by which meter, what it cost and why,
 * and which invoice or receipt it stands on. It is no invoice itself.
 */
export interface ChargeStatement {
  readonly chargeId: string;
  /** The address of its page: the session's id, or the CDR's. */
  readonly pageId: string;
  /** The CPO's own id of the record. */
  readonly cdrOcpiId: string;
  readonly operator: string;
  readonly place: string;
  readonly address: string;
  readonly city: string;
  readonly evseId: string;
  /** Whose VAT it has, ISO 3166-1 alpha-2. */
  readonly supplyCountry: string;
  /** Of the place, where it is known; else the driver's. */
  readonly timeZone: string;
  readonly startedAt: Temporal.Instant;
  readonly endedAt: Temporal.Instant;
  /** 10⁻⁶ kWh. */
  readonly energyMicroKwh: bigint;
  readonly meterId: string | null;
  /** What our check of signed meter data came to, with its readings as decimal texts in kWh; null for none. */
  readonly meter: {
    readonly outcome: string;
    readonly startKwh: string | null;
    readonly endKwh: string | null;
  } | null;
  /** What its holder calls the card, or what stands on it. */
  readonly token: string | null;
  readonly planName: string;
  readonly basis: PriceBasis;
  readonly currency: string;
  readonly netMinor: bigint;
  readonly vatMinor: bigint;
  readonly grossMinor: bigint;
  readonly perRate: readonly VatAmount[];
  readonly lines: readonly ExplanationLine[];
  /** Where the plan adds to the operator's price: what we owe the operator, before VAT; the rest is ours. */
  readonly operatorPart: Money | null;
  /** invoice: billed. receipt: paid from the wallet. Null: not invoiced yet. */
  readonly billedOn: (NamedDocument & { readonly kind: "invoice" | "receipt" }) | null;
  readonly credits: readonly StatementCredit[];
  readonly purpose: "business" | "private" | null;
  readonly costCentre: { readonly code: string; readonly name: string } | null;
  /** Who charged, where the account has members. */
  readonly member: string | null;
  /** Its own month ("2026-10"), where that lies before the period it is told in; null: it is of that period. */
  readonly lateFrom: string | null;
  readonly savings: Savings | null;
}

/** Whose charges they are, and who bills them. */
export interface StatementParties {
  readonly seller: DocumentParty;
  readonly buyer: DocumentBuyer;
}
