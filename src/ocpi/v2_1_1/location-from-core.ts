import type { Connector, EnergyMix, Evse, Location } from "@/core/roaming/location";
import type { JsonObject } from "@/ocpi/json-value";
import { energyMixFromCore as laterEnergyMixFromCore } from "@/ocpi/v2_2_1/details-from-core";
import {
  connectorFromCore as laterConnectorFromCore,
  evseFromCore as laterEvseFromCore,
  locationFromCore as laterLocationFromCore,
} from "@/ocpi/v2_2_1/location-from-core";
import { NOT_AVAILABLE } from "@/ocpi/wire/text";
import { compact } from "@/ocpi/wire/compact";
import { given, microNumber } from "@/ocpi/wire/wire-values";
import { strictForm } from "./strict-form";

const TYPES = new Set(["ON_STREET", "PARKING_GARAGE", "UNDERGROUND_GARAGE", "PARKING_LOT"]);

/** OCPI 2.1.1 Location, with its EVSEs. */
export function locationFromCore(location: Location): JsonObject {
  const evses = location.evses.map((evse) => ({
    ...evse,
    connectors: evse.connectors.map(withoutPower),
  }));
  const name = location.name === "" ? undefined : location.name;
  return strictForm(locationAsHeld({ ...location, name, publishAllowedTo: [], evses }), [
    "country_code",
    "party_id",
    "publish",
    "state",
  ]);
}

/** OCPI 2.1.1 EVSE, with its connectors. */
export function evseFromCore(evse: Evse): JsonObject {
  return strictForm(evseAsHeld({ ...evse, connectors: evse.connectors.map(withoutPower) }));
}

/** OCPI 2.1.1 Connector. Of several tariffs the first is told: there is room for one. */
export function connectorFromCore(connector: Connector): JsonObject {
  return strictForm(connectorAsHeld(withoutPower(connector)));
}

function withoutPower(connector: Connector): Connector {
  return { ...connector, maxElectricPower: undefined };
}

/** A Location under 2.1.1's names with what a partner gave beyond them, for a change to be laid over. */
export function locationAsHeld(location: Location): JsonObject {
  const { parkingType, energyMix, openingTimes } = location;
  const { parking_type: _parkingType, ...same } = laterLocationFromCore({ ...location, evses: [] });
  return compact({
    ...same,
    type: typeOf(parkingType),
    postal_code: location.postalCode ?? NOT_AVAILABLE,
    // Either one or the other: who is open always has no hours.
    opening_times: openingTimes?.twentyfourseven
      ? { twentyfourseven: true }
      : same["opening_times"],
    energy_mix: given(energyMix, energyMixFromCore),
    evses: location.evses.map(evseAsHeld),
  });
}

/** An EVSE, as `locationAsHeld`. */
export function evseAsHeld(evse: Evse): JsonObject {
  return compact({
    ...laterEvseFromCore({ ...evse, connectors: [] }),
    connectors: evse.connectors.map(connectorAsHeld),
  });
}

/** A Connector, as `locationAsHeld`. */
export function connectorAsHeld(connector: Connector): JsonObject {
  const {
    max_voltage: voltage,
    max_amperage: amperage,
    tariff_ids: _tariffIds,
    ...same
  } = laterConnectorFromCore(connector);
  return compact({ ...same, voltage, amperage, tariff_id: connector.tariffIds[0] });
}

/** OCPI 2.1.1 EnergyMix. */
export function energyMixFromCore(mix: EnergyMix): JsonObject {
  const environ_impact = mix.environImpact.map(({ category, amount }) => ({
    source: category,
    amount: microNumber(amount),
  }));
  return compact({ ...laterEnergyMixFromCore(mix), environ_impact });
}

function typeOf(parkingType: string | undefined): string {
  if (parkingType === undefined) return "UNKNOWN";
  return TYPES.has(parkingType) ? parkingType : "OTHER";
}
