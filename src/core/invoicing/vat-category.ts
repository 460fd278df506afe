/**
 * Why a row of a document has the VAT that it has (UNCL 5305, as EN 16931 uses it): S at a rate, AE the buyer accounts
 * for it (reverse charge), O outside the scope of VAT, Z a rate of zero.
 */
export const vatCategories = ["S", "AE", "O", "Z"] as const;

export type VatCategory = (typeof vatCategories)[number];
