import { and, eq, sql } from "drizzle-orm";

import { asId, type Id } from "@/core/ids";
import { tokens } from "@/db/schema/drivers";
import { dunningCases, dunningEvents } from "@/db/schema/dunning";
import type { Ctx } from "@/services/context";
import { BLOCKED_UNPAID } from "@/services/tokens/blocked-unpaid";
import { changeValidity } from "@/services/tokens/change-validity";

/** Blocks every valid token of a driver and tells partners; his own or others' blocks stay as they are. */
export async function blockTokens(ctx: Ctx, driverId: Id<"driver">): Promise<number> {
  const valid = await ctx.db
    .select({ id: tokens.id })
    .from(tokens)
    .where(
      and(eq(tokens.tenantId, ctx.tenantId), eq(tokens.driverId, driverId), eq(tokens.valid, true)),
    )
    .orderBy(tokens.id);
  for (const { id } of valid) {
    await changeValidity(asDunning(ctx), id, { valid: false, reason: BLOCKED_UNPAID });
  }
  return valid.length;
}

/** Lifts what `blockTokens` set, unless another case of the driver still blocks him. True when it was lifted. */
export async function unblockTokens(
  ctx: Ctx,
  driverId: Id<"driver">,
  except: Id<"dunningCase">,
): Promise<boolean> {
  if ((await blockingCases(ctx, driverId)).some((id) => id !== except)) return false;
  const blocked = await ctx.db
    .select({ id: tokens.id })
    .from(tokens)
    .where(
      and(
        eq(tokens.tenantId, ctx.tenantId),
        eq(tokens.driverId, driverId),
        eq(tokens.valid, false),
        eq(tokens.blockedReason, BLOCKED_UNPAID),
      ),
    )
    .orderBy(tokens.id);
  for (const { id } of blocked) {
    await changeValidity(asDunning(ctx), id, { valid: true, reason: null });
  }
  return true;
}

/** The cases whose block of a driver's charging is in force. */
export async function blockingCases(
  ctx: Ctx,
  driverId: Id<"driver">,
): Promise<Id<"dunningCase">[]> {
  const rows = await ctx.db.execute<{ id: string }>(sql`
    select c.id from ${dunningCases} c
    where c.tenant_id = ${ctx.tenantId} and c.driver_id = ${driverId}
      and (select e.kind from ${dunningEvents} e where e.tenant_id = c.tenant_id and e.case_id = c.id
             and e.kind in ('charging_blocked', 'charging_unblocked') order by e.seq desc limit 1) = 'charging_blocked'`);
  return [...rows].map(({ id }) => asId<"dunningCase">(id));
}

/** Whoever's deed it is: dunning blocks and lifts, not he. */
function asDunning(ctx: Ctx): Ctx {
  return { ...ctx, actor: { kind: "system", name: "dunning" } };
}
