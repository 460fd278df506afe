import type { Ctx } from "@/services/context";
import { listPlaces } from "./list-places";
import type { Place } from "./listed-place";
import { boxAround, type Point } from "./place-conditions";
import type { ChargeWish } from "./read-need";

const MOST = 3;
const LOOKED_AT = 40;
/** Nobody drives further to save on a charge than this, as the crow flies. */
const NEARBY_M = 15_000;

/**
 * Other places for the same charge near one: the cheapest of those within 15 km that have a price in its currency,
 * cheapest first. At most three.
 * @throws ServiceError FORBIDDEN for people without a driver's account.
 */
export async function listAlternatives(
  ctx: Ctx,
  of: {
    readonly id: string;
    readonly near: Point;
    readonly currency: string;
    readonly wish?: ChargeWish | undefined;
  },
): Promise<readonly Place[]> {
  const { places } = await listPlaces(
    ctx,
    { near: of.near, box: boxAround(of.near, NEARBY_M), order: "price", wish: of.wish },
    { listed: LOOKED_AT },
  );
  return places
    .filter(
      ({ id, price, distanceM }) =>
        id !== of.id &&
        price?.total.currency === of.currency &&
        distanceM !== null &&
        distanceM <= NEARBY_M,
    )
    .slice(0, MOST);
}
