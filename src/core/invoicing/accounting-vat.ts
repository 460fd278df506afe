import { exponentOf } from "@/core/money/currency";
import { divRound } from "@/core/money/rounding";
import type { AccountingVat } from "./document-parts";

/** The rate of a day between a document's currency and a state's: units of `quote` for one of `currency`, 10⁻⁶. */
export interface AccountingRate {
  readonly currency: string;
  readonly quote: string;
  readonly rateMicro: string;
  /** "2026-11-03". */
  readonly on: string;
  readonly source: string;
}

/** The currency that a state wants its VAT in; states of the euro are not listed. */
const OWN_CURRENCY: Readonly<Record<string, string>> = {
  BG: "EUR",
  CH: "CHF",
  CZ: "CZK",
  DK: "DKK",
  GB: "GBP",
  HU: "HUF",
  IS: "ISK",
  NO: "NOK",
  PL: "PLN",
  RO: "RON",
  SE: "SEK",
};

const MICRO = 1_000_000n;

/**
 * A document's VAT in the seller's own currency where the document has another one (2006/112/EC art. 230), at the
 * latest known rate of the day of issue or before (art. 91). Null where it has the same, or where no rate is known.
 */
export function accountingVatOf(question: {
  readonly sellerCountry: string;
  readonly currency: string;
  readonly vatMinor: bigint;
  readonly issuedOn: Temporal.PlainDate;
  readonly accountingRates?: readonly AccountingRate[] | undefined;
}): AccountingVat | null {
  const quote = OWN_CURRENCY[question.sellerCountry] ?? "EUR";
  if (quote === question.currency) return null;
  const [latest] = (question.accountingRates ?? [])
    .filter((rate) => rate.currency === question.currency && rate.quote === quote)
    .filter(({ on }) => on <= question.issuedOn.toString())
    .toSorted((a, b) => (a.on < b.on ? 1 : -1));
  if (!latest) return null;
  const from = 10n ** BigInt(exponentOf(question.currency) ?? 2);
  const to = 10n ** BigInt(exponentOf(quote) ?? 2);
  const vatMinor = divRound(
    question.vatMinor * BigInt(latest.rateMicro) * to,
    from * MICRO,
    "half-away",
  );
  return {
    currency: quote,
    rateMicro: latest.rateMicro,
    rateOn: latest.on,
    rateSource: latest.source,
    vatMinor: vatMinor.toString(),
  };
}
