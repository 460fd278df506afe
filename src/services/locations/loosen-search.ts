import type { Ctx } from "@/services/context";
import { listPlaces } from "./list-places";
import type { PlaceSearch } from "./place-search";

/** What can be left out of a search. */
export const loosenable = [
  "text",
  "box",
  "minPowerW",
  "standards",
  "onlyFree",
  "operator",
  "maxPrice",
] as const satisfies readonly (keyof PlaceSearch)[];
export type Loosenable = (typeof loosenable)[number];

/** What leaving one condition out would find. */
export interface Loosened {
  readonly without: Loosenable;
  readonly found: number;
}

/**
 * For a search that found nothing: which single condition, left out, finds something, the one that finds most first.
 * @throws ServiceError FORBIDDEN for people without a driver's account.
 */
export async function loosenSearch(ctx: Ctx, search: PlaceSearch): Promise<readonly Loosened[]> {
  const given = loosenable.filter((name) => {
    const value = search[name];
    return Array.isArray(value) ? value.length > 0 : Boolean(value);
  });
  const tried = await Promise.all(
    given.map(async (without) => {
      const { places } = await listPlaces(ctx, { ...search, [without]: undefined });
      return { without, found: places.length };
    }),
  );
  return tried.filter(({ found }) => found > 0).toSorted((a, b) => b.found - a.found);
}
