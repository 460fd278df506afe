import type { Connector, Evse, Location } from "@/core/roaming/location";
import type { Parking } from "@/core/roaming/parking";
import { imageToCore } from "@/ocpi/v2_2_1/details-to-core";
import {
  connectorToCore as earlierConnector,
  evseToCore as earlierEvse,
  locationToCore as earlierLocation,
} from "@/ocpi/v2_2_1/location-to-core";
import { given, listOf, microOf } from "@/ocpi/wire/wire-values";
import type { ConnectorWire, EvseWire, LocationWire } from "./schemas/location";
import type { ParkingWire } from "./schemas/parking";

/** OCPI 2.3.0 Location, with its EVSEs and parking places. */
export function locationToCore(wire: LocationWire): Location {
  return {
    ...earlierLocation({ ...wire, evses: [] }),
    evses: listOf(wire.evses, evseToCore),
    parkingPlaces: listOf(wire.parking_places, parkingToCore),
    helpPhone: wire.help_phone ?? undefined,
  };
}

/** OCPI 2.3.0 EVSE, with its connectors. */
export function evseToCore(wire: EvseWire): Evse {
  return {
    ...earlierEvse({ ...wire, connectors: [] }),
    connectors: wire.connectors.map(connectorToCore),
    parking: listOf(wire.parking, (one) => ({
      parkingId: one.parking_id,
      evsePosition: one.evse_position ?? undefined,
    })),
    acceptedServiceProviders: listOf(wire.accepted_service_providers, (name) => name),
  };
}

/** OCPI 2.3.0 Connector. */
export function connectorToCore(wire: ConnectorWire): Connector {
  return { ...earlierConnector(wire), capabilities: listOf(wire.capabilities, (one) => one) };
}

function parkingToCore(wire: ParkingWire): Parking {
  return {
    id: wire.id,
    physicalReference: wire.physical_reference ?? undefined,
    vehicleTypes: wire.vehicle_types,
    maxVehicleWeight: given(wire.max_vehicle_weight, microOf),
    maxVehicleHeight: given(wire.max_vehicle_height, microOf),
    maxVehicleLength: given(wire.max_vehicle_length, microOf),
    maxVehicleWidth: given(wire.max_vehicle_width, microOf),
    parkingSpaceLength: given(wire.parking_space_length, microOf),
    parkingSpaceWidth: given(wire.parking_space_width, microOf),
    dangerousGoodsAllowed: wire.dangerous_goods_allowed ?? undefined,
    direction: wire.direction ?? undefined,
    driveThrough: wire.drive_through ?? undefined,
    restrictedToType: wire.restricted_to_type,
    reservationRequired: wire.reservation_required,
    timeLimit: given(wire.time_limit, microOf),
    roofed: wire.roofed ?? undefined,
    images: listOf(wire.images, imageToCore),
    lighting: wire.lighting ?? undefined,
    refrigerationOutlet: wire.refrigeration_outlet ?? undefined,
    standards: listOf(wire.standards, (one) => one),
    apdsReference: wire.apds_reference ?? undefined,
  };
}
