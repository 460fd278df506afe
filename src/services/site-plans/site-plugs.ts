import { and, eq, inArray } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { asId } from "@/core/ids";
import type { Connector } from "@/core/roaming/location";
import type { SiteDescription, SiteNode } from "@/core/smart-charging/site/site-description";
import { plugOfConnector, USUAL_A } from "@/core/smart-charging/site-state/plug-of-connector";
import type { StatePlug } from "@/core/smart-charging/site-state/site-state";
import { evses, locations } from "@/db/schema/locations";
import type { Ctx } from "@/services/context";
import { decodeEvse } from "@/services/locations/stored-evse";

/** A charging point of a site, with what its EVSE says of itself. */
export interface SitePlug {
  readonly node: SiteNode;
  /** What its EVSE can do, in upper case; null where it is not known or says nothing. */
  readonly capabilities: readonly string[] | null;
  /** Since when its EVSE says AVAILABLE (its `last_updated`); null: it says something else, or nothing. */
  readonly freeSince: Temporal.Instant | null;
  /** The plug of a connector by its id; the strongest of the EVSE where that is not known. */
  readonly plugOf: (connectorId: string | null) => StatePlug;
}

/** A site's charging points, by `LOCATION EVSE` in upper case. */
export async function plugsOf(
  ctx: Ctx,
  site: SiteDescription,
): Promise<ReadonlyMap<string, SitePlug>> {
  const points = site.nodes.filter(({ kind }) => kind === "evse");
  const places = [...new Set(points.map(({ locationOcpiId }) => upper(locationOcpiId)))];
  const rows =
    places.length === 0
      ? []
      : await ctx.db
          .select({ place: locations.ocpiIdUpper, uid: evses.uidUpper, evse: evses })
          .from(locations)
          .innerJoin(
            evses,
            and(eq(evses.tenantId, locations.tenantId), eq(evses.locationId, locations.id)),
          )
          .where(
            and(
              eq(locations.tenantId, ctx.tenantId),
              eq(locations.partnerId, asId<"partner">(site.partnerId) satisfies Id<"partner">),
              eq(locations.countryCode, site.countryCode),
              eq(locations.partyId, site.partyId),
              inArray(locations.ocpiIdUpper, places),
            ),
          );
  const found = new Map(rows.map(({ place, uid, evse }) => [`${place} ${uid}`, evse]));
  return new Map(
    points.map((node) => {
      const key = plugKey(node.locationOcpiId, node.evseUid);
      const row = found.get(key);
      const evse = row ? decodeEvse(row.core) : null;
      const connectors = evse?.connectors ?? [];
      const capabilities = evse?.capabilities.map((one) => one.toUpperCase()) ?? [];
      return [
        key,
        {
          node,
          capabilities: capabilities.length === 0 ? null : capabilities,
          freeSince: row ? freeSinceOf(row) : null,
          plugOf: (connectorId: string | null) => pickPlug(connectors, connectorId, { node, site }),
        },
      ] as const;
    }),
  );
}

function freeSinceOf({ status, missingSince, lastUpdated }: typeof evses.$inferSelect) {
  return status.toUpperCase() === "AVAILABLE" && missingSince === null ? lastUpdated : null;
}

const upper = (text: string | null) => (text ?? "").toUpperCase();

/** The key of a charging point. */
export function plugKey(locationOcpiId: string | null, evseUid: string | null): string {
  return `${upper(locationOcpiId)} ${upper(evseUid)}`;
}

type At = { readonly node: SiteNode; readonly site: Pick<SiteDescription, "voltage"> };

function pickPlug(connectors: readonly Connector[], id: string | null, at: At): StatePlug {
  const named = connectors.filter((one) => one.id.toUpperCase() === upper(id));
  const plugs = (named.length > 0 ? named : connectors).map((one) =>
    plugOfConnector(one, at.node, at.site.voltage),
  );
  const [first, ...rest] = plugs;
  if (first) return rest.reduce((most, plug) => (plug.maxW > most.maxW ? plug : most), first);
  const { phases, firstPhase } = at.node;
  return { isDirect: false, phases, firstPhase, maxW: USUAL_A * at.site.voltage * phases };
}
