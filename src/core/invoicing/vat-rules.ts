import type { SupplyKind } from "./supply-kind";

/**
 * How a kind of supply is taxed:
 * - goods: electricity, where it is used; to a dealer where he is established (2006/112/EC art. 38, 39)
 * - service: a consumer at the seller's place, a business at its own (art. 44, 45)
 * - electronic_service: a consumer where he lives (art. 58), a business at its own place (art. 44)
 * - immovable: where the place is (art. 47)
 * - outside_scope: no supply for a consideration (art. 2)
 */
export type VatTreatment =
  | "goods"
  | "service"
  | "electronic_service"
  | "immovable"
  | "outside_scope";

/** How a seller of a country treats a kind of supply from a day on; "*" is every country. */
export interface VatRule {
  readonly supplyKind: SupplyKind;
  readonly sellerCountry: string;
  /** "2025-02-10". */
  readonly validFrom: string;
  readonly treatment: VatTreatment;
  readonly source: string;
}

const always = { sellerCountry: "*", validFrom: "1993-01-01" } as const;

/**
 * What holds where an operator has not decided otherwise. Two are choices, not settled law: what access to a network
 * is (the Swedish court called it a supply of its own and left the place open), and whether a fee for an occupied plug
 * belongs to the electricity or is parking.
 */
const defaultVatRules: readonly VatRule[] = [
  {
    ...always,
    supplyKind: "ENERGY",
    treatment: "goods",
    source: "CJEU C-282/22, C-60/23: charging is a supply of goods, also in a chain",
  },
  {
    ...always,
    supplyKind: "ACCESS_FEE",
    treatment: "service",
    source:
      "HFD 10 February 2025: network access is a supply of its own; place by art. 44, 45 (choice)",
  },
  {
    ...always,
    supplyKind: "E_ROAMING_FEE",
    treatment: "service",
    source: "2006/112/EC art. 24: a service of the provider's own",
  },
  {
    ...always,
    supplyKind: "IDLE_FEE",
    treatment: "goods",
    source: "ancillary to the electricity (CJEU C-282/22; choice: or parking, art. 47)",
  },
  {
    ...always,
    supplyKind: "OTHER",
    treatment: "outside_scope",
    source: "damages and interest are no consideration (2006/112/EC art. 2; CJEU 222/81)",
  },
];

/** The rule in force for a seller and a day: an operator's own before the default, the country's own before "*". */
export function vatRuleOf(
  own: readonly VatRule[],
  question: {
    readonly supplyKind: SupplyKind;
    readonly sellerCountry: string;
    readonly on: string;
  },
): VatRule | undefined {
  for (const rules of [own, defaultVatRules]) {
    const [rule] = rules
      .filter(({ supplyKind }) => supplyKind === question.supplyKind)
      .filter(({ sellerCountry }) => ["*", question.sellerCountry].includes(sellerCountry))
      .filter(({ validFrom }) => validFrom <= question.on)
      .toSorted(
        (a, b) =>
          Number(a.sellerCountry === "*") - Number(b.sellerCountry === "*") ||
          (a.validFrom < b.validFrom ? 1 : -1),
      );
    if (rule) return rule;
  }
  return undefined;
}
