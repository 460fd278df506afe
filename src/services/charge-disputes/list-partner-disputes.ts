import { and, asc, desc, eq, sql } from "drizzle-orm";

import { chargeDisputes } from "@/db/schema/charge-disputes";
import type { Ctx } from "@/services/context";
import { requirePartnerPerson } from "@/services/partners/partner-access";
import { disputeItem, disputeQuery, type DisputeItem } from "./dispute-item";
import { wasAsked } from "./dispute-row";

/** A dispute as its CPO sees it in a list: nothing of the driver, nor of his price. */
export type PartnerDispute = Omit<DisputeItem, "amount">;

/**
 * The disputes that the acting person's partner was asked about: its turn first, by the clock, then the newest (200 at
 * most). `waiting`: only those that wait for it.
 * @throws ServiceError FORBIDDEN, UNAUTHENTICATED.
 */
export async function listPartnerDisputes(
  ctx: Ctx,
  only: "all" | "waiting",
): Promise<readonly PartnerDispute[]> {
  const partnerId = await requirePartnerPerson(ctx);
  const isWaiting = eq(chargeDisputes.state, "asked");
  const rows = await disputeQuery(ctx)
    .where(
      and(
        eq(chargeDisputes.tenantId, ctx.tenantId),
        eq(chargeDisputes.partnerId, partnerId),
        wasAsked(),
        only === "waiting" ? isWaiting : undefined,
      ),
    )
    .orderBy(
      sql`${chargeDisputes.state} <> 'asked'`,
      asc(sql`case when ${chargeDisputes.state} = 'asked' then ${chargeDisputes.answerBy} end`),
      desc(chargeDisputes.openedAt),
      desc(chargeDisputes.id),
    )
    .limit(200);
  const now = ctx.clock.now();
  return rows.map((row) => forPartner(disputeItem(row, now)));
}

/** Without what is between us and the driver. */
export function forPartner({ amount, ...item }: DisputeItem): PartnerDispute {
  void amount;
  return item;
}
