import { and, eq } from "drizzle-orm";
import { evses, locations } from "@/db/schema/locations";
import type { sessions } from "@/db/schema/sessions";
import type { ProfileType } from "@/core/smart-charging/charging-preferences";
import type { Ctx } from "@/services/context";
import { decodeEvse } from "@/services/locations/stored-evse";
import { findTariff } from "@/services/tariffs/find-tariff";

/** What is known of steering a charge where it takes place. */
export interface SteeringFacts {
  /** What the EVSE can do, in upper case; null where it is not known or says nothing. */
  readonly capabilities: readonly string[] | null;
  /** The types of the connector's tariffs (null: one for all sessions); null where we do not hold them all. */
  readonly tariffTypes: readonly (string | null)[] | null;
}

type Where = Pick<
  typeof sessions.$inferSelect,
  "partnerId" | "countryCode" | "partyId" | "locationOcpiId" | "evseUid" | "connectorId"
>;

/** Reads what the location and the tariffs of a session's connector say. */
export async function readSteering(ctx: Ctx, where: Where): Promise<SteeringFacts> {
  const [row] = await ctx.db
    .select({ core: evses.core })
    .from(locations)
    .innerJoin(
      evses,
      and(eq(evses.tenantId, locations.tenantId), eq(evses.locationId, locations.id)),
    )
    .where(
      and(
        eq(locations.tenantId, ctx.tenantId),
        eq(locations.partnerId, where.partnerId),
        eq(locations.countryCode, where.countryCode),
        eq(locations.partyId, where.partyId),
        eq(locations.ocpiIdUpper, where.locationOcpiId.toUpperCase()),
        eq(evses.uidUpper, where.evseUid.toUpperCase()),
      ),
    );
  if (!row) return { capabilities: null, tariffTypes: null };
  const { capabilities, connectors } = decodeEvse(row.core);
  const wanted = where.connectorId.toUpperCase();
  const connector = connectors.find(({ id }) => id.toUpperCase() === wanted);
  return {
    capabilities: capabilities.length === 0 ? null : capabilities.map((one) => one.toUpperCase()),
    tariffTypes: await readTariffTypes(ctx, where, connector?.tariffIds ?? []),
  };
}

async function readTariffTypes(
  ctx: Ctx,
  { partnerId, countryCode, partyId }: Where,
  tariffIds: readonly string[],
): Promise<SteeringFacts["tariffTypes"]> {
  const types: (string | null)[] = [];
  for (const id of tariffIds) {
    const tariff = await findTariff(ctx, { partnerId, countryCode, partyId, id });
    if (!tariff) return null;
    types.push(tariff.type?.toUpperCase() ?? null);
  }
  return types.length === 0 ? null : types;
}

/**
 * Whether the CPO has a price for a driver's style, so far as we know its prices: each but REGULAR needs a tariff of
 * its own, or one that is for all sessions. OCPI mod_sessions, ChargingPreferences; mod_tariffs, Tariff.type.
 */
export function hasPriceFor({ tariffTypes }: SteeringFacts, profileType: ProfileType): boolean {
  if (profileType === "REGULAR" || tariffTypes === null) return true;
  return tariffTypes.some((type) => type === null || type === `PROFILE_${profileType}`);
}
