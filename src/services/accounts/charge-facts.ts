import { and, eq, sql, type SQL } from "drizzle-orm";
import type { PurposeFacts } from "@/core/accounts/purpose-of-charge";
import type { Id } from "@/core/ids";
import { accountMembers, chargeLabels } from "@/db/schema/accounts";
import { cdrs } from "@/db/schema/cdrs";
import { tokens } from "@/db/schema/drivers";
import { locations } from "@/db/schema/locations";
import { charges, type ChargeState } from "@/db/schema/plans";
import { sessions } from "@/db/schema/sessions";
import { chargingGoals } from "@/db/schema/vehicles";
import type { Ctx } from "@/services/context";

/** A charge with what rules look at, and what is said of it so far. */
export interface LabelledCharge {
  readonly chargeId: Id<"charge">;
  readonly cdrId: Id<"cdr">;
  readonly driverId: Id<"driver">;
  readonly state: ChargeState;
  readonly currency: string;
  /** VAT included; null while not known. */
  readonly grossMinor: bigint | null;
  readonly place: string;
  readonly memberId: Id<"member"> | null;
  readonly memberName: string | null;
  /** Of the member who charged. */
  readonly memberCostCentreId: Id<"other"> | null;
  /** The zone of the place; null where nobody says. */
  readonly timeZone: string | null;
  readonly facts: Omit<PurposeFacts, "timeZone">;
  readonly label: typeof chargeLabels.$inferSelect | null;
}

/**
 * Charges as rules see them, oldest first. Who made one is the member whose card it was then, and stays so when the
 * card goes to somebody else. The car is known where a goal named it.
 */
export async function readChargeFacts(
  ctx: Ctx,
  condition: SQL | undefined,
  most?: number,
): Promise<LabelledCharge[]> {
  const asked = chargeRows(ctx, condition);
  const rows = await (most === undefined ? asked : asked.limit(most));
  return rows.map(({ startedAt, tokenId, vehicleId, party, location: id, name, ...row }) => ({
    ...row,
    place: name,
    facts: {
      startedAt,
      tokenId,
      vehicleId,
      memberId: row.memberId,
      place: id === null ? null : `${party}*${id}`,
    },
  }));
}

function chargeRows(ctx: Ctx, condition: SQL | undefined) {
  const location = sql<string | null>`${cdrs.core} #>> '{data,cdrLocation,id}'`;
  const holder = sql<Id<"member"> | null>`coalesce(${chargeLabels.memberId},
    case when ${tokens.memberSince} is null or ${tokens.memberSince} <= ${cdrs.startedAt} then ${tokens.memberId} end)`;
  return ctx.db
    .select({
      chargeId: charges.id,
      cdrId: cdrs.id,
      driverId: charges.driverId,
      state: charges.state,
      currency: charges.currency,
      grossMinor: charges.grossMinor,
      startedAt: cdrs.startedAt,
      tokenId: cdrs.tokenId,
      party: sql<string>`${cdrs.countryCode} || '*' || ${cdrs.partyId}`,
      location,
      name: sql<string>`coalesce(${cdrs.core} #>> '{data,cdrLocation,name}', ${locations.name},
        ${cdrs.core} #>> '{data,cdrLocation,address}', '')`,
      timeZone: locations.timeZone,
      vehicleId: chargingGoals.vehicleId,
      memberId: accountMembers.id,
      memberName: accountMembers.name,
      memberCostCentreId: accountMembers.costCentreId,
      label: chargeLabels,
    })
    .from(charges)
    .innerJoin(cdrs, and(eq(cdrs.tenantId, charges.tenantId), eq(cdrs.id, charges.cdrId)))
    .leftJoin(tokens, and(eq(tokens.tenantId, cdrs.tenantId), eq(tokens.id, cdrs.tokenId)))
    .leftJoin(
      chargeLabels,
      and(eq(chargeLabels.tenantId, charges.tenantId), eq(chargeLabels.chargeId, charges.id)),
    )
    .leftJoin(
      accountMembers,
      and(eq(accountMembers.tenantId, charges.tenantId), sql`${accountMembers.id} = ${holder}`),
    )
    .leftJoin(
      locations,
      and(
        eq(locations.tenantId, cdrs.tenantId),
        eq(locations.partnerId, cdrs.partnerId),
        eq(locations.countryCode, cdrs.countryCode),
        eq(locations.partyId, cdrs.partyId),
        sql`${locations.ocpiIdUpper} = upper(${location})`,
      ),
    )
    .leftJoin(
      sessions,
      and(
        eq(sessions.tenantId, cdrs.tenantId),
        eq(sessions.partnerId, cdrs.partnerId),
        eq(sessions.countryCode, cdrs.countryCode),
        eq(sessions.partyId, cdrs.partyId),
        sql`${sessions.ocpiIdUpper} = upper(${cdrs.sessionOcpiId})`,
      ),
    )
    .leftJoin(
      chargingGoals,
      and(eq(chargingGoals.tenantId, sessions.tenantId), eq(chargingGoals.sessionId, sessions.id)),
    )
    .where(and(eq(charges.tenantId, ctx.tenantId), condition))
    .orderBy(cdrs.startedAt, charges.id);
}
