import { sql } from "drizzle-orm";
import { asId, type Id } from "@/core/ids";
import { partners, partnerTokens } from "@/db/schema/partners";
import type { Ctx } from "@/services/context";

/** Between two attempts at an unreachable partner. */
const RETRY_AFTER = { seconds: 20 } as const;
/** An attempt that has not ended by then died with its process. */
const ABANDONED_AFTER = { minutes: 5 } as const;

/**
 * Partners at which we are to register and nobody is at it: for the worker. The last token made for the
 * partner tells when it was last tried.
 */
export async function findDueRegistrations(ctx: Ctx): Promise<readonly Id<"partner">[]> {
  const now = ctx.clock.now();
  const rows = await ctx.db.execute<{ id: string }>(sql`
    select p.id
    from ${partners} p
    left join lateral (
      select max(t.created_at) as tried_at from ${partnerTokens} t
      where t.tenant_id = p.tenant_id and t.partner_id = p.id and t.kind = 'C'
    ) last on true
    where p.tenant_id = ${ctx.tenantId}
      and p.versions_url is not null and p.outbound_token_sealed is not null
      and ((p.state = 'created'
            and (p.last_error is null or last.tried_at is null
                 or last.tried_at < ${now.subtract(RETRY_AFTER).toString()}::timestamptz))
        or (p.state = 'registering'
            and last.tried_at < ${now.subtract(ABANDONED_AFTER).toString()}::timestamptz))
    order by p.id`);
  return [...rows].map((row) => asId<"partner">(row.id));
}
