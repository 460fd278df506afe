import { and, eq, isNull } from "drizzle-orm";
import { asId, isId, type Id } from "@/core/ids";
import type { PartyId } from "@/core/roaming/party";
import type { Connector, Evse } from "@/core/roaming/location";
import { evses, locations } from "@/db/schema/locations";
import type { Ctx } from "@/services/context";
import { decodeEvse } from "@/services/locations/stored-evse";
import { ServiceError } from "@/services/service-error";

/** A connector as a person picks it: our location, and the CPO's names below it. */
export interface ConnectorPick {
  readonly locationId: string;
  readonly evseUid: string;
  readonly connectorId: string;
}

/** What stands at a charging place. */
export interface PickedConnector {
  readonly partnerId: Id<"partner">;
  /** Whose it is. */
  readonly party: PartyId;
  readonly locationOcpiId: string;
  readonly evse: Evse;
  readonly connector: Connector;
}

/** These start nothing, whoever asks. Others may: CPOs show a plugged-in car as BLOCKED or CHARGING. */
export const OUT_OF_USE: ReadonlySet<string> = new Set([
  "INOPERATIVE",
  "OUTOFORDER",
  "PLANNED",
  "REMOVED",
]);

/**
 * The connector that was picked, if it is in use and its EVSE can do what is asked of it.
 * @throws ServiceError NOT_FOUND for what is not there; PRECONDITION (`reason` "not-capable", "out-of-use").
 */
export async function findConnector(
  ctx: Ctx,
  pick: ConnectorPick,
  capability: string,
): Promise<PickedConnector> {
  const [row] = isId(pick.locationId)
    ? await ctx.db
        .select({
          partnerId: locations.partnerId,
          countryCode: locations.countryCode,
          partyId: locations.partyId,
          ocpiId: locations.ocpiId,
          core: evses.core,
        })
        .from(locations)
        .innerJoin(
          evses,
          and(eq(evses.tenantId, locations.tenantId), eq(evses.locationId, locations.id)),
        )
        .where(
          and(
            eq(locations.tenantId, ctx.tenantId),
            eq(locations.id, asId<"location">(pick.locationId)),
            eq(evses.uidUpper, pick.evseUid.toUpperCase()),
            isNull(evses.missingSince),
          ),
        )
    : [];
  const evse = row && decodeEvse(row.core);
  const wanted = pick.connectorId.toUpperCase();
  const connector = evse?.connectors.find(({ id }) => id.toUpperCase() === wanted);
  if (!row || !evse || !connector) {
    throw new ServiceError("NOT_FOUND", "There is no such connector.");
  }
  if (OUT_OF_USE.has(evse.status)) {
    throw new ServiceError("PRECONDITION", "This charging point is out of use.", {
      reason: "out-of-use",
    });
  }
  if (!evse.capabilities.some((one) => one.toUpperCase() === capability)) {
    throw new ServiceError("PRECONDITION", "This charging point can't do that from afar.", {
      reason: "not-capable",
    });
  }
  const { partnerId, countryCode, partyId, ocpiId: locationOcpiId } = row;
  return { partnerId, party: { countryCode, partyId }, locationOcpiId, evse, connector };
}
