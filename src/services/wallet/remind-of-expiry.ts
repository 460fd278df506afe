import { sql } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { drivers } from "@/db/schema/drivers";
import { notifications } from "@/db/schema/notifications";
import { walletLots } from "@/db/schema/wallets";
import { inTransaction } from "@/db/transaction";
import type { Ctx } from "@/services/context";
import { tellDriver } from "./tell-driver";

/** So long before given credit runs out its driver hears of it. */
const BEFORE = { hours: 7 * 24 } as const;
const MOST = 200;

interface ExpiringLot extends Record<string, unknown> {
  readonly id: Id<"walletLot">;
  readonly driver_id: Id<"driver">;
  readonly currency: string;
  readonly remaining: string;
  readonly expires: string;
  readonly day: string;
}

/** Tells drivers a week before credit that they were given runs out, once for each lot and date. Returns how many. */
export async function remindOfExpiry(ctx: Ctx): Promise<number> {
  const now = sql`${ctx.clock.now().toString()}::timestamptz`;
  const until = sql`${ctx.clock.now().add(BEFORE).toString()}::timestamptz`;
  const key = sql`'credit_expiring:' || l.id || ':' || (l.expires_at at time zone d.time_zone)::date`;
  const rows = await ctx.db.execute<ExpiringLot>(sql`
    select l.id, l.driver_id, l.currency, l.remaining_minor::text as remaining, ${key} as expires,
           (l.expires_at at time zone d.time_zone)::date::text as day
    from ${walletLots} l join ${drivers} d on d.tenant_id = l.tenant_id and d.id = l.driver_id
    where l.tenant_id = ${ctx.tenantId} and l.expired_at is null and l.expires_at > ${now} and l.expires_at <= ${until}
      and l.remaining_minor > 0
      and not exists (select 1 from ${notifications} n where n.tenant_id = l.tenant_id and n.key = ${key})
    order by l.expires_at limit ${MOST}`);
  for (const row of rows) {
    await inTransaction(ctx, (tx) =>
      tellDriver(tx, row.driver_id, {
        key: row.expires,
        kind: "credit_expiring",
        amount: { amountMinor: BigInt(row.remaining), currency: row.currency },
        more: { dueOn: row.day },
      }),
    );
  }
  return rows.length;
}
