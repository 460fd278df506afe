import { and, asc, count, eq } from "drizzle-orm";
import { locations } from "@/db/schema/locations";
import { partners } from "@/db/schema/partners";
import type { Ctx } from "@/services/context";
import { requireDriverUse } from "@/services/require-role";
import { placeConditions } from "./place-conditions";

/** An operator whose places drivers see. */
export interface PlaceOperator {
  readonly name: string;
  readonly places: number;
}

/**
 * The operators of all places that drivers see, by name.
 * @throws ServiceError FORBIDDEN for people without a driver's account.
 */
export async function listOperators(ctx: Ctx): Promise<readonly PlaceOperator[]> {
  requireDriverUse(ctx);
  return ctx.db
    .select({ name: partners.name, places: count() })
    .from(locations)
    .innerJoin(
      partners,
      and(eq(partners.tenantId, locations.tenantId), eq(partners.id, locations.partnerId)),
    )
    .where(placeConditions(ctx, {}))
    .groupBy(partners.name)
    .orderBy(asc(partners.name));
}
