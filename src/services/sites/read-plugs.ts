import { and, eq, inArray, isNull } from "drizzle-orm";
import type { Connector, Evse } from "@/core/roaming/location";
import type { SiteDescription } from "@/core/smart-charging/site/site-description";
import { evses, locations } from "@/db/schema/locations";
import type { Ctx } from "@/services/context";
import { connectorPowerW } from "@/services/locations/connector-power";
import { decodeEvse } from "@/services/locations/stored-evse";

/** What a connector gives. */
export interface PointPlug {
  readonly isDirect: boolean;
  readonly phases: 1 | 2 | 3;
  /** W over all phases. */
  readonly maxW: number;
}

/** A site's charging points as our copy of their locations has them. */
export interface Plugs {
  /** A charging point's EVSE; null: our copy of the location has none of that name. */
  readonly evseOf: (nodeId: string) => Evse | null;
  /** What a connector of a charging point gives; without its name or where it is unknown, what the strongest gives. */
  readonly of: (nodeId: string, connectorId: string | null) => PointPlug;
}

/** The strongest that a charging point is taken for where nothing is known of it: 32 A. */
const ASSUMED_A = 32;

/** Reads the EVSEs that a site's charging points are. */
export async function readPlugs(
  ctx: Ctx,
  site: Pick<SiteDescription, "partnerId" | "countryCode" | "partyId" | "voltage" | "nodes">,
): Promise<Plugs> {
  const known = await readEvses(ctx, site);
  const nodes = new Map(site.nodes.map((node) => [node.id, node]));
  const evseOf = (nodeId: string) => {
    const node = nodes.get(nodeId);
    return known.get(`${node?.locationOcpiId}\n${node?.evseUid}`) ?? null;
  };
  const of = (nodeId: string, connectorId: string | null): PointPlug => {
    const connectors = evseOf(nodeId)?.connectors ?? [];
    const wanted = connectorId?.toUpperCase();
    const named = connectors.filter(({ id }) => id.toUpperCase() === wanted);
    const phases = nodes.get(nodeId)?.phases ?? 3;
    const plugs = (named.length > 0 ? named : connectors)
      .map((connector) => plugOf(connector, phases))
      .filter((plug) => plug !== null);
    const strongest = plugs.toSorted((a, b) => b.maxW - a.maxW)[0];
    return strongest ?? { isDirect: false, phases, maxW: ASSUMED_A * site.voltage * phases };
  };
  return { evseOf, of };
}

function plugOf(connector: Connector, wired: 1 | 3): PointPlug | null {
  const maxW = connectorPowerW(connector);
  if (maxW === null) return null;
  const { powerType } = connector;
  if (powerType === "DC") return { isDirect: true, phases: 3, maxW };
  const given = powerType === "AC_3_PHASE" ? 3 : powerType === "AC_1_PHASE" ? 1 : 2;
  const phases = Math.min(given, wired) as 1 | 2 | 3;
  return { isDirect: false, phases, maxW: Math.round((maxW * phases) / given) };
}

async function readEvses(
  ctx: Ctx,
  site: Pick<SiteDescription, "partnerId" | "countryCode" | "partyId" | "nodes">,
): Promise<ReadonlyMap<string, Evse>> {
  const places = [...new Set(site.nodes.flatMap(({ locationOcpiId }) => locationOcpiId ?? []))];
  if (places.length === 0) return new Map();
  const rows = await ctx.db
    .select({ place: locations.ocpiIdUpper, uid: evses.uidUpper, core: evses.core })
    .from(evses)
    .innerJoin(
      locations,
      and(eq(locations.tenantId, evses.tenantId), eq(locations.id, evses.locationId)),
    )
    .where(
      and(
        eq(locations.tenantId, ctx.tenantId),
        eq(locations.partnerId, site.partnerId),
        eq(locations.countryCode, site.countryCode),
        eq(locations.partyId, site.partyId),
        inArray(locations.ocpiIdUpper, places),
        isNull(evses.missingSince),
      ),
    );
  return new Map(rows.map(({ place, uid, core }) => [`${place}\n${uid}`, decodeEvse(core)]));
}
