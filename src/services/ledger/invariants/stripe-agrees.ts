import { sql } from "drizzle-orm";
import { stripeDifferences } from "@/services/treasury/stripe-differences";
import { ofTenant, type InvariantQuery } from "./invariant-query";

/**
 * I5: each payment, refund, dispute, payout and fee that moved on Stripe's balance is booked on `stripe:clearing` with
 * the same amount, and back; a payment by one journal and one transaction. Looked at once Stripe's own book was
 * mirrored an hour past it, and where that book is not mirrored at all, not.
 */
export const stripeAgrees: InvariantQuery = {
  invariant: "I5",
  promise: "every movement at Stripe is booked once, and every booking is at Stripe",
  checked: (tenantId) => sql`
    select count(*)::int as n from stripe_transactions t where ${ofTenant("t.tenant_id", tenantId)}`,
  violations: (tenantId) => [
    sql`
    select d.thing as subject, replace(d.kind, '_', ' ') || ': at Stripe ' || d.stripe_minor || ' ' || d.currency
             || ', booked ' || d.booked_minor as detail
    from (${stripeDifferences(tenantId)}) d
    where exists (select 1 from stripe_cursors c where c.tenant_id = d.tenant_id and c.list = 'transactions'
      and c.read_until - interval '1 hour' > d.moved_at::timestamptz)`,
  ],
};
