import { and, desc, eq, ne } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { drivers } from "@/db/schema/drivers";
import { cases } from "@/db/schema/treasury";
import { listAudit, readActorNames, type AuditLine } from "@/services/audit/list-audit";
import { actorName } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import { caseItem, type CaseListItem } from "./list-cases";

/** A case whole: what was done to it, and the earlier ones of the same name. */
export interface CaseDetail extends CaseListItem {
  readonly key: string;
  readonly driverId: Id<"driver"> | null;
  readonly note: string | null;
  readonly closedBy: string | null;
  readonly isMine: boolean;
  readonly history: readonly AuditLine[];
  readonly earlier: readonly {
    readonly id: Id<"case">;
    readonly openedAt: Temporal.Instant;
    readonly closedAt: Temporal.Instant | null;
    readonly resolution: string | null;
  }[];
}

/**
 * One case. For finance and operations.
 * @throws ServiceError NOT_FOUND, FORBIDDEN, UNAUTHENTICATED.
 */
export async function getCase(ctx: Ctx, id: Id<"case">): Promise<CaseDetail> {
  requireRole(ctx, "finance", "operations");
  const [row] = await ctx.db
    .select({ found: cases, driverName: drivers.name })
    .from(cases)
    .leftJoin(drivers, and(eq(drivers.tenantId, cases.tenantId), eq(drivers.id, cases.driverId)))
    .where(and(eq(cases.tenantId, ctx.tenantId), eq(cases.id, id)));
  if (!row) throw new ServiceError("NOT_FOUND", "There is no such case.", { id });
  const { found, driverName } = row;
  const people = [found.owner, found.closedBy].filter((one) => one !== null);
  const [names, history, earlier] = await Promise.all([
    readActorNames(ctx, people),
    listAudit(ctx, [{ type: "case", id }]),
    ctx.db
      .select({
        id: cases.id,
        openedAt: cases.openedAt,
        closedAt: cases.closedAt,
        resolution: cases.resolution,
      })
      .from(cases)
      .where(and(eq(cases.tenantId, ctx.tenantId), eq(cases.key, found.key), ne(cases.id, id)))
      .orderBy(desc(cases.openedAt))
      .limit(20),
  ]);
  const nameOf = (actor: string | null) => actor && (names.get(actor) ?? actor);
  return {
    ...caseItem(found, ctx.clock.now()),
    driverName,
    key: found.key,
    driverId: found.driverId,
    note: found.note,
    owner: nameOf(found.owner),
    closedBy: nameOf(found.closedBy),
    isMine: found.owner === actorName(ctx.actor),
    history,
    earlier,
  };
}
