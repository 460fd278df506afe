import { sql } from "drizzle-orm";
import type { Id } from "@/core/ids";
import type { LimitReached } from "@/core/wallet/spending-limits";
import { newId } from "@/db/new-id";
import { drivers } from "@/db/schema/drivers";
import { notifications } from "@/db/schema/notifications";
import type { Ctx } from "@/services/context";

/**
 * Tells a driver that a limit kept a charge from starting, once a day for each limit. One statement; the worker finds
 * the mail by itself.
 */
export async function tellOfLimit(
  ctx: Ctx,
  driverId: Id<"driver">,
  { limit }: LimitReached,
): Promise<void> {
  const now = sql`${ctx.clock.now().toString()}::timestamptz`;
  await ctx.db.execute(sql`
    insert into ${notifications} (tenant_id, id, key, kind, email, locale, payload, due_at, created_at)
    select d.tenant_id, ${newId<"notification">()}::uuid,
      'limit_reached:' || ${limit.id} || ':' || (${now} at time zone d.time_zone)::date, 'limit_reached',
      d.email, d.locale, jsonb_build_object('name', d.name, 'totalMinor', ${limit.amountMinor.toString()}::text,
        'currency', ${limit.currency}::text, 'span', ${limit.span}::text,
        'url', ${`${ctx.settings.baseUrl}/limits`}::text), ${now}, ${now}
    from ${drivers} d where d.tenant_id = ${ctx.tenantId} and d.id = ${driverId}
    on conflict (tenant_id, key) do nothing`);
}
