import { newId } from "@/db/new-id";
import { auditEvents } from "@/db/schema/notifications";
import type { Actor, Ctx } from "@/services/context";

/** The actor as one word of text: `user:<id>`, `partner:<id>`, `system:<name>`. */
export function actorName(actor: Actor): string {
  if (actor.kind === "user") return `user:${actor.userId}`;
  if (actor.kind === "partner") return `partner:${actor.partnerId}`;
  return `system:${actor.name}`;
}

/** Writes who did what; call it inside the transaction of the deed. */
export async function writeAudit(
  ctx: Ctx,
  event: {
    readonly action: string;
    readonly subjectType: string;
    readonly subjectId: string;
    readonly detail?: Record<string, unknown>;
  },
): Promise<void> {
  await ctx.db.insert(auditEvents).values({
    tenantId: ctx.tenantId,
    id: newId<"auditEvent">(),
    actor: actorName(ctx.actor),
    action: event.action,
    subjectType: event.subjectType,
    subjectId: event.subjectId,
    detail: event.detail ?? {},
    occurredAt: ctx.clock.now(),
  });
}
