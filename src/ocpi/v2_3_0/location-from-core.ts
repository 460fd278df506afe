import type { Connector, Evse, Location } from "@/core/roaming/location";
import type { Parking } from "@/core/roaming/parking";
import type { JsonObject } from "@/ocpi/json-value";
import { imageFromCore } from "@/ocpi/v2_2_1/details-from-core";
import {
  connectorFromCore as earlierConnector,
  evseFromCore as earlierEvse,
  locationFromCore as earlierLocation,
} from "@/ocpi/v2_2_1/location-from-core";
import { compact } from "@/ocpi/wire/compact";
import { given, microNumber } from "@/ocpi/wire/wire-values";

/** OCPI 2.3.0 Location, with its EVSEs and parking places. */
export function locationFromCore(location: Location): JsonObject {
  return compact({
    ...earlierLocation({ ...location, evses: [] }),
    evses: location.evses.map(evseFromCore),
    parking_places: location.parkingPlaces.map(parkingFromCore),
    help_phone: location.helpPhone,
  });
}

/** OCPI 2.3.0 EVSE, with its connectors. */
export function evseFromCore(evse: Evse): JsonObject {
  return compact({
    ...earlierEvse({ ...evse, connectors: [] }),
    connectors: evse.connectors.map(connectorFromCore),
    parking: evse.parking.map((one) =>
      compact({ parking_id: one.parkingId, evse_position: one.evsePosition }),
    ),
    accepted_service_providers: [...evse.acceptedServiceProviders],
  });
}

/** OCPI 2.3.0 Connector. */
export function connectorFromCore(connector: Connector): JsonObject {
  return compact({
    ...earlierConnector(connector),
    capabilities: [...connector.capabilities],
  });
}

function parkingFromCore(parking: Parking): JsonObject {
  return compact({
    id: parking.id,
    physical_reference: parking.physicalReference,
    vehicle_types: [...parking.vehicleTypes],
    max_vehicle_weight: given(parking.maxVehicleWeight, microNumber),
    max_vehicle_height: given(parking.maxVehicleHeight, microNumber),
    max_vehicle_length: given(parking.maxVehicleLength, microNumber),
    max_vehicle_width: given(parking.maxVehicleWidth, microNumber),
    parking_space_length: given(parking.parkingSpaceLength, microNumber),
    parking_space_width: given(parking.parkingSpaceWidth, microNumber),
    dangerous_goods_allowed: parking.dangerousGoodsAllowed,
    direction: parking.direction,
    drive_through: parking.driveThrough,
    restricted_to_type: parking.restrictedToType,
    reservation_required: parking.reservationRequired,
    time_limit: given(parking.timeLimit, microNumber),
    roofed: parking.roofed,
    images: parking.images.map(imageFromCore),
    lighting: parking.lighting,
    refrigeration_outlet: parking.refrigerationOutlet,
    standards: [...parking.standards],
    apds_reference: parking.apdsReference,
  });
}
