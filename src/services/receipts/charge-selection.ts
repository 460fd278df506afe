import { and, eq, gte, inArray, isNotNull, lt, or, sql, type SQL } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { chargeLabels } from "@/db/schema/accounts";
import { cdrs } from "@/db/schema/cdrs";
import { tokens } from "@/db/schema/drivers";
import { charges } from "@/db/schema/plans";
import type { PackChoice } from "@/db/schema/receipts";
import type { Ctx } from "@/services/context";

/** Which of an account's charges are wanted. */
export interface ChargeSelection {
  readonly driverId: Id<"driver">;
  /** Only what this member charged; null: the whole account. */
  readonly memberId: Id<"member"> | null;
  /** By the end of the charge, half-open. */
  readonly from: Temporal.Instant;
  readonly to: Temporal.Instant;
  readonly choice: PackChoice;
}

/** A charge counts once it has its price and owes something or nothing for good. */
const PRICED = ["open", "drafted", "invoiced", "settled"] as const;

/** The condition of a selection over `charges` joined with their CDRs and labels. */
export function isSelected(ctx: Ctx, selection: ChargeSelection): SQL | undefined {
  const { driverId, memberId, from, to, choice } = selection;
  const { purpose, costCentreIds = [], memberIds = [], lateSince, pricedBefore } = choice;
  const isInPeriod = and(gte(charges.servicedAt, from), lt(charges.servicedAt, to));
  const isLate = lateSince
    ? and(lt(charges.servicedAt, from), sql`${charges.createdAt} >= ${lateSince}::timestamptz`)
    : undefined;
  return and(
    eq(charges.tenantId, ctx.tenantId),
    eq(charges.driverId, driverId),
    inArray(charges.state, [...PRICED]),
    isNotNull(charges.grossMinor),
    isLate ? or(isInPeriod, isLate) : isInPeriod,
    pricedBefore ? sql`${charges.createdAt} < ${pricedBefore}::timestamptz` : undefined,
    memberId ? isOfMembers(ctx, [memberId]) : undefined,
    memberIds.length > 0 ? isOfMembers(ctx, memberIds) : undefined,
    purpose ? eq(chargeLabels.purpose, purpose) : undefined,
    costCentreIds.length > 0
      ? inArray(chargeLabels.costCentreId, costCentreIds as Id<"other">[])
      : undefined,
  );
}

// Its label says who charged; without one, who held the token then.
function isOfMembers(ctx: Ctx, memberIds: readonly string[]): SQL {
  const ids = memberIds as readonly Id<"member">[];
  return sql`(${inArray(chargeLabels.memberId, [...ids])} or (${chargeLabels.memberId} is null and exists (
    select 1 from ${tokens} held where held.tenant_id = ${ctx.tenantId} and held.id = ${cdrs.tokenId}
      and held.member_id in ${ids}
      and (held.member_since is null or held.member_since <= ${cdrs.startedAt}))))`;
}
