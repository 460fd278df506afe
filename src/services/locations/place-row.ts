import { and, eq, inArray, isNull, notInArray } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { isOpenAt } from "@/core/roaming/opening-hours";
import { decodeLocation } from "@/core/roaming/json";
import type { Evse, Location } from "@/core/roaming/location";
import { evses } from "@/db/schema/locations";
import type { Ctx } from "@/services/context";
import { connectorPowerW } from "./connector-power";
import type { QuoteAsk } from "./list-quotes";
import { decodeEvse } from "./stored-evse";

/** What nobody can charge at, today or ever. */
const UNLISTED = ["REMOVED", "PLANNED"];

/** A kind of plug at a place. */
export interface PlugKind {
  /** OCPI ConnectorType. */
  readonly standard: string;
  /** The strongest of them, W. */
  readonly powerW: number | null;
  readonly count: number;
}

/** What a place is now. */
export interface PlaceState {
  /** Null where the CPO does not say. */
  readonly isOpen: boolean | null;
  readonly available: number;
  readonly evses: number;
  /** When the CPO last said something of any of its EVSEs. */
  readonly statusAt: Temporal.Instant | null;
  readonly plugs: readonly PlugKind[];
}

/** The EVSEs of locations that cars can charge at, by location. */
export async function readListedEvses(
  ctx: Ctx,
  locationIds: readonly Id<"location">[],
): Promise<Map<Id<"location">, readonly Evse[]>> {
  if (locationIds.length === 0) return new Map();
  const rows = await ctx.db
    .select({ locationId: evses.locationId, core: evses.core })
    .from(evses)
    .where(
      and(
        eq(evses.tenantId, ctx.tenantId),
        inArray(evses.locationId, [...locationIds]),
        isNull(evses.missingSince),
        notInArray(evses.status, UNLISTED),
      ),
    )
    .orderBy(evses.uidUpper);
  const byLocation = Map.groupBy(rows, (row) => row.locationId);
  return new Map(
    [...byLocation].map(([id, of]) => [id, of.map((row) => decodeEvse(row.core))] as const),
  );
}

/** What a place and its EVSEs come to at an instant. */
export function placeState(
  location: Location,
  listed: readonly Evse[],
  at: Temporal.Instant,
): PlaceState {
  return {
    isOpen: isOpenAt(location.openingTimes, location.timeZone ?? null, at),
    available: listed.filter(({ status }) => status === "AVAILABLE").length,
    evses: listed.length,
    statusAt: latestOf(listed),
    plugs: plugsOf(listed),
  };
}

function latestOf(listed: readonly Evse[]): Temporal.Instant | null {
  return listed.reduce<Temporal.Instant | null>(
    (latest, { lastUpdated }) =>
      latest && Temporal.Instant.compare(latest, lastUpdated) >= 0 ? latest : lastUpdated,
    null,
  );
}

function plugsOf(listed: readonly Evse[]): readonly PlugKind[] {
  const kinds = Map.groupBy(
    listed.flatMap(({ connectors }) => connectors),
    ({ standard }) => standard,
  );
  const plugs = [...kinds].map(([standard, connectors]) => ({
    standard,
    powerW: connectors
      .map(connectorPowerW)
      .reduce((most, one) => (one !== null && one > (most ?? 0) ? one : most), null),
    count: connectors.length,
  }));
  return plugs.toSorted((a, b) => (b.powerW ?? 0) - (a.powerW ?? 0));
}

/** A stored location, without its EVSEs, and what prices at it need to know. */
export function decodePlace(row: {
  readonly partnerId: Id<"partner">;
  readonly country: string;
  readonly core: unknown;
}): { readonly location: Location; readonly at: Omit<QuoteAsk, "connector"> } {
  const location = decodeLocation(row.core);
  const { countryCode, partyId, timeZone = null } = location;
  const { partnerId, country } = row;
  return { location, at: { partnerId, countryCode, partyId, country, timeZone } };
}
