import { and, desc, eq, inArray, or } from "drizzle-orm";

import { asId, isId } from "@/core/ids";
import { auditEvents } from "@/db/schema/notifications";
import { partners } from "@/db/schema/partners";
import { users } from "@/db/schema/users";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";

/** A thing that deeds were done to. */
export interface AuditSubject {
  readonly type: string;
  readonly id: string;
}

/** A deed, with who did it by name. */
export interface AuditLine {
  readonly id: string;
  readonly action: string;
  readonly actor: string;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly occurredAt: Temporal.Instant;
}

/**
 * What was done to some things, newest first (200 at most). For finance and operations.
 * @throws ServiceError FORBIDDEN, UNAUTHENTICATED.
 */
export async function listAudit(
  ctx: Ctx,
  subjects: readonly AuditSubject[],
): Promise<readonly AuditLine[]> {
  requireRole(ctx, "finance", "operations");
  if (subjects.length === 0) return [];
  const rows = await ctx.db
    .select()
    .from(auditEvents)
    .where(
      and(
        eq(auditEvents.tenantId, ctx.tenantId),
        or(
          ...subjects.map(({ type, id }) =>
            and(eq(auditEvents.subjectType, type), eq(auditEvents.subjectId, id)),
          ),
        ),
      ),
    )
    .orderBy(desc(auditEvents.occurredAt), desc(auditEvents.id))
    .limit(200);
  const names = await readActorNames(
    ctx,
    rows.map(({ actor }) => actor),
  );
  return rows.map(({ id, action, actor, detail, occurredAt }) => ({
    id,
    action,
    actor: names.get(actor) ?? actor,
    detail,
    occurredAt,
  }));
}

/** The names of actors as `actorName` wrote them: people and partners by name, our own parts as they are. */
export async function readActorNames(
  ctx: Ctx,
  actors: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const idsOf = (kind: string) =>
    [...new Set(actors)].flatMap((actor) => {
      const [of, id = ""] = actor.split(":");
      return of === kind && isId(id) ? [id] : [];
    });
  const [userIds, partnerIds] = [idsOf("user"), idsOf("partner")];
  const [people, firms] = await Promise.all([
    userIds.length === 0
      ? []
      : ctx.db
          .select({ id: users.id, name: users.name, email: users.email })
          .from(users)
          .where(inArray(users.id, userIds.map(asId<"user">))),
    partnerIds.length === 0
      ? []
      : ctx.db
          .select({ id: partners.id, name: partners.name })
          .from(partners)
          .where(
            and(
              eq(partners.tenantId, ctx.tenantId),
              inArray(partners.id, partnerIds.map(asId<"partner">)),
            ),
          ),
  ]);
  return new Map([
    ...people.map(({ id, name, email }) => [`user:${id}`, name ?? email] as const),
    ...firms.map(({ id, name }) => [`partner:${id}`, name] as const),
  ]);
}
