import { asId, type Id, isId } from "@/core/ids";
import { and, eq } from "drizzle-orm";
import type { Evse } from "@/core/roaming/location";
import type { NodeDraft } from "@/core/smart-charging/site/site-draft";
import { locations } from "@/db/schema/locations";
import type { Ctx } from "@/services/context";
import { readEvses } from "@/services/locations/find-location";
import { ServiceError } from "@/services/service-error";

/** A location of ours with its EVSEs as parts of a tree. */
export interface LocationPoints {
  readonly partnerId: Id<"partner">;
  readonly countryCode: string;
  readonly partyId: string;
  readonly name: string;
  readonly timeZone: string | null;
  readonly points: readonly NodeDraft[];
}

/**
 * All EVSEs that a location lists as charging points below one part of a tree, without limits of their own: the key
 * of each is its uid in upper case.
 * @param parentKey the part that feeds them.
 * @throws ServiceError NOT_FOUND.
 */
export async function pointsOfLocation(
  ctx: Ctx,
  locationId: string,
  parentKey: string,
): Promise<LocationPoints> {
  const [row] = isId(locationId)
    ? await ctx.db
        .select()
        .from(locations)
        .where(
          and(eq(locations.tenantId, ctx.tenantId), eq(locations.id, asId<"location">(locationId))),
        )
    : [];
  if (!row) throw new ServiceError("NOT_FOUND", "There is no such location.");
  const evses = await readEvses(ctx, row.id);
  const { partnerId, countryCode, partyId, timeZone } = row;
  return {
    partnerId,
    countryCode,
    partyId,
    timeZone,
    name: row.name ?? row.address,
    points: evses
      .filter(({ status }) => status !== "REMOVED")
      .map((evse) => pointOf(evse, row.ocpiIdUpper, parentKey)),
  };
}

function pointOf(evse: Evse, locationOcpiId: string, parentKey: string): NodeDraft {
  const uid = evse.uid.toUpperCase();
  const types = evse.connectors.map(({ powerType }) => powerType);
  const isOnePhase = types.length > 0 && types.every((type) => type === "AC_1_PHASE");
  return {
    key: uid,
    parentKey,
    kind: "evse",
    name: evse.physicalReference?.trim() || evse.evseId || evse.uid,
    limitA: null,
    limitW: null,
    phases: isOnePhase ? 1 : 3,
    firstPhase: null,
    locationOcpiId,
    evseUid: uid,
    windows: [],
  };
}
