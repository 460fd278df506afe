import type { Connector, Evse, Location } from "@/core/roaming/location";
import type { PartyId } from "@/core/roaming/party";
import {
  connectorToCore as laterConnectorToCore,
  evseToCore as laterEvseToCore,
  locationToCore as laterLocationToCore,
} from "@/ocpi/v2_2_1/location-to-core";
import type { EnergyMixWire as LaterEnergyMixWire } from "@/ocpi/v2_2_1/schemas/energy-mix";
import { given } from "@/ocpi/wire/wire-values";
import type { ConnectorWire } from "./schemas/connector";
import type { EnergyMixWire } from "./schemas/energy-mix";
import type { EvseWire } from "./schemas/evse";
import type { LocationWire } from "./schemas/location";

/** OCPI 2.1.1 Location, with its EVSEs. What is not said to be unpublished is published: 2.1.1 has no other. */
export function locationToCore(wire: LocationWire, owner: PartyId): Location {
  const { evses, type, ...same } = wire;
  const location = laterLocationToCore({
    ...same,
    country_code: owner.countryCode,
    party_id: owner.partyId,
    publish: wire.publish ?? true,
    parking_type: type === "UNKNOWN" ? undefined : type,
    time_zone: wire.time_zone ?? undefined,
    opening_times: given(wire.opening_times, (hours) => ({
      ...hours,
      twentyfourseven: hours.twentyfourseven ?? false,
    })),
    energy_mix: given(wire.energy_mix, laterEnergyMix),
  });
  return { ...location, evses: (evses ?? []).map(evseToCore) };
}

/** OCPI 2.1.1 EVSE, with its connectors. */
export function evseToCore(wire: EvseWire): Evse {
  const evse = laterEvseToCore({ ...wire, connectors: [] });
  return { ...evse, connectors: wire.connectors.map(connectorToCore) };
}

/** OCPI 2.1.1 Connector. */
export function connectorToCore(wire: ConnectorWire): Connector {
  return laterConnectorToCore({
    ...wire,
    max_voltage: wire.voltage,
    max_amperage: wire.amperage,
    tariff_ids: wire.tariff_id ? [wire.tariff_id] : wire.tariff_ids,
  });
}

/** OCPI 2.1.1 EnergyMix with the names of later versions. */
export function laterEnergyMix(wire: EnergyMixWire): LaterEnergyMixWire {
  return {
    ...wire,
    environ_impact: wire.environ_impact?.map(({ source, amount }) => ({
      category: source,
      amount,
    })),
  };
}
