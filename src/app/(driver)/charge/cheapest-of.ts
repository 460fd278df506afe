import type { Money } from "@/core/money/money";

interface Priced {
  readonly id: string;
  readonly price: { readonly total: Money } | null;
}

/** The cheapest of each currency, where they differ at all. */
export function cheapestOf(places: readonly Priced[]): ReadonlySet<string> {
  const priced = places.flatMap(({ id, price }) => (price ? [{ id, ...price.total }] : []));
  const byCurrency = Map.groupBy(priced, ({ currency }) => currency);
  return new Set(
    [...byCurrency.values()].flatMap((own) => {
      const least = own.reduce<bigint | null>(
        (low, { amountMinor }) => (low === null || amountMinor < low ? amountMinor : low),
        null,
      );
      const cheapest = own.filter(({ amountMinor }) => amountMinor === least);
      return cheapest.length < own.length ? cheapest.map(({ id }) => id) : [];
    }),
  );
}
