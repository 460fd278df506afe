import type { Rational } from "@/core/money/quantity";
import {
  ZERO,
  addRational,
  compareRational,
  divideRational,
  multiplyRational,
} from "@/core/money/quantity";

import type { Basis } from "./priced-cdr";
import type { ReadingName } from "./reading-names";
import type { PricedTotals } from "./reading-totals";
import { grossOf, netOf, sumTotals } from "./totals";

/** Another way to state the taxes of a price: what then stands before and after tax. */
export type TaxReading = {
  readonly name: ReadingName;
  readonly net: Rational;
  readonly gross: Rational;
};

/** The ways to state one price's taxes wrongly; none where a side of it is unknown or nothing is taxed. */
export function taxReadings(totals: PricedTotals): TaxReading[] {
  const { net, gross } = totals;
  if (net === null || gross === null || compareRational(net, gross) === 0) return [];
  const twice = taxedAgain(totals, net, gross);
  const within = untaxedAgain(totals, net, gross);
  return [
    { name: "no-tax-charged", net, gross: net },
    { name: "prices-include-tax", net: within, gross: net },
    { name: "gross-as-net", net: gross, gross },
    { name: "vat-twice", net: gross, gross: twice },
    { name: "vat-twice", net, gross: twice },
  ];
}

/** The gross with each rate on it once more; in proportion where a price limit changed the totals. */
function taxedAgain(totals: PricedTotals, net: Rational, gross: Rational): Rational {
  const exact = isUnlimited(totals)
    ? sum(totals, ({ tax, gross: part }) => part && grossOf(part, "net", tax))
    : null;
  return exact ?? (net.n === 0n ? gross : multiplyRational(gross, divideRational(gross, net)));
}

/** What is before tax if the net were the gross. */
function untaxedAgain(totals: PricedTotals, net: Rational, gross: Rational): Rational {
  const exact = isUnlimited(totals)
    ? sum(totals, ({ tax, net: part }) => part && netOf(part, "gross", tax))
    : null;
  return exact ?? (gross.n === 0n ? net : multiplyRational(net, divideRational(net, gross)));
}

function isUnlimited(totals: PricedTotals): boolean {
  const isSame = (side: Basis) => {
    const plain = sumTotals(totals.taxTotals, side);
    const own = totals[side];
    return plain !== null && own !== null && compareRational(plain, own) === 0;
  };
  return isSame("net") && isSame("gross");
}

function sum(
  { taxTotals }: PricedTotals,
  part: (total: PricedTotals["taxTotals"][number]) => Rational | null,
): Rational | null {
  let total: Rational = ZERO;
  for (const one of taxTotals) {
    const value = part(one);
    if (value === null) return null;
    total = addRational(total, value);
  }
  return total;
}
