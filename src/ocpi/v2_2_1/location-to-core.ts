import type { Connector, Evse, Location } from "@/core/roaming/location";
import {
  businessDetailsToCore,
  displayTextsToCore,
  displayTextToCore,
  energyMixToCore,
  geoLocationToCore,
  hoursToCore,
  imageToCore,
} from "./details-to-core";
import type { ConnectorWire } from "./schemas/connector";
import type { EvseWire } from "./schemas/evse";
import type { LocationWire } from "./schemas/location";
import { given, instantOf, integerOf, listOf } from "@/ocpi/wire/wire-values";

/** OCPI 2.2.1 Location, with its EVSEs. What 2.3.0 added is empty. */
export function locationToCore(wire: LocationWire): Location {
  return {
    countryCode: wire.country_code,
    partyId: wire.party_id,
    id: wire.id,
    publish: wire.publish,
    publishAllowedTo: listOf(wire.publish_allowed_to, (one) => ({
      uid: one.uid ?? undefined,
      type: one.type ?? undefined,
      visualNumber: one.visual_number ?? undefined,
      issuer: one.issuer ?? undefined,
      groupId: one.group_id ?? undefined,
    })),
    name: wire.name ?? undefined,
    address: wire.address,
    city: wire.city,
    postalCode: wire.postal_code ?? undefined,
    state: wire.state ?? undefined,
    country: wire.country,
    coordinates: geoLocationToCore(wire.coordinates),
    relatedLocations: listOf(wire.related_locations, (one) => ({
      latitude: one.latitude,
      longitude: one.longitude,
      name: given(one.name, displayTextToCore),
    })),
    parkingType: wire.parking_type ?? undefined,
    evses: listOf(wire.evses, evseToCore),
    parkingPlaces: [],
    directions: displayTextsToCore(wire.directions),
    operator: given(wire.operator, businessDetailsToCore),
    suboperator: given(wire.suboperator, businessDetailsToCore),
    owner: given(wire.owner, businessDetailsToCore),
    facilities: listOf(wire.facilities, (one) => one),
    timeZone: wire.time_zone ?? undefined,
    openingTimes: given(wire.opening_times, hoursToCore),
    chargingWhenClosed: wire.charging_when_closed ?? undefined,
    images: listOf(wire.images, imageToCore),
    energyMix: given(wire.energy_mix, energyMixToCore),
    lastUpdated: instantOf(wire.last_updated),
  };
}

/** OCPI 2.2.1 EVSE, with its connectors. */
export function evseToCore(wire: EvseWire): Evse {
  return {
    uid: wire.uid,
    evseId: wire.evse_id ?? undefined,
    status: wire.status,
    statusSchedule: listOf(wire.status_schedule, (one) => ({
      periodBegin: instantOf(one.period_begin),
      periodEnd: given(one.period_end, instantOf),
      status: one.status,
    })),
    capabilities: listOf(wire.capabilities, (one) => one),
    connectors: wire.connectors.map(connectorToCore),
    floorLevel: wire.floor_level ?? undefined,
    coordinates: given(wire.coordinates, geoLocationToCore),
    physicalReference: wire.physical_reference ?? undefined,
    directions: displayTextsToCore(wire.directions),
    parkingRestrictions: listOf(wire.parking_restrictions, (one) => one),
    parking: [],
    images: listOf(wire.images, imageToCore),
    acceptedServiceProviders: [],
    lastUpdated: instantOf(wire.last_updated),
  };
}

/** OCPI 2.2.1 Connector. */
export function connectorToCore(wire: ConnectorWire): Connector {
  return {
    id: wire.id,
    standard: wire.standard,
    format: wire.format,
    powerType: wire.power_type,
    maxVoltage: integerOf(wire.max_voltage),
    maxAmperage: integerOf(wire.max_amperage),
    maxElectricPower: given(wire.max_electric_power, integerOf),
    tariffIds: listOf(wire.tariff_ids, (one) => one),
    termsAndConditions: wire.terms_and_conditions ?? undefined,
    capabilities: [],
    lastUpdated: instantOf(wire.last_updated),
  };
}
