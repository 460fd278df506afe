import type { VatRegistration } from "./vat-registration";
import type { VatRule } from "./vat-rules";

/** Who sells: where it is established, and where else it is registered. */
export interface VatSeller {
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly registrations: readonly VatRegistration[];
  /** How it treats what the law leaves open; the defaults hold for the rest. */
  readonly rules: readonly VatRule[];
}

/** The latest evidence that a VAT number is held. */
export interface VatNumberEvidence {
  readonly isValid: "yes" | "no" | "unknown";
  readonly source: string;
  readonly consultation: string | null;
  readonly checkedAt: Temporal.Instant;
}

/** Who buys: a consumer, a business that uses what it buys, or one whose trade is to sell it on (a dealer, art. 38). */
export interface VatBuyer {
  readonly kind: "consumer" | "business" | "dealer";
  /** Where he lives or is established, ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly vatNumber: string | null;
  /** Null: nobody has looked. */
  readonly evidence: VatNumberEvidence | null;
}
