import type { Id } from "@/core/ids";
import type { SiteSettings } from "@/core/smart-charging/site/site-draft";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import { describeSite, USUAL_SETTINGS } from "./describe-site";
import { pointsOfLocation } from "./points-of-location";

/** What is said of a location to make a site of it. */
export interface LocationSite extends Pick<
  SiteSettings,
  "name" | "zone" | "slotMinutes" | "isSteered"
> {
  readonly locationId: string;
  /** What the grid connection is called. */
  readonly gridName: string;
  readonly limitA: number | null;
  readonly limitW: number | null;
}

const GRID = "grid";
const DAY_MINUTES = 1_440;

/**
 * Makes a site of a location: one grid connection, and all EVSEs that the location lists right below it. Answers its
 * id.
 * @throws ServiceError NOT_FOUND, INVALID with `fault`, CONFLICT where another site has one of the EVSEs, PRECONDITION
 * with `reason` "no-time-zone" where the location does not say its time zone.
 */
export async function describeLocation(ctx: Ctx, input: LocationSite): Promise<Id<"site">> {
  requireRole(ctx, "operations");
  const { points, ...location } = await pointsOfLocation(ctx, input.locationId, GRID);
  const { timeZone, partnerId, countryCode, partyId } = location;
  if (timeZone === null) {
    throw new ServiceError("PRECONDITION", "The location does not say its time zone.", {
      reason: "no-time-zone",
    });
  }
  const { name, zone, slotMinutes, isSteered, limitA, limitW } = input;
  const horizonSlots = DAY_MINUTES / slotMinutes;
  return describeSite(ctx, {
    partnerId,
    countryCode,
    partyId,
    settings: {
      ...USUAL_SETTINGS,
      name,
      zone,
      timeZone,
      slotMinutes,
      horizonSlots,
      isSteered,
    },
    nodes: [
      {
        key: GRID,
        parentKey: null,
        kind: "grid",
        name: input.gridName,
        limitA,
        limitW,
        phases: 3,
        firstPhase: null,
        locationOcpiId: null,
        evseUid: null,
        windows: [],
      },
      ...points,
    ],
  });
}
