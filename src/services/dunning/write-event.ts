import { eq, and, sql } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { dunningEvents } from "@/db/schema/dunning";
import { actorName } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";

/** Which deed of a case. */
export type DunningEventKind = (typeof dunningEvents.$inferSelect)["kind"];

/** Something that was done in a case. */
export interface DunningDeed {
  readonly kind: DunningEventKind;
  readonly detail?: Readonly<Record<string, string>>;
  readonly amountMinor?: bigint;
  readonly currency?: string;
  readonly documentId?: Id<"document">;
}

/** Writes what was done in a case. Call it under the case's lock, in the transaction of the deed. */
export async function writeEvent(ctx: Ctx, caseId: Id<"dunningCase">, deed: DunningDeed) {
  const { kind, detail = {}, amountMinor, currency, documentId } = deed;
  const [last] = await ctx.db
    .select({ seq: sql<number>`coalesce(max(${dunningEvents.seq}), 0)::int` })
    .from(dunningEvents)
    .where(and(eq(dunningEvents.tenantId, ctx.tenantId), eq(dunningEvents.caseId, caseId)));
  await ctx.db.insert(dunningEvents).values({
    tenantId: ctx.tenantId,
    caseId,
    seq: (last?.seq ?? 0) + 1,
    kind,
    detail: { ...detail },
    amountMinor: amountMinor ?? null,
    currency: amountMinor === undefined ? null : (currency ?? null),
    documentId: documentId ?? null,
    actor: actorName(ctx.actor),
    occurredAt: ctx.clock.now(),
  });
}
