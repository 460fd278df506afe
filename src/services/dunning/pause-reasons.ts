import { sql } from "drizzle-orm";

import { creditNotes } from "@/db/schema/credits";
import { payments } from "@/db/schema/payments";
import { disputes } from "@/db/schema/treasury";
import type { Ctx } from "@/services/context";
import { HARMLESS_ENDS } from "@/services/disputes/is-disputed";
import type { Standing } from "./standing";

/** Why a case pauses by itself, for as long as it is so. */
export type OwnPause = "card_dispute" | "credit_pending";

/** Every reason that is not a person's own words. */
export const ownPauses: readonly OwnPause[] = ["card_dispute", "credit_pending"];

/**
 * Whether a case has to wait by itself: a payment of its invoice is disputed at the bank, or a credit note for it has not
 * been decided.
 */
export async function ownPause(ctx: Ctx, { invoice }: Standing): Promise<OwnPause | null> {
  const [row] = await ctx.db.execute<{ disputed: boolean; credited: boolean }>(sql`
    select
      exists (select 1 from ${disputes} d
        join ${payments} p on p.tenant_id = d.tenant_id and p.id = d.payment_id
        where d.tenant_id = ${ctx.tenantId} and p.invoice_id = ${invoice.id} and d.outcome is null
          and d.closed_at is null
          and d.status not in (select value from json_array_elements_text(${JSON.stringify(HARMLESS_ENDS)}::json))) as disputed,
      exists (select 1 from ${creditNotes} n
        where n.tenant_id = ${ctx.tenantId} and n.invoice_id = ${invoice.id} and n.state = 'draft') as credited`);
  if (row?.disputed) return "card_dispute";
  return row?.credited ? "credit_pending" : null;
}
