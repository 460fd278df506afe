import type { InvoiceDocument } from "@/core/invoicing/invoice-document";
import { groupLines, type LineGroup } from "@/core/invoicing/line-groups";
import { formatMoney } from "@/i18n/formats";
import { translatorFor, type Say } from "@/i18n/translator";

/** A part of a divided bill: its name, its lines and what they come to. */
export interface ViewGroup {
  readonly label: string;
  /** Where its lines stand among the document's, from 0. */
  readonly at: readonly number[];
  readonly sumLabel: string;
  readonly net: string;
  /** "VAT 12,50 kr". */
  readonly vat: string;
  readonly gross: string;
}

/** The parts of a bill whose buyer divides his charges, in its language; none where he does not. */
export function viewGroups(document: InvoiceDocument): ViewGroup[] {
  const { locale, currency } = document;
  const say = translatorFor(locale, "documents");
  const amount = (amountMinor: bigint) => formatMoney({ amountMinor, currency }, locale);
  return groupLines(document.lines).map((group) => {
    const label = labelOf(group, say);
    return {
      label,
      at: group.at,
      sumLabel: say("groupSum", { group: label }),
      net: amount(group.netMinor),
      vat: say("groupVat", { vat: amount(group.vatMinor) }),
      gross: amount(group.grossMinor),
    };
  });
}

function labelOf({ kind, costCentre }: LineGroup, say: Say): string {
  if (costCentre) return say("costCentre", { code: costCentre.code, name: costCentre.name });
  return say(`group.${kind === "costCentre" ? "business" : kind}`);
}
