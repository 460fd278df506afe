import { insertRows } from "@/db/insert-rows";
import { newId } from "@/db/new-id";
import { auditEvents } from "@/db/schema/notifications";
import type { Actor, Ctx } from "@/services/context";

/** The actor as one word of text: `user:<id>`, `partner:<id>`, `system:<name>`. */
export function actorName(actor: Actor): string {
  if (actor.kind === "user") return `user:${actor.userId}`;
  if (actor.kind === "partner") return `partner:${actor.partnerId}`;
  return `system:${actor.name}`;
}

/** What was done, and to what. */
export interface AuditEvent {
  readonly action: string;
  readonly subjectType: string;
  readonly subjectId: string;
  readonly detail?: Record<string, unknown>;
}

/** Writes who did what; call it inside the transaction of the deed. */
export async function writeAudit(ctx: Ctx, event: AuditEvent): Promise<void> {
  await writeAudits(ctx, [event]);
}

/** Writes many deeds of one actor, in one statement. */
export async function writeAudits(ctx: Ctx, events: readonly AuditEvent[]): Promise<void> {
  const actor = actorName(ctx.actor);
  const occurredAt = ctx.clock.now();
  await insertRows(
    ctx.db,
    auditEvents,
    events.map(({ action, subjectType, subjectId, detail = {} }) => ({
      tenantId: ctx.tenantId,
      id: newId<"auditEvent">(),
      actor,
      action,
      subjectType,
      subjectId,
      detail,
      occurredAt,
    })),
  );
}
