import type { Id } from "@/core/ids";
import type { SiteSignal } from "@/core/smart-charging/site/site-description";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";
import { findSite, readSignals } from "./site-tables";

/** A site's signals that are in force or to come, by when they begin. @throws ServiceError NOT_FOUND. */
export async function listSignals(ctx: Ctx, siteId: Id<"site">): Promise<readonly SiteSignal[]> {
  requireRole(ctx, "operations");
  await findSite(ctx, siteId);
  return readSignals(ctx, siteId);
}
