import { and, eq, sql, type SQL } from "drizzle-orm";
import type { PartyId } from "@/core/roaming/party";
import { drivers, tokens } from "@/db/schema/drivers";
import { driverPlans } from "@/db/schema/plans";
import { tenants } from "@/db/schema/tenants";
import type { Ctx } from "@/services/context";
import { overdueColumn } from "@/services/dunning/overdue-column";
import { readSpending, spendingColumn } from "@/services/wallet/spending-standing";
import type { TokenRow } from "./core-token";
import type { TokenStanding } from "./decide-authorization";

/** A token that was found, and how it stands. */
export interface FoundToken {
  readonly row: TokenRow;
  readonly party: PartyId;
  readonly standing: TokenStanding;
}

/** A token with our party and all that decides whether it may charge now; null when there is no such token. */
export async function findTokenStanding(
  ctx: Ctx,
  isAsked: SQL | undefined,
): Promise<FoundToken | null> {
  const now = ctx.clock.now();
  const nowText = now.toString();
  const hasPlan = sql<boolean>`exists (
    select 1 from ${driverPlans} dp
    where dp.tenant_id = ${drivers.tenantId} and dp.driver_id = ${drivers.id}
      and dp.valid_from <= ${nowText}::timestamptz
      and (dp.valid_to is null or dp.valid_to > ${nowText}::timestamptz))`;
  const isOverdue = overdueColumn(ctx);
  const [row] = await ctx.db
    .select({
      token: tokens,
      driverState: drivers.state,
      hasPlan,
      isOverdue,
      spending: spendingColumn(ctx),
      countryCode: tenants.countryCode,
      partyId: tenants.partyId,
    })
    .from(tokens)
    .innerJoin(drivers, and(eq(drivers.tenantId, tokens.tenantId), eq(drivers.id, tokens.driverId)))
    .innerJoin(tenants, eq(tenants.id, tokens.tenantId))
    .where(and(eq(tokens.tenantId, ctx.tenantId), isAsked));
  if (!row) return null;
  const { token, driverState } = row;
  const standing = {
    isValid: token.valid,
    blockedReason: token.blockedReason,
    driverState,
    hasPlan: row.hasPlan,
    isOverdue: row.isOverdue,
    spending: readSpending(row.spending),
  };
  return { row: token, party: row, standing };
}
