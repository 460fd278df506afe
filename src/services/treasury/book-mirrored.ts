import { sql } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { payoutFailed, payoutSent } from "@/core/ledger/entries/payout-moved";
import { stripeAccountFee } from "@/core/ledger/entries/stripe-account-fee";
import { stripeFee } from "@/core/ledger/entries/stripe-fee";
import type { Journal } from "@/core/ledger/journal";
import type { Ctx } from "@/services/context";
import { postJournals } from "@/services/ledger/post-journal";
import { stableId } from "./stable-id";

const BATCH = 500;

interface Unbooked extends Record<string, unknown> {
  readonly id: string;
  readonly type: string;
  readonly source_id: string | null;
  readonly payment_id: Id<"payment"> | null;
  readonly currency: string;
  readonly fee_minor: string;
  readonly net_minor: string;
  readonly created_at: string;
}

/**
 * Books what only Stripe's own book tells: fees that came after their payment, fees of the account, payouts that left
 * and those that came back. Each once, by the transaction's id. Payments, refunds and disputes are booked where they
 * are settled, never here. Answers how many journals were posted.
 */
export async function bookMirrored(ctx: Ctx): Promise<number> {
  let posted = 0;
  for (;;) {
    const rows = await findUnbooked(ctx);
    await postJournals(ctx, rows.map(entryOf));
    posted += rows.length;
    if (rows.length < BATCH) return posted;
  }
}

async function findUnbooked(ctx: Ctx): Promise<Unbooked[]> {
  const rows = await ctx.db.execute<Unbooked>(sql`
    select t.id, t.type, t.source_id, coalesce(p.id, r.payment_id) as payment_id, t.currency,
           t.fee_minor::text, t.net_minor::text,
           to_char(t.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as created_at
    from stripe_transactions t
    left join payments p on p.tenant_id = t.tenant_id and p.environment = t.environment
      and p.charge_id = t.source_id and p.state = 'succeeded'
    left join refunds r on r.tenant_id = t.tenant_id and r.environment = t.environment
      and r.stripe_refund_id = t.source_id
    where t.tenant_id = ${ctx.tenantId}::uuid and t.environment = ${ctx.settings.stripeEnvironment}
      and case
        when t.type in ('charge', 'payment', 'refund')
          then t.fee_minor <> 0 and coalesce(p.id, r.payment_id) is not null
        when t.type in ('stripe_fee', 'stripe_fx_fee', 'tax_fee', 'network_cost') then t.net_minor <> 0
        else t.type in ('payout', 'payout_cancel', 'payout_failure') and t.source_id is not null end
      and not exists (select 1 from journal_keys k where k.tenant_id = t.tenant_id and k.key = case
        when t.type = 'payout' then 'payout:' || t.source_id || ':sent'
        when t.type in ('payout_cancel', 'payout_failure') then 'payout:' || t.source_id || ':failed'
        else 'stripe:' || t.id || ':fee' end)
    order by t.created_at, t.id limit ${BATCH}`);
  return [...rows];
}

function entryOf(row: Unbooked): Journal | null {
  const { currency, type, source_id: sourceId, payment_id: paymentId } = row;
  const at = Temporal.Instant.from(row.created_at);
  const net = BigInt(row.net_minor);
  if (sourceId !== null && type.startsWith("payout")) {
    const moved = {
      payoutId: sourceId,
      sourceId: stableId("payout", sourceId),
      currency,
      movedAt: at,
    };
    return type === "payout"
      ? payoutSent({ ...moved, amountMinor: -net })
      : payoutFailed({ ...moved, amountMinor: net });
  }
  if (paymentId !== null) {
    const feeMinor = BigInt(row.fee_minor);
    return stripeFee({
      paymentId,
      balanceTransactionId: row.id,
      currency,
      feeMinor,
      createdAt: at,
    });
  }
  return stripeAccountFee({
    transactionId: row.id,
    sourceId: stableId("stripe_transaction", row.id),
    currency,
    costMinor: -net,
    createdAt: at,
  });
}
