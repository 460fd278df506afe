import { z } from "zod";
import { chargeWishInput } from "./charge-wish";

/** What a driver looks for. */
export const placeSearchInput = z.object({
  text: z.string().trim().max(100).optional(),
  near: z
    .object({
      latitude: z.number().min(-90).max(90),
      longitude: z.number().min(-180).max(180),
    })
    .optional(),
  box: z
    .object({
      west: z.number().min(-180).max(180),
      south: z.number().min(-90).max(90),
      east: z.number().min(-180).max(180),
      north: z.number().min(-90).max(90),
    })
    .optional(),
  minPowerW: z.int().min(1).max(2_000_000).optional(),
  standards: z.array(z.string().max(40)).max(10).optional(),
  onlyFree: z.boolean().optional(),
  operator: z.string().max(200).optional(),
  maxPrice: z
    .object({ amountMinor: z.bigint().positive(), currency: z.string().length(3) })
    .optional(),
  order: z.enum(["price", "power", "distance"]).optional(),
  wish: chargeWishInput.optional(),
});
export type PlaceSearch = z.infer<typeof placeSearchInput>;
