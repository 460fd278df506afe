import type { DocumentForm } from "./document-parts";
import type { TaxedAmount } from "./totals";

/** Up to which total a seller of a country may simplify, VAT included, from a day on. */
export interface SimplifiedLimit {
  readonly country: string;
  /** "2023-07-01". */
  readonly validFrom: string;
  readonly currency: string;
  readonly mostMinor: bigint;
  readonly source: string;
}

/** The limits that are known; sellers of other countries always issue full documents. */
const simplifiedLimits: readonly SimplifiedLimit[] = [
  {
    country: "SE",
    validFrom: "2019-01-01",
    currency: "SEK",
    mostMinor: 400_000n,
    source: "mervärdesskattelagen (2023:200) 17 kap. 26 §, before it SKVFS 2005:13",
  },
  {
    country: "DE",
    validFrom: "2017-01-01",
    currency: "EUR",
    mostMinor: 25_000n,
    source: "UStDV § 33",
  },
  {
    country: "NL",
    validFrom: "2013-01-01",
    currency: "EUR",
    mostMinor: 10_000n,
    source: "Wet op de omzetbelasting 1968 art. 34d",
  },
];

/** What the form of a document hangs on. */
export interface FormQuestion {
  readonly sellerCountry: string;
  readonly buyer: { readonly country: string; readonly isBusiness: boolean };
  readonly issuedOn: Temporal.PlainDate;
  readonly currency: string;
  readonly totalMinor: bigint;
  readonly perRate: readonly Pick<TaxedAmount, "country" | "category">[];
}

/**
 * Which content a document must have (Directive 2006/112/EC art. 220a, 226b). Simplified only for a consumer in the
 * seller's own country, for supplies there with its VAT, up to the country's limit in its currency: never across a
 * border, and never without VAT. A business gets a full one: it has to show it for what it deducts.
 */
export function decideForm(question: FormQuestion): DocumentForm {
  const { sellerCountry, buyer, perRate, currency, totalMinor } = question;
  const isAtHome =
    buyer.country === sellerCountry &&
    perRate.every(({ country, category }) => country === sellerCountry && category === "S");
  if (!isAtHome || buyer.isBusiness) return "full";
  const limit = simplifiedLimits
    .filter(({ country }) => country === sellerCountry)
    .filter(({ validFrom }) => validFrom <= question.issuedOn.toString())
    .toSorted((a, b) => (a.validFrom < b.validFrom ? 1 : -1))[0];
  const size = totalMinor < 0n ? -totalMinor : totalMinor;
  return limit?.currency === currency && size <= limit.mostMinor ? "simplified" : "full";
}
