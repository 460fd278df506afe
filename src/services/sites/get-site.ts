import { and, eq } from "drizzle-orm";
import type { Id } from "@/core/ids";
import type { SiteDescription } from "@/core/smart-charging/site/site-description";
import { partners } from "@/db/schema/partners";
import { type AuditLine, listAudit } from "@/services/audit/list-audit";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";
import { readPoints, type SitePoints } from "./read-points";
import { readSite } from "./read-site";
import { listSiteKeys, type SiteKey } from "./site-keys";

/** All that the people who run a site see of its description. */
export interface SiteSheet extends SitePoints {
  readonly site: SiteDescription;
  readonly operator: string;
  readonly keys: readonly SiteKey[];
  /** What was done to it, newest first. */
  readonly history: readonly AuditLine[];
}

/** A site's description with what can be steered, keys and history. @throws ServiceError NOT_FOUND, FORBIDDEN. */
export async function getSite(ctx: Ctx, siteId: Id<"site">): Promise<SiteSheet> {
  requireRole(ctx, "operations");
  const site = await readSite(ctx, siteId);
  const [partner] = await ctx.db
    .select({ name: partners.name })
    .from(partners)
    .where(and(eq(partners.tenantId, ctx.tenantId), eq(partners.id, site.partnerId)));
  const history = await listAudit(ctx, [{ type: "site", id: siteId }]);
  return {
    site,
    operator: partner?.name ?? "",
    ...(await readPoints(ctx, site)),
    keys: await listSiteKeys(ctx, siteId),
    history: history.slice(0, 20),
  };
}
