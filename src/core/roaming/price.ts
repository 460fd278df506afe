import type { Micro, Rate } from "@/core/money/quantity";

/**
 * An amount as a partner states it, in 10⁻⁶ of the object's currency.
 * OCPI 2.2.1 `excl_vat`/`incl_vat`, 2.3.0 `before_taxes`/`taxes`, 2.1.1 a number before VAT.
 * Absent means not stated, which is neither zero nor "the same as before taxes".
 */
export type Price = {
  readonly beforeTaxes: Micro;
  /** 2.3.0's list. Absent where the version has none. */
  readonly taxes?: readonly TaxAmount[];
  /** 2.2.1's `incl_vat`; for 2.3.0 the sum of `beforeTaxes` and `taxes` where taxes are given. */
  readonly afterTaxes?: Micro;
};

/** OCPI 2.3.0 types, TaxAmount. */
export type TaxAmount = {
  readonly name: string;
  readonly accountNumber?: string;
  /** 10⁻⁴ %. */
  readonly percentage?: Rate;
  readonly amount: Micro;
};

/** A bound on a session's price; both sides apply, each on its own. OCPI 2.3.0, PriceLimit. */
export type PriceLimit = { readonly beforeTaxes: Micro; readonly afterTaxes?: Micro };
