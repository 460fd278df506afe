import type { SiteDescription } from "@/core/smart-charging/site/site-description";
import type { Ctx } from "@/services/context";
import { hasModule, isScspTo } from "@/services/charging/steered-session";
import { readPlugs } from "./read-plugs";

/**
 * Why a charging point can't be steered. no-profiles: its operator has no module for it, or speaks OCPI 2.1.1.
 * not-capable: the EVSE says that it can't. unknown: our copy of the location has no such EVSE.
 */
export type PointHindrance = "no-profiles" | "not-capable" | "unknown";

/** A charging point of a site, as far as our copy of its location knows it. */
export interface SitePoint {
  readonly nodeId: string;
  /** null: it can be steered, so far as we know. */
  readonly hindrance: PointHindrance | null;
  /** OCPI's status of the EVSE; null: unknown. */
  readonly status: string | null;
  /** W that its strongest connector gives. */
  readonly maxW: number;
}

/** What can be steered at a site. */
export interface SitePoints {
  readonly points: readonly SitePoint[];
  /** Whether the operator knows that we steer other eMSPs' drivers too: else theirs are at most seen. */
  readonly isScsp: boolean;
}

/** A site's charging points, and which of them can't be steered and why. */
export async function readPoints(
  ctx: Ctx,
  site: Pick<SiteDescription, "partnerId" | "countryCode" | "partyId" | "voltage" | "nodes">,
): Promise<SitePoints> {
  const plugs = await readPlugs(ctx, site);
  const takesProfiles = await hasModule(ctx, site.partnerId, "profile");
  const points = site.nodes
    .filter(({ kind }) => kind === "evse")
    .map(({ id }): SitePoint => {
      const evse = plugs.evseOf(id);
      const capabilities = evse?.capabilities.map((one) => one.toUpperCase()) ?? [];
      const can = capabilities.length === 0 || capabilities.includes("CHARGING_PROFILE_CAPABLE");
      const hindrance = !evse
        ? "unknown"
        : !takesProfiles
          ? "no-profiles"
          : can
            ? null
            : "not-capable";
      return {
        nodeId: id,
        hindrance,
        status: evse?.status ?? null,
        maxW: plugs.of(id, null).maxW,
      };
    });
  return { points, isScsp: await isScspTo(ctx, site.partnerId) };
}
