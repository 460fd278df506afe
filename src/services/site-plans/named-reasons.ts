import { inArray, and, eq } from "drizzle-orm";
import type { PlanReason } from "@/core/smart-charging/site-plan/site-problem";
import { asId } from "@/core/ids";
import { siteNodes } from "@/db/schema/sites";
import type { Ctx } from "@/services/context";

/** A reason with the name of the node that it speaks of. */
export interface NamedReason extends PlanReason {
  readonly nodeName: string | null;
}

/** Reasons with the names of their nodes as they are called now; null: the node is gone, or none is meant. */
export async function nameReasons(
  ctx: Ctx,
  reasons: readonly PlanReason[],
): Promise<readonly NamedReason[]> {
  const ids = [...new Set(reasons.flatMap(({ nodeId }) => (nodeId ? [nodeId] : [])))];
  const rows =
    ids.length === 0
      ? []
      : await ctx.db
          .select({ id: siteNodes.id, name: siteNodes.name })
          .from(siteNodes)
          .where(
            and(
              eq(siteNodes.tenantId, ctx.tenantId),
              inArray(
                siteNodes.id,
                ids.map((id) => asId<"siteNode">(id)),
              ),
            ),
          );
  const names = new Map<string, string>(rows.map(({ id, name }) => [id, name]));
  return reasons.map((reason) => ({
    ...reason,
    nodeName: reason.nodeId === undefined ? null : (names.get(reason.nodeId) ?? null),
  }));
}
