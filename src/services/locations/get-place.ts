import { and, eq } from "drizzle-orm";
import { asId, isId, type Id } from "@/core/ids";
import { EXAMPLE } from "@/core/rating/quote";
import type { PlannedCharge } from "@/core/rating/quote-plan";
import type { Evse } from "@/core/roaming/location";
import type { DisplayText } from "@/core/roaming/party";
import { locations } from "@/db/schema/locations";
import { partners } from "@/db/schema/partners";
import { takesCommands } from "@/services/commands/require-commands";
import type { Ctx } from "@/services/context";
import { requireDriverUse } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import { connectorPowerW } from "./connector-power";
import { type ConnectorQuote, listQuotes } from "./list-quotes";
import { decodePlace, placeState, type PlaceState, readListedEvses } from "./place-row";

/** A connector as a driver picks it. */
export interface PlaceConnector {
  readonly id: string;
  /** OCPI ConnectorType. */
  readonly standard: string;
  readonly isCable: boolean;
  readonly powerW: number | null;
  readonly quote: ConnectorQuote;
}

/** A charging point: one car at a time. */
export interface PlaceEvse {
  readonly uid: string;
  /** What stands on it, as far as the CPO says: the number on the post, else the EVSE's id. */
  readonly label: string;
  readonly status: string;
  readonly statusAt: Temporal.Instant;
  /** Whether a charge can be started here from the app. */
  readonly canStart: boolean;
  /** Whether it is free and can be held from the app. */
  readonly canReserve: boolean;
  readonly connectors: readonly PlaceConnector[];
}

/** A place with all that a driver needs to charge there. */
export interface PlacePage extends Omit<PlaceState, "evses"> {
  readonly id: Id<"location">;
  readonly name: string;
  readonly address: string;
  readonly city: string;
  readonly operator: string;
  readonly timeZone: string | null;
  readonly latitude: string;
  readonly longitude: string;
  readonly directions: readonly DisplayText[];
  readonly helpPhone: string | null;
  /** The operator takes commands at all. */
  readonly takesCommands: boolean;
  readonly evses: readonly PlaceEvse[];
}

/**
 * One place to charge at, by our id, with its prices for a charge that begins now.
 * @throws ServiceError NOT_FOUND for what is not there or not published, FORBIDDEN without a driver's account.
 */
export async function getPlace(
  ctx: Ctx,
  id: string,
  charge: PlannedCharge = EXAMPLE,
): Promise<PlacePage> {
  requireDriverUse(ctx);
  const [row] = isId(id)
    ? await ctx.db
        .select({
          id: locations.id,
          partnerId: locations.partnerId,
          country: locations.country,
          core: locations.core,
          operator: partners.name,
          takesCommands,
        })
        .from(locations)
        .innerJoin(
          partners,
          and(eq(partners.tenantId, locations.tenantId), eq(partners.id, locations.partnerId)),
        )
        .where(
          and(
            eq(locations.tenantId, ctx.tenantId),
            eq(locations.id, asId<"location">(id)),
            eq(locations.publish, true),
            eq(partners.state, "registered"),
          ),
        )
    : [];
  if (!row) throw new ServiceError("NOT_FOUND", "There is no such place.");
  const { location, at } = decodePlace(row);
  const own = (await readListedEvses(ctx, [row.id])).get(row.id) ?? [];
  const asks = own.flatMap(({ connectors }) =>
    connectors.map((connector) => ({ ...at, connector })),
  );
  const quotes = await listQuotes(ctx, asks, charge);
  const evses = pricedEvses(own, quotes, row.takesCommands);
  const { name, address, city, timeZone = null, coordinates, directions, helpPhone } = location;
  return {
    ...placeState(location, own, ctx.clock.now()),
    id: row.id,
    name: name ?? address,
    address,
    city,
    operator: row.operator,
    timeZone,
    ...coordinates,
    directions,
    helpPhone: helpPhone ?? null,
    takesCommands: row.takesCommands,
    evses,
  };
}

/** EVSEs as a driver sees them. `quotes` are those of their connectors, one after the other. */
function pricedEvses(
  own: readonly Evse[],
  quotes: readonly ConnectorQuote[],
  isSteered: boolean,
): PlaceEvse[] {
  let next = 0;
  return own.map((evse): PlaceEvse => {
    const ofEvse = quotes.slice(next, (next += evse.connectors.length));
    return {
      uid: evse.uid,
      label: evse.physicalReference ?? evse.evseId ?? evse.uid,
      status: evse.status,
      statusAt: evse.lastUpdated,
      canStart: isSteered && isInUse(evse) && can(evse, "REMOTE_START_STOP_CAPABLE"),
      canReserve: isSteered && evse.status === "AVAILABLE" && can(evse, "RESERVABLE"),
      connectors: evse.connectors.map((connector, index) => ({
        id: connector.id,
        standard: connector.standard,
        isCable: connector.format === "CABLE",
        powerW: connectorPowerW(connector),
        quote: ofEvse[index] ?? { ok: false, reason: "no-tariff" },
      })),
    };
  });
}

function isInUse({ status }: Evse): boolean {
  return status !== "INOPERATIVE" && status !== "OUTOFORDER";
}

function can({ capabilities }: Evse, capability: string): boolean {
  return capabilities.some((one) => one.toUpperCase() === capability);
}
