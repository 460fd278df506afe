import type { DocumentExemption } from "./document-parts";
import type { TaxedAmount } from "./totals";
import type { VatCategory } from "./vat-category";

// Codes of the VATEX list (EN 16931), and the articles that they stand for.
const REASONS: Readonly<
  Record<Exclude<VatCategory, "S">, Omit<DocumentExemption, "country" | "category">>
> = {
  AE: { code: "VATEX-EU-AE", source: "Directive 2006/112/EC art. 194–196" },
  O: { code: "VATEX-EU-O", source: "Directive 2006/112/EC art. 2" },
  Z: { code: null, source: "Directive 2006/112/EC art. 110" },
};

/** Why a document has rows without VAT: one reason for each country and category that occurs. */
export function exemptionsOf(
  perRate: readonly Pick<TaxedAmount, "country" | "category">[],
): DocumentExemption[] {
  const found = new Map<string, DocumentExemption>();
  for (const { country, category } of perRate) {
    if (category === "S") continue;
    found.set(`${country} ${category}`, { country, category, ...REASONS[category] });
  }
  return [...found.values()];
}
