import type { CdrLocation, Connector, Evse, Location, Tariff } from "./ocpi-objects";
import { networkTariffs } from "./network-tariffs";
import type { Profile } from "./profiles";

/** One connector with everything above it. */
export interface Place {
  location: Location;
  evse: Evse;
  connector: Connector;
}

export interface PlaceIds {
  locationId: string;
  evseUid?: string | undefined;
  connectorId?: string | undefined;
}

function same(left: string, right: string): boolean {
  return left.toUpperCase() === right.toUpperCase();
}

/** The named connector, or the first one of the EVSE or Location when the name stops there; null when there is none. */
export function findPlace(locations: readonly Location[], ids: PlaceIds): Place | null {
  const location = locations.find(({ id }) => same(id, ids.locationId));
  const evse = location?.evses.find(({ uid, status }) =>
    ids.evseUid === undefined ? status === "AVAILABLE" : same(uid, ids.evseUid),
  );
  const connector = evse?.connectors.find(
    ({ id }) => ids.connectorId === undefined || same(id, ids.connectorId),
  );
  if (location === undefined || evse === undefined || connector === undefined) return null;
  return { location, evse, connector };
}

export function tariffOf(profile: Profile, connector: Connector): Tariff {
  const { fast, street, normal } = profile;
  return (
    [fast, street, ...networkTariffs(profile)].find(({ id }) =>
      connector.tariff_ids.includes(id),
    ) ?? normal
  );
}

/** The part of the Location that a CDR seals at the start of the session (mod_cdrs, CdrLocation). */
export function toCdrLocation({ location, evse, connector }: Place): CdrLocation {
  return {
    id: location.id,
    name: location.name,
    address: location.address,
    city: location.city,
    postal_code: location.postal_code,
    country: location.country,
    coordinates: { ...location.coordinates },
    evse_uid: evse.uid,
    evse_id: evse.evse_id,
    connector_id: connector.id,
    connector_standard: connector.standard,
    connector_format: connector.format,
    connector_power_type: connector.power_type,
  };
}
