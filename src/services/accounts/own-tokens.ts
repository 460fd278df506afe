import { sql, type SQL, type SQLWrapper } from "drizzle-orm";
import { chargeLabels } from "@/db/schema/accounts";
import { commands } from "@/db/schema/commands";
import { tokens } from "@/db/schema/drivers";
import { charges } from "@/db/schema/plans";
import { actorName } from "@/services/audit/write-audit";
import type { ActingMember, Ctx } from "@/services/context";

/** The member who sees only what he charged himself; null where the actor sees the whole account. */
function restrictedMember({ actor }: Ctx): ActingMember | null {
  const member = actor.kind === "user" ? (actor.member ?? null) : null;
  return member && member.role !== "admin" && member.role !== "bookkeeper" ? member : null;
}

/**
 * For members who only charge: what was done with a token that he held at that time. Undefined where the actor sees
 * everything of the account. The account itself is the caller's condition.
 */
export function withOwnToken(
  ctx: Ctx,
  { tokenId, at }: { readonly tokenId: SQLWrapper; readonly at: SQLWrapper },
): SQL | undefined {
  const member = restrictedMember(ctx);
  if (!member) return undefined;
  return sql`exists (select 1 from ${tokens} held where held.tenant_id = ${ctx.tenantId} and held.id = ${tokenId}
    and held.member_id = ${member.id} and (held.member_since is null or held.member_since <= ${at}))`;
}

/** As `withOwnToken` for a CDR, whose charge says who made it also after its token went to somebody else. */
export function ownCdr(
  ctx: Ctx,
  cdr: { readonly id: SQLWrapper; readonly tokenId: SQLWrapper; readonly at: SQLWrapper },
): SQL | undefined {
  const member = restrictedMember(ctx);
  if (!member) return undefined;
  const label = sql`exists (select 1 from ${charges} made
    join ${chargeLabels} label on label.tenant_id = made.tenant_id and label.charge_id = made.id
    where made.tenant_id = ${ctx.tenantId} and made.cdr_id = ${cdr.id} and label.member_id = ${member.id})`;
  return sql`(${withOwnToken(ctx, cdr)} or ${label})`;
}

/** For members who only charge: the commands that he asked for himself. Undefined where the actor sees all. */
export function ownCommand(ctx: Ctx): SQL | undefined {
  if (!restrictedMember(ctx)) return undefined;
  return sql`${commands.requestedBy} = ${actorName(ctx.actor)}`;
}
