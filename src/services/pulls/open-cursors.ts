import { sql } from "drizzle-orm";
import { pullCursors } from "@/db/schema/exchange";
import { partnerEndpoints, partners } from "@/db/schema/partners";
import type { Ctx } from "@/services/context";
import { pullModules } from "./pull-module";

/**
 * Begins to read each list that a registered partner offers and that is not read yet; due at once. Cursors of a
 * connection that ended stay, so that one that is made anew goes on where it was.
 */
export async function openCursors(ctx: Ctx): Promise<void> {
  const now = ctx.clock.now().toString();
  await ctx.db.execute(sql`
    insert into ${pullCursors} (tenant_id, partner_id, module, due_at)
    select p.tenant_id, p.id, e.identifier, ${now}::timestamptz
    from ${partners} p
    join ${partnerEndpoints} e on e.tenant_id = p.tenant_id and e.partner_id = p.id
      and e.role = 'SENDER'
      and e.identifier in ${pullModules}
    where p.tenant_id = ${ctx.tenantId} and p.state = 'registered'
      and not exists (
        select from ${pullCursors} c
        where c.tenant_id = p.tenant_id and c.partner_id = p.id and c.module = e.identifier)
    on conflict do nothing`);
}
