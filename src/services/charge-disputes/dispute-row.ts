import { and, eq, sql, type SQL } from "drizzle-orm";
import type { InferSelectModel } from "drizzle-orm";

import { isId, type Id } from "@/core/ids";
import { cdrs } from "@/db/schema/cdrs";
import { chargeDisputeEvents, chargeDisputes } from "@/db/schema/charge-disputes";
import { ownCdr } from "@/services/accounts/own-tokens";
import type { Ctx } from "@/services/context";
import { requirePartnerPerson } from "@/services/partners/partner-access";
import { requireDriverUse, requireRole } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";

/** A dispute as it is stored. */
export type DisputeRow = InferSelectModel<typeof chargeDisputes>;

/** From whose page a dispute is looked at. */
export type DisputeAudience = "driver" | "finance" | "partner";

/**
 * A dispute that the acting person may see from a page: his own as a driver (a mere member's: of what he charged), any as finance, as a partner's person those
 * that his partner was asked about. `lock` keeps it for the transaction.
 * @throws ServiceError NOT_FOUND also for others', FORBIDDEN, UNAUTHENTICATED.
 */
export async function findSeenDispute(
  ctx: Ctx,
  as: DisputeAudience,
  id: string,
  { lock }: { readonly lock: boolean } = { lock: false },
): Promise<DisputeRow> {
  const narrowed = await whose(ctx, as);
  const select = ctx.db
    .select()
    .from(chargeDisputes)
    .where(
      and(
        eq(chargeDisputes.tenantId, ctx.tenantId),
        eq(chargeDisputes.id, id as Id<"dispute">),
        narrowed,
      ),
    );
  const [row] = isId(id) ? await (lock ? select.for("update") : select) : [];
  if (!row) throw new ServiceError("NOT_FOUND", "There is no such dispute.");
  return row;
}

async function whose(ctx: Ctx, as: DisputeAudience) {
  switch (as) {
    case "driver":
      return and(eq(chargeDisputes.driverId, requireDriverUse(ctx).driverId), ofOwnCharge(ctx));
    case "finance":
      requireRole(ctx, "finance");
      return undefined;
    case "partner":
      return and(eq(chargeDisputes.partnerId, await requirePartnerPerson(ctx)), wasAsked());
  }
}

/** A member who only charges sees disputes of what he charged. */
function ofOwnCharge(ctx: Ctx): SQL | undefined {
  const own = ownCdr(ctx, { id: cdrs.id, tokenId: cdrs.tokenId, at: cdrs.startedAt });
  return (
    own &&
    sql`exists (select 1 from ${cdrs} where ${cdrs.tenantId} = ${chargeDisputes.tenantId}
      and ${cdrs.id} = ${chargeDisputes.cdrId} and ${own})`
  );
}

/** Whether the CPO was asked about a dispute: before that it is between us and the driver. */
export function wasAsked() {
  return sql`exists (select 1 from ${chargeDisputeEvents} e where e.tenant_id = ${chargeDisputes.tenantId}
    and e.dispute_id = ${chargeDisputes.id} and e.what = 'asked')`;
}
