/** What a look-up of a VAT number said. */
export interface VatNumberAnswer {
  /** unknown: no answer could be had. */
  readonly isValid: "yes" | "no" | "unknown";
  /** The evidence's own number, by which the register finds it again. */
  readonly consultation: string | null;
  /** What it told of the holder, as far as it did. */
  readonly answer: Readonly<Record<string, string>>;
}

/** Asks a register whether a VAT number is held. `asker` is the number of who asks: then the answer has a consultation. */
export type VatNumberLookup = (vatNumber: string, asker: string | null) => Promise<VatNumberAnswer>;
