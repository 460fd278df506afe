import { eq } from "drizzle-orm";
import { legalEntities, tenants } from "@/db/schema/tenants";
import type { Ctx } from "@/services/context";
import { ServiceError } from "@/services/service-error";

/** What drivers meet of a tenant, every field with its default. */
export interface Portal {
  readonly name: string;
  /** Who sells and answers, as it stands on documents. */
  readonly legalName: string;
  /** invite: operations adds people. open: anybody may sign up. */
  readonly signUp: "invite" | "open";
  /** Whose residents may sign up, ISO 3166-1 alpha-2; the tenant's own country unless it says more. */
  readonly countries: readonly string[];
  readonly currency: string;
  readonly timeZone: string;
  readonly supportEmail: string;
  readonly supportPhone: string | null;
  /** Who answers for personal data; support unless another is named. */
  readonly privacyEmail: string;
}

/** How a tenant meets its drivers. @throws ServiceError NOT_FOUND. */
export async function readPortal(ctx: Ctx): Promise<Portal> {
  const [row] = await ctx.db
    .select({ tenant: tenants, legalName: legalEntities.name, email: legalEntities.email })
    .from(tenants)
    .leftJoin(legalEntities, eq(legalEntities.tenantId, tenants.id))
    .where(eq(tenants.id, ctx.tenantId))
    .limit(1);
  if (!row) throw new ServiceError("NOT_FOUND", "There is no such tenant.");
  const { portal, name, countryCode, currency, timeZone } = row.tenant;
  const supportEmail = portal.supportEmail ?? row.email ?? "";
  return {
    name,
    legalName: row.legalName ?? name,
    signUp: portal.signUp ?? "invite",
    countries: portal.countries ?? [countryCode],
    currency,
    timeZone,
    supportEmail,
    supportPhone: portal.supportPhone ?? null,
    privacyEmail: portal.privacyEmail ?? supportEmail,
  };
}
