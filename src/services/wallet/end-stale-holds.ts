import { sql } from "drizzle-orm";
import { asId, type Id } from "@/core/ids";
import { cdrs } from "@/db/schema/cdrs";
import { commands } from "@/db/schema/commands";
import { sessions } from "@/db/schema/sessions";
import { walletHolds } from "@/db/schema/wallets";
import { inTransaction } from "@/db/transaction";
import { openCase } from "@/services/cases/open-case";
import type { Ctx } from "@/services/context";
import { endHolds } from "./end-holds";

/** So many in one round. */
const MOST = 200;

interface StaleHold extends Record<string, unknown> {
  readonly id: Id<"walletHold">;
  readonly ref: string;
  readonly driver_id: Id<"driver">;
  readonly currency: string;
  readonly amount: string;
  readonly is_over: boolean;
  readonly has_cdr: boolean;
}

/**
 * Ends holds whose time is over, and those of starts that came to nothing (the command ended, and no session came of
 * it). Where a session ran and no CDR came for it, finance gets a case: something was charged, and nobody has billed it.
 * Returns how many ended.
 */
export async function endStaleHolds(ctx: Ctx): Promise<number> {
  const stale = await findStale(ctx);
  if (stale.length === 0) return 0;
  await inTransaction(ctx, async (tx) => {
    const idsOf = (isOver: boolean) =>
      stale.filter(({ is_over: is }) => is === isOver).map(({ id }) => id);
    await endHolds(tx, idsOf(true), "expired");
    await endHolds(tx, idsOf(false), "released");
    for (const hold of stale) {
      if (!hold.is_over || hold.has_cdr || !hold.ref.startsWith("session:")) continue;
      await openCase(tx, {
        key: `wallet-hold:${hold.ref}:no-cdr`,
        kind: "session_without_cdr",
        subjectType: "session",
        subjectId: asId<"session">(hold.ref.slice("session:".length)),
        driverId: hold.driver_id,
        amountMinor: BigInt(hold.amount),
        currency: hold.currency,
      });
    }
  });
  return stale.length;
}

async function findStale(ctx: Ctx): Promise<StaleHold[]> {
  const now = sql`${ctx.clock.now().toString()}::timestamptz`;
  const rows = await ctx.db.execute<StaleHold>(sql`
    select h.id, h.ref, h.driver_id, h.currency, h.amount_minor::text as amount, h.expires_at <= ${now} as is_over,
      exists (select 1 from ${sessions} s
        join ${cdrs} c on c.tenant_id = s.tenant_id and c.partner_id = s.partner_id
          and upper(c.session_ocpi_id) = s.ocpi_id_upper
        where s.tenant_id = h.tenant_id and h.ref = 'session:' || s.id) as has_cdr
    from ${walletHolds} h
    where h.tenant_id = ${ctx.tenantId} and h.state = 'open' and (h.expires_at <= ${now}
      or exists (select 1 from ${commands} m where m.tenant_id = h.tenant_id and m.kind = 'START_SESSION'
        and h.ref = 'authorize:' || m.authorization_reference and m.ended_at is not null and m.session_id is null))
    order by h.expires_at limit ${MOST}`);
  return [...rows];
}
