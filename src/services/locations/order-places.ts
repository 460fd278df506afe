import type { Place } from "./listed-place";
import type { PlacePrice } from "./place-price";

/** What places are sorted by. */
export type PlaceOrder = "price" | "power" | "distance";

/** What of a place its order is told by. */
export interface Ordered {
  readonly price: PlacePrice | null;
  /** What its strongest connector gives, W. */
  readonly mostW: number;
}

/**
 * Sorts places that the database has put nearest first, else free ones first and by name. Prices of another currency
 * than most have come after those, and places without a price last.
 */
export function orderPlaces<Of extends Ordered>(places: readonly Of[], order: PlaceOrder): Of[] {
  switch (order) {
    case "price": {
      const usual = usualCurrency(places);
      return places.toSorted((a, b) => byPrice(a, b, usual));
    }
    case "power":
      return places.toSorted((a, b) => b.mostW - a.mostW);
    case "distance":
      return [...places];
  }
}

/** Where one can charge now, then what may become free, then what is closed. Within each the order stays. */
export function freeFirst(places: readonly Place[]): Place[] {
  return places.toSorted((a, b) => rank(a) - rank(b));
}

function rank({ isOpen, available }: Place): number {
  if (isOpen === false) return 2;
  return available > 0 ? 0 : 1;
}

function usualCurrency(places: readonly Ordered[]): string | undefined {
  const all = places.flatMap(({ price }) => (price ? [price.total.currency] : []));
  const counts = [...Map.groupBy(all, (currency) => currency)];
  return counts.toSorted(([, a], [, b]) => b.length - a.length)[0]?.[0];
}

function byPrice(a: Ordered, b: Ordered, usual: string | undefined): number {
  if (!a.price || !b.price) return Number(!a.price) - Number(!b.price);
  const [one, other] = [a.price.total, b.price.total];
  if (one.currency !== other.currency) {
    const isUsual = ({ currency }: typeof one) => Number(currency !== usual);
    return isUsual(one) - isUsual(other) || (one.currency < other.currency ? -1 : 1);
  }
  return one.amountMinor < other.amountMinor ? -1 : one.amountMinor > other.amountMinor ? 1 : 0;
}
