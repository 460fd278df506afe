import { leastCredit } from "./least-credit";

/** What one top-up may be, in minor units: a half to a hundred times the currency's least credit (50–10 000 SEK). */
export function topupBounds(currency: string): {
  readonly leastMinor: bigint;
  readonly mostMinor: bigint;
} {
  const least = leastCredit(currency);
  return { leastMinor: least / 2n, mostMinor: least * 100n };
}

/** The amounts that are offered, in minor units: twice, five and ten times the least credit (200, 500, 1 000 SEK). */
export function topupChoices(currency: string): bigint[] {
  const least = leastCredit(currency);
  return [2n, 5n, 10n].map((times) => least * times);
}
