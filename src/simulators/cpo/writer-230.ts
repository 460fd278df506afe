import { type ObjectWriter, type World, writer221 } from "./object-writer";
import type { Cdr, Connector, Evse, Location, Price, Session, Tariff } from "./ocpi-objects";

/** VAT is the one tax there is; its amount is what the two sums of 2.2.1 differ by. */
function writePrice({ vat }: World, price: Price): object {
  const amount = (Math.round(price.incl_vat * 100) - Math.round(price.excl_vat * 100)) / 100;
  return { before_taxes: price.excl_vat, taxes: [{ name: "VAT", percentage: vat, amount }] };
}

const COSTS = [
  "total_cost",
  "total_fixed_cost",
  "total_energy_cost",
  "total_time_cost",
  "total_parking_cost",
] as const;

function writeCosts(world: World, costs: Partial<Pick<Cdr, (typeof COSTS)[number]>>): object {
  return Object.fromEntries(
    COSTS.flatMap((name) => {
      const price = costs[name];
      return price === undefined ? [] : [[name, writePrice(world, price)]];
    }),
  );
}

function writeConnector(connector: Connector): object {
  const canPlugAndCharge = connector.standard === "IEC_62196_T2_COMBO";
  return canPlugAndCharge
    ? { ...connector, capabilities: ["ISO_15118_2_PLUG_AND_CHARGE"] }
    : connector;
}

function parkingId(evse: Evse): string {
  return `${evse.uid}-P`;
}

function writeEvse(evse: Evse): object {
  return {
    ...evse,
    connectors: evse.connectors.map(writeConnector),
    parking: [{ parking_id: parkingId(evse), evse_position: "CENTER" }],
  };
}

/** Each EVSE has one place for a car before it. */
function writeLocation(location: Location): object {
  return {
    ...location,
    evses: location.evses.map(writeEvse),
    parking_places: location.evses.map((evse) => ({
      id: parkingId(evse),
      physical_reference: evse.physical_reference,
      vehicle_types: ["PERSONAL_VEHICLE", "VAN"],
      restricted_to_type: false,
      reservation_required: false,
      drive_through: false,
    })),
  };
}

function writeTariff(tariff: Tariff): object {
  return { ...tariff, tax_included: "NO" };
}

/** 2.3.0: amounts before taxes with the taxes listed, tariffs that say so, parking places and connectors' abilities. */
export function writer230(world: World): ObjectWriter {
  const session = (fields: Partial<Session>): object => ({
    ...fields,
    ...writeCosts(world, fields),
  });
  return {
    ...writer221,
    location: writeLocation,
    evse: writeEvse,
    connector: writeConnector,
    tariff: writeTariff,
    session,
    sessionChange: session,
    cdr: (cdr) => ({
      ...cdr,
      ...writeCosts(world, cdr),
      tariffs: cdr.tariffs.map(writeTariff),
    }),
  };
}
