import type { Connector, Evse, Location } from "@/core/roaming/location";
import type { JsonObject } from "@/ocpi/json-value";
import { compact } from "@/ocpi/wire/compact";
import {
  businessDetailsFromCore,
  displayTextFromCore,
  energyMixFromCore,
  hoursFromCore,
  imageFromCore,
} from "./details-from-core";
import { exactTimeText, given, wholeNumber } from "@/ocpi/wire/wire-values";

/** OCPI 2.2.1 Location, with its EVSEs. What 2.3.0 added has no place in it. */
export function locationFromCore(location: Location): JsonObject {
  return compact({
    country_code: location.countryCode,
    party_id: location.partyId,
    id: location.id,
    publish: location.publish,
    publish_allowed_to: location.publishAllowedTo.map((one) =>
      compact({
        uid: one.uid,
        type: one.type,
        visual_number: one.visualNumber,
        issuer: one.issuer,
        group_id: one.groupId,
      }),
    ),
    name: location.name,
    address: location.address,
    city: location.city,
    postal_code: location.postalCode,
    state: location.state,
    country: location.country,
    coordinates: { ...location.coordinates },
    related_locations: location.relatedLocations.map((one) =>
      compact({
        latitude: one.latitude,
        longitude: one.longitude,
        name: given(one.name, displayTextFromCore),
      }),
    ),
    parking_type: location.parkingType,
    evses: location.evses.map(evseFromCore),
    directions: location.directions.map(displayTextFromCore),
    operator: given(location.operator, businessDetailsFromCore),
    suboperator: given(location.suboperator, businessDetailsFromCore),
    owner: given(location.owner, businessDetailsFromCore),
    facilities: [...location.facilities],
    time_zone: location.timeZone,
    opening_times: given(location.openingTimes, hoursFromCore),
    charging_when_closed: location.chargingWhenClosed,
    images: location.images.map(imageFromCore),
    energy_mix: given(location.energyMix, energyMixFromCore),
    last_updated: exactTimeText(location.lastUpdated),
  });
}

/** OCPI 2.2.1 EVSE, with its connectors. */
export function evseFromCore(evse: Evse): JsonObject {
  return compact({
    uid: evse.uid,
    evse_id: evse.evseId,
    status: evse.status,
    status_schedule: evse.statusSchedule.map((one) =>
      compact({
        period_begin: exactTimeText(one.periodBegin),
        period_end: given(one.periodEnd, exactTimeText),
        status: one.status,
      }),
    ),
    capabilities: [...evse.capabilities],
    connectors: evse.connectors.map(connectorFromCore),
    floor_level: evse.floorLevel,
    coordinates: given(evse.coordinates, (point) => ({ ...point })),
    physical_reference: evse.physicalReference,
    directions: evse.directions.map(displayTextFromCore),
    parking_restrictions: [...evse.parkingRestrictions],
    images: evse.images.map(imageFromCore),
    last_updated: exactTimeText(evse.lastUpdated),
  });
}

/** OCPI 2.2.1 Connector. */
export function connectorFromCore(connector: Connector): JsonObject {
  return compact({
    id: connector.id,
    standard: connector.standard,
    format: connector.format,
    power_type: connector.powerType,
    max_voltage: wholeNumber(connector.maxVoltage),
    max_amperage: wholeNumber(connector.maxAmperage),
    max_electric_power: given(connector.maxElectricPower, wholeNumber),
    tariff_ids: [...connector.tariffIds],
    terms_and_conditions: connector.termsAndConditions,
    last_updated: exactTimeText(connector.lastUpdated),
  });
}
