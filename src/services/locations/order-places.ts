import type { Place } from "./listed-place";

/** What places are sorted by. */
export type PlaceOrder = "price" | "power" | "distance";

/**
 * Sorts places that the database has put nearest first, else free ones first and by name. Without an order: where one
 * can charge now, then what may become free, then what is closed. Prices of another currency than most have come after
 * those, and places without a price last.
 */
export function orderPlaces(places: readonly Place[], order: PlaceOrder | undefined): Place[] {
  switch (order) {
    case "price": {
      const usual = usualCurrency(places);
      return places.toSorted((a, b) => byPrice(a, b, usual));
    }
    case "power":
      return places.toSorted((a, b) => mostW(b) - mostW(a));
    case "distance":
      return [...places];
    case undefined:
      return places.toSorted((a, b) => rank(a) - rank(b));
  }
}

/** Free and not closed, then what may become free, then what is closed. Within each the order stays. */
function rank({ isOpen, available }: Place): number {
  if (isOpen === false) return 2;
  return available > 0 ? 0 : 1;
}

function mostW({ plugs }: Place): number {
  return Math.max(0, ...plugs.map(({ powerW }) => powerW ?? 0));
}

function usualCurrency(places: readonly Place[]): string | undefined {
  const all = places.flatMap(({ price }) => (price ? [price.total.currency] : []));
  const counts = [...Map.groupBy(all, (currency) => currency)];
  return counts.toSorted(([, a], [, b]) => b.length - a.length)[0]?.[0];
}

function byPrice(a: Place, b: Place, usual: string | undefined): number {
  if (!a.price || !b.price) return Number(!a.price) - Number(!b.price);
  const [one, other] = [a.price.total, b.price.total];
  if (one.currency !== other.currency) {
    const isUsual = ({ currency }: typeof one) => Number(currency !== usual);
    return isUsual(one) - isUsual(other) || (one.currency < other.currency ? -1 : 1);
  }
  return one.amountMinor < other.amountMinor ? -1 : one.amountMinor > other.amountMinor ? 1 : 0;
}
