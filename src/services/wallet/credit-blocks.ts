import { sql } from "drizzle-orm";
import { asId, type Id } from "@/core/ids";
import { currencyCodes } from "@/core/money/currency";
import { leastCredit } from "@/core/wallet/least-credit";
import { drivers, tokens } from "@/db/schema/drivers";
import { accounts } from "@/db/schema/ledger";
import { driverPlans, plans, planVersions } from "@/db/schema/plans";
import { wallets } from "@/db/schema/wallets";
import type { Ctx } from "@/services/context";
import { changeValidity } from "@/services/tokens/change-validity";
import { BLOCKED_FOR_CREDIT } from "@/services/tokens/blocked-for-credit";

const LEAST = JSON.stringify(
  currencyCodes().map((currency) => ({ currency, least: String(leastCredit(currency)) })),
);

/** So many cards at a time; the next round does the rest. */
const MOST = 200;

/**
 * Blocks the cards that partners may let charge without asking us while their driver has no credit for a charge (or
 * owes his wallet something), and lifts it where he has again, or is no longer on a prepaid plan. Partners hear of it by
 * the card's own deliveries. Of all drivers where none are named. Returns how many cards changed.
 */
export async function refreshCreditBlocks(
  tx: Ctx,
  driverIds?: readonly Id<"driver">[],
): Promise<number> {
  const wrong = await findWrongCards(tx, driverIds);
  // Whoever's deed moved the credit: it is not he who blocks the card.
  const system = { ...tx, actor: { kind: "system", name: "wallet" } } as const;
  for (const { id, valid } of wrong) {
    await changeValidity(system, asId<"token">(id), {
      valid: !valid,
      reason: valid ? BLOCKED_FOR_CREDIT : null,
      check: (token) => {
        // Somebody else's block came in between: it stays.
        if (!valid && token.blockedReason !== BLOCKED_FOR_CREDIT) throw new OtherBlock();
      },
    }).catch((error: unknown) => {
      if (!(error instanceof OtherBlock)) throw error;
    });
  }
  return wrong.length;
}

class OtherBlock extends Error {}

async function findWrongCards(
  tx: Ctx,
  driverIds: readonly Id<"driver">[] | undefined,
): Promise<{ readonly id: string; readonly valid: boolean }[]> {
  const now = sql`${tx.clock.now().toString()}::timestamptz`;
  const isAsked = driverIds
    ? sql`and d.id in (select one.value::uuid from json_array_elements_text(${JSON.stringify(driverIds)}::json) as one(value))`
    : sql``;
  const rows = await tx.db.execute<{ id: string; valid: boolean }>(sql`
    with least as (select * from json_to_recordset(${LEAST}::json) as l(currency char(3), least bigint)),
    concerned as (
      select d.id,
        exists (select 1 from ${driverPlans} p
          join ${planVersions} v on v.tenant_id = p.tenant_id and v.id = p.plan_version_id
          join ${plans} n on n.tenant_id = v.tenant_id and n.id = v.plan_id
          where p.tenant_id = d.tenant_id and p.driver_id = d.id and p.valid_from <= ${now}
            and (p.valid_to is null or p.valid_to > ${now}) and n.kind = 'prepaid') as is_prepaid
      from ${drivers} d where d.tenant_id = ${tx.tenantId} ${isAsked}),
    standing as (
      select c.id, c.is_prepaid, coalesce(bool_or(a.balance > 0), false) as owes,
             coalesce(bool_or(-a.balance - coalesce(w.frozen_minor, 0) >= l.least), false) as has_credit
      from concerned c
      left join ${accounts} a on a.tenant_id = ${tx.tenantId} and a.owner_id = c.id and a.kind = 'driver_wallet'
      left join ${wallets} w on w.tenant_id = ${tx.tenantId} and w.driver_id = c.id and w.currency = a.currency
      left join least l on l.currency = a.currency
      group by c.id, c.is_prepaid)
    select t.id, t.valid from standing s
    join ${tokens} t on t.tenant_id = ${tx.tenantId} and t.driver_id = s.id
    where case when s.owes or (s.is_prepaid and not s.has_credit)
      then t.valid and t.whitelist <> 'NEVER'
      else not t.valid and t.blocked_reason = ${BLOCKED_FOR_CREDIT} end
    order by t.id limit ${MOST}`);
  return [...rows];
}
