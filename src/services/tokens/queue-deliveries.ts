import { sql } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { tokenDeliveries, tokens } from "@/db/schema/drivers";
import { partners } from "@/db/schema/partners";
import { enqueue } from "@/queue/enqueue";
import type { Ctx } from "@/services/context";

// A delivery says "tell this partner the token's present state": a change while one is pending needs no second row.
const AS_NEW = sql`on conflict (tenant_id, token_id, partner_id) do update
  set state = 'pending', attempts = 0, due_at = excluded.due_at, last_error = null`;

/** Every registered partner is to hear of the token's present state. Call it inside the transaction of the change. */
export async function queueDeliveriesOfToken(ctx: Ctx, tokenId: Id<"token">): Promise<void> {
  const rows = await ctx.db.execute<{ partner_id: string }>(sql`
    insert into ${tokenDeliveries} (tenant_id, token_id, partner_id, state, due_at)
    select p.tenant_id, ${tokenId}::uuid, p.id, 'pending', ${ctx.clock.now().toString()}::timestamptz
    from ${partners} p
    where p.tenant_id = ${ctx.tenantId} and p.state = 'registered'
    ${AS_NEW} returning partner_id`);
  for (const row of rows) {
    const id = `${tokenId}:${row.partner_id}`;
    await enqueue(ctx.db, "push-token", { tenantId: ctx.tenantId, id });
  }
}

/** A partner that registered is to hear of every token. Call it inside the transaction of the registration. */
export async function queueDeliveriesToPartner(ctx: Ctx, partnerId: Id<"partner">): Promise<void> {
  await ctx.db.execute(sql`
    insert into ${tokenDeliveries} (tenant_id, token_id, partner_id, state, due_at)
    select t.tenant_id, t.id, ${partnerId}::uuid, 'pending', ${ctx.clock.now().toString()}::timestamptz
    from ${tokens} t
    where t.tenant_id = ${ctx.tenantId}
    ${AS_NEW}`);
}
