/** The least that a card can be charged, in minor units, by the rails that we use (Stripe, minimum charge amounts). */
const LEAST: Readonly<Record<string, bigint>> = {
  CHF: 50n,
  CZK: 1500n,
  DKK: 250n,
  EUR: 50n,
  GBP: 30n,
  HUF: 17_500n,
  NOK: 300n,
  PLN: 200n,
  RON: 200n,
  SEK: 300n,
  USD: 50n,
};

/**
 * Below this total, in minor units, a monthly invoice is not issued: it could not be collected. Its
 * charges stay open and come with the next month's. 1 where no minimum is known; free charges are
 * invoiced with what is not.
 */
export function leastInvoice(currency: string): bigint {
  return LEAST[currency] ?? 1n;
}

/** The least totals by currency, as decimal text: for statements that decide the same. */
export function leastInvoices(): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(LEAST).map(([currency, least]) => [currency, `${least}`]),
  );
}
