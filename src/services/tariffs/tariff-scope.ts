import { eq, type SQL } from "drizzle-orm";
import { tariffs } from "@/db/schema/locations";
import type { Ctx } from "@/services/context";
import { requirePartnerPerson } from "@/services/partners/partner-access";
import { requireRole } from "@/services/require-role";

/** Whose tariffs are looked at: those of all partners, by staff; or those of one's own, by a partner. */
export type TariffScope = "all" | "own";

/**
 * The condition that keeps a person to the tariffs that are for him to see.
 * @throws ServiceError FORBIDDEN, UNAUTHENTICATED.
 */
export async function tariffScope(ctx: Ctx, scope: TariffScope): Promise<SQL | undefined> {
  if (scope === "own") return eq(tariffs.partnerId, await requirePartnerPerson(ctx));
  requireRole(ctx, "finance", "operations");
  return undefined;
}
