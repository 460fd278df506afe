import { and, eq } from "drizzle-orm";
import { asId, isId, type Id } from "@/core/ids";
import { isPoint } from "@/core/roaming/coordinates";
import type { Evse, EnergyMix, Hours } from "@/core/roaming/location";
import type { DisplayText } from "@/core/roaming/party";
import { locations } from "@/db/schema/locations";
import { partners } from "@/db/schema/partners";
import { takesCommands } from "@/services/commands/require-commands";
import type { Ctx } from "@/services/context";
import { requireDriverUse } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import { connectorPowerW } from "./connector-power";
import { listAlternatives } from "./list-alternatives";
import { type ConnectorOffer, listQuotes } from "./list-quotes";
import type { Place } from "./listed-place";
import { type PlacePicture, placePictures } from "./place-pictures";
import { placePrice, type PlacePrice } from "./place-price";
import { decodePlace, placeState, type PlaceState, readListedEvses } from "./place-row";
import { type ChargeNeed, type ChargeWish, readNeed } from "./read-need";

/** A connector as a driver picks it. */
export interface PlaceConnector {
  readonly id: string;
  /** OCPI ConnectorType. */
  readonly standard: string;
  readonly isCable: boolean;
  readonly isDc: boolean;
  readonly powerW: number | null;
  /** Where the operator's terms are; null where it names none. */
  readonly termsUrl: string | null;
  readonly offer: ConnectorOffer;
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
  /** OCPI ParkingRestrictions: for whom the bay is. */
  readonly restrictions: readonly string[];
  /** Where to find it in a building. */
  readonly floor: string | null;
  /** A card or app must be held to it, or it can be started from afar. */
  readonly takesCards: boolean;
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
  /** Null where the operator does not say. */
  readonly hours: Hours | null;
  /** Whether one can go on charging while the place is closed; null where the operator does not say. */
  readonly chargesWhenClosed: boolean | null;
  /** OCPI Facility. */
  readonly facilities: readonly string[];
  /** OCPI ParkingType. */
  readonly parkingType: string | null;
  readonly energyMix: EnergyMix | null;
  /** The operator's pictures of it. They lie on its server. */
  readonly pictures: readonly PlacePicture[];
  /** The operator takes commands at all. */
  readonly takesCommands: boolean;
  readonly evses: readonly PlaceEvse[];
  /** What the prices are for. */
  readonly need: ChargeNeed;
  /** The cheapest connector that will do; null where no price is known. */
  readonly price: PlacePrice | null;
  /** Where the same charge could be had nearby. */
  readonly alternatives: readonly Place[];
}

/**
 * One place to charge at, by our id, with its prices for a charge that begins now.
 * @throws ServiceError NOT_FOUND for what is not there or not published, FORBIDDEN without a driver's account.
 */
export async function getPlace(ctx: Ctx, id: string, wish?: ChargeWish): Promise<PlacePage> {
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
  const need = await readNeed(ctx, wish);
  const offers = await listQuotes(ctx, asks, need);
  const evses = pricedEvses(own, offers, row.takesCommands);
  const { name, address, city, timeZone = null, coordinates, directions, helpPhone } = location;
  const least = placePrice(offers);
  const price = typeof least === "string" ? null : least;
  const near = pointOf(coordinates);
  const alternatives =
    near && price
      ? await listAlternatives(ctx, { id: row.id, near, currency: price.total.currency, wish })
      : [];
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
    hours: location.openingTimes ?? null,
    chargesWhenClosed: location.chargingWhenClosed ?? null,
    facilities: location.facilities,
    parkingType: location.parkingType ?? null,
    energyMix: location.energyMix ?? null,
    pictures: placePictures([location, ...own].flatMap(({ images }) => images)),
    takesCommands: row.takesCommands,
    evses,
    need,
    price,
    alternatives,
  };
}

/** EVSEs as a driver sees them. `offers` are those of their connectors, one after the other. */
function pricedEvses(
  own: readonly Evse[],
  offers: readonly ConnectorOffer[],
  isSteered: boolean,
): PlaceEvse[] {
  let next = 0;
  return own.map((evse): PlaceEvse => {
    const ofEvse = offers.slice(next, (next += evse.connectors.length));
    return {
      uid: evse.uid,
      label: evse.physicalReference ?? evse.evseId ?? evse.uid,
      status: evse.status,
      statusAt: evse.lastUpdated,
      canStart: isSteered && isInUse(evse) && can(evse, "REMOTE_START_STOP_CAPABLE"),
      canReserve: isSteered && evse.status === "AVAILABLE" && can(evse, "RESERVABLE"),
      restrictions: evse.parkingRestrictions,
      floor: evse.floorLevel ?? null,
      takesCards: can(evse, "RFID_READER"),
      connectors: evse.connectors.flatMap((connector, index) => {
        const offer = ofEvse[index];
        if (!offer) return [];
        const { id, standard, format, powerType, termsAndConditions = null } = connector;
        const powerW = connectorPowerW(connector);
        const isDc = powerType === "DC";
        const isCable = format === "CABLE";
        return [{ id, standard, isCable, isDc, powerW, termsUrl: termsAndConditions, offer }];
      }),
    };
  });
}

function pointOf({ latitude, longitude }: { latitude: string; longitude: string }) {
  if (!isPoint({ latitude, longitude })) return null;
  return { latitude: Number(latitude), longitude: Number(longitude) };
}

function isInUse({ status }: Evse): boolean {
  return status !== "INOPERATIVE" && status !== "OUTOFORDER";
}

function can({ capabilities }: Evse, capability: string): boolean {
  return capabilities.some((one) => one.toUpperCase() === capability);
}
