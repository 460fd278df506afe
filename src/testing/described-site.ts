import type { NodeDraft } from "@/core/smart-charging/site/site-draft";
import type { Pool } from "@/db/client";
import { describeSite, USUAL_SETTINGS } from "@/services/sites/describe-site";
import { pointsOfLocation } from "@/services/sites/points-of-location";
import { readNodes } from "@/services/sites/site-tables";
import { aSteeredCharge } from "./steered-charge";

/** A part of a tree that is no charging point. */
export function aPart(
  key: string,
  parentKey: string | null,
  change: Partial<NodeDraft> = {},
): NodeDraft {
  return {
    key,
    parentKey,
    kind: parentKey === null ? "grid" : "feeder",
    name: key,
    limitA: null,
    limitW: null,
    phases: 3,
    firstPhase: null,
    locationOcpiId: null,
    evseUid: null,
    windows: [],
    ...change,
  };
}

/** What holds for a site of tests. */
export const A_SITE = {
  ...USUAL_SETTINGS,
  name: "Museumplein",
  timeZone: "Europe/Amsterdam",
  zone: "NL",
};

/** A charge that can be steered, at a site with a connection of 100 A, one feeder of 63 A, and E1, E2 and E3 below it. */
export async function aDescribedSite(pool: Pool) {
  const world = await aSteeredCharge(pool, "2.2.1");
  const { ctx, pick } = world;
  const { points, ...party } = await pointsOfLocation(ctx, pick.locationId, "feeder");
  const siteId = await describeSite(ctx, {
    partnerId: party.partnerId,
    countryCode: party.countryCode,
    partyId: party.partyId,
    settings: A_SITE,
    nodes: [
      aPart("grid", null, { limitA: 100 }),
      aPart("feeder", "grid", { limitA: 63 }),
      ...points,
    ],
  });
  return {
    ...world,
    siteId,
    nodes: await readNodes(ctx, siteId),
    /** The CPO tells what the session's meter shows at a time. */
    read: async (at: string, kwh: number, change: Record<string, unknown> = {}) =>
      world.push("PATCH", "sessions/NL/FKE/S-1", { kwh, last_updated: at, ...change }),
  };
}
