import { and, eq } from "drizzle-orm";
import { asId, isId } from "@/core/ids";
import { decodeLocation } from "@/core/roaming/json";
import type { ChargingGoal } from "@/core/smart-charging/charging-goal";
import type { Connector, Location } from "@/core/roaming/location";
import { type ChosenWay, chooseWay } from "@/core/smart-charging/goal-way";
import { zoneOfPlace } from "@/core/smart-charging/place-zone";
import { drivers } from "@/db/schema/drivers";
import { evses, locations } from "@/db/schema/locations";
import { hasPriceFor, readSteering } from "@/services/charging/read-steering";
import { findHindrance, type SteerableSession } from "@/services/charging/steered-session";
import type { Ctx } from "@/services/context";
import { decodeEvse } from "@/services/locations/stored-evse";
import { requireDriverUse } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import { findSiteOfSession } from "@/services/sites/find-site-of-session";
import { selectVehicles } from "@/services/vehicles/vehicle-row";
import { goalOf } from "./goal-row";
import { planSession } from "./plan-session";
import type { GoalPreview } from "./preview-goal";
import { goalFromWords, type SaidGoal } from "./set-goal";

/** A connector that was picked: our location, and the CPO's names below it. */
export interface PickedConnector {
  readonly locationId: string;
  readonly evseUid: string;
  readonly connectorId: string;
}

/**
 * What a charge at a connector would come to under a goal if it began now, for the acting driver. Of a site that we
 * steer only car and station are looked at: who shares it then is not known yet.
 * @throws ServiceError NOT_FOUND for a connector or car that is not there for him; INVALID as `setGoal`.
 */
export async function previewPlace(
  ctx: Ctx,
  pick: PickedConnector,
  said: SaidGoal,
): Promise<GoalPreview> {
  const { driverId } = requireDriverUse(ctx);
  const { row, location, connector } = await readConnector(ctx, pick);
  const [cars, [driver]] = await Promise.all([
    selectVehicles(ctx, driverId),
    ctx.db
      .select({ timeZone: drivers.timeZone })
      .from(drivers)
      .where(and(eq(drivers.tenantId, ctx.tenantId), eq(drivers.id, driverId))),
  ]);
  const { partnerId, timeZone: placeZone } = row;
  const charge = {
    driverId,
    cars,
    connector,
    placeZone,
    timeZone: placeZone ?? driver?.timeZone ?? "UTC",
    country: location.country,
    marketZone: zoneOfPlace(location),
    before: null,
    session: { partnerId, energyMicroKwh: 0n },
    core: {
      startDateTime: ctx.clock.now(),
      countryCode: row.countryCode,
      partyId: row.partyId,
      chargingPeriods: [],
      locationId: location.id,
      evseUid: pick.evseUid,
      connectorId: connector.id,
    },
  };
  const { values, car } = goalFromWords(ctx, charge, said);
  const goal = goalOf(ctx.clock.now(), values);
  const place = { partnerId, ...charge.core, locationOcpiId: location.id };
  const chosen = await chooseWayAt(ctx, place, goal);
  const isByOperator = chosen.by === "operator";
  // Nobody carries it out: it charges as the station gives.
  const real = chosen.by === null ? { ...goal, style: "FAST" as const } : goal;
  const plan = await planSession(ctx, charge, { goal: real, car, isByOperator, headroom: null });
  return {
    chosen,
    plan,
    departureAt: goal.departureAt,
    isEstimate: chosen.by === "site" || isByOperator,
  };
}

/** The way that a goal would go at a connector, where nobody has been asked yet. */
async function chooseWayAt(
  ctx: Ctx,
  at: Omit<SteerableSession, "status" | "purpose">,
  goal: ChargingGoal,
): Promise<ChosenWay> {
  const place = { ...at, status: "ACTIVE", purpose: "billing" } as const;
  const [onPreferences, onProfile, steering, site] = await Promise.all([
    findHindrance(ctx, place, "preferences"),
    findHindrance(ctx, place, "profile"),
    readSteering(ctx, place),
    findSiteOfSession(ctx, place),
  ]);
  const hasPrice = hasPriceFor(steering, goal.style);
  return chooseWay({
    isAtSteeredSite: site?.isSteered ?? false,
    style: goal.style,
    hasDeparture: goal.departureAt !== null,
    hasEnergy: goal.energy !== null,
    preferences: { hindrance: onPreferences, hasPrice, refused: null },
    profile: { hindrance: onProfile, isRefused: false },
  });
}

async function readConnector(ctx: Ctx, { locationId, evseUid, connectorId }: PickedConnector) {
  const [found] = isId(locationId)
    ? await ctx.db
        .select({ row: locations, evse: evses.core })
        .from(locations)
        .innerJoin(
          evses,
          and(eq(evses.tenantId, locations.tenantId), eq(evses.locationId, locations.id)),
        )
        .where(
          and(
            eq(locations.tenantId, ctx.tenantId),
            eq(locations.id, asId<"location">(locationId)),
            eq(locations.publish, true),
            eq(evses.uidUpper, evseUid.toUpperCase()),
          ),
        )
    : [];
  const wanted = connectorId.toUpperCase();
  const connector: Connector | undefined = found
    ? decodeEvse(found.evse).connectors.find(({ id }) => id.toUpperCase() === wanted)
    : undefined;
  if (!found || !connector) throw new ServiceError("NOT_FOUND", "There is no such connector.");
  const location: Location = decodeLocation(found.row.core);
  return { row: found.row, location, connector };
}
