/** A VAT number of the seller in another country than its own, or its entry to the one-stop shop there. */
export interface VatRegistration {
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly vatNumber: string;
  /** local: it declares there. oss: it declares at home for there (2006/112/EC art. 369a ff). */
  readonly scheme: "local" | "oss";
  /** "2026-01-01". */
  readonly validFrom: string;
}
