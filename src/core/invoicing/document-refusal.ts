/** Why a document cannot be expressed in a format. */
export const refusalCodes = [
  /** There is no line. EN 16931, BR-16. */
  "no-lines",
  /** A line, a rate and the totals do not add up. EN 16931, BR-CO-10 to BR-CO-15. */
  "sums-differ",
  /** The currency has more than two decimals. EN 16931, BR-DEC. */
  "currency-decimals",
  /** A rate of 0 %: the document does not say whether that is zero-rated, exempt or reverse charge. EN 16931, BT-151. */
  "vat-reason-unknown",
  /** Rows outside the scope of VAT beside others: the standard allows them alone. EN 16931, BR-O-11 to BR-O-14. */
  "outside-scope-mixed",
  /** The seller has no VAT number. EN 16931, BR-S-02. */
  "seller-vat-number",
  /** The buyer's VAT number does not begin with a country's code. EN 16931, BR-CO-09. */
  "buyer-vat-number",
  /** The schema of the format refuses a value: `detail` says which. */
  "schema",
] as const;

export type RefusalCode = (typeof refusalCodes)[number];

/** A refusal with what it is about, for machines and staff. */
export interface DocumentRefusal {
  readonly code: RefusalCode;
  readonly detail: string;
}
