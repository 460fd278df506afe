import { FIELD_TABLES } from "./field-tables";
import type { ObjectWriter, World } from "./object-writer";
import type {
  CdrToken,
  ChargingPeriod,
  Connector,
  Evse,
  Location,
  Session,
  Tariff,
} from "./ocpi-objects";
import { inWholeSeconds } from "./rewrite-values";

const { classes, enums } = FIELD_TABLES["2.1.1"];

/** No more of an object than 2.1.1 knows. */
function keepFields(className: string, value: object): object {
  const names = classes[className]?.fields.map(({ name }) => name) ?? [];
  return Object.fromEntries(Object.entries(value).filter(([key]) => names.includes(key)));
}

function known(enumName: string, values: readonly string[]): string[] {
  return values.filter((value) => enums[enumName]?.values.includes(value) === true);
}

/** APP_USER and AD_HOC_USER are later inventions. */
function typeOf({ type }: { type: string }): string {
  return type === "RFID" ? "RFID" : "OTHER";
}

/** Started by a command means authorized by the eMSP, for which 2.1.1 has one word. */
function methodOf(method: string): string {
  return method === "COMMAND" ? "AUTH_REQUEST" : method;
}

function authId(token: CdrToken): string {
  return token.contract_id;
}

function writeConnector(connector: Connector): object {
  const { id, standard, format, power_type, tariff_ids, last_updated } = connector;
  const [tariffId] = tariff_ids;
  return {
    id,
    standard,
    format,
    power_type,
    voltage: connector.max_voltage,
    amperage: connector.max_amperage,
    ...(tariffId === undefined ? {} : { tariff_id: tariffId }),
    last_updated,
  };
}

function writeEvse(evse: Evse): object {
  const { uid, evse_id, status, capabilities, connectors, physical_reference, last_updated } = evse;
  return {
    uid,
    evse_id,
    status,
    capabilities: known("Capability", capabilities),
    connectors: connectors.map(writeConnector),
    physical_reference,
    last_updated,
  };
}

function writeLocation(location: Location): object {
  return keepFields("Location", {
    ...location,
    type: known("LocationType", [location.parking_type])[0] ?? "OTHER",
    address: location.address.slice(0, 45),
    facilities: known("Facility", location.facilities),
    evses: location.evses.map(writeEvse),
  });
}

/** The Location with no more than the EVSE and connector in question, as sessions and CDRs carry it. */
function writePlace(world: World, ids: { id: string; evse: string; connector: string }): object {
  const location = world.findLocation(ids.id);
  const evses = location.evses
    .filter(({ uid }) => uid === ids.evse)
    .map((evse) => ({
      ...evse,
      connectors: evse.connectors.filter(({ id }) => id === ids.connector),
    }));
  return writeLocation({ ...location, evses });
}

function writeTariff(tariff: Tariff): object {
  const { id, currency, tariff_alt_text, elements, last_updated } = tariff;
  return {
    id,
    currency,
    tariff_alt_text,
    elements: elements.map(({ price_components: components, ...rest }) => ({
      price_components: components.map(({ type, price, step_size }) => ({
        type,
        price,
        step_size,
      })),
      ...rest,
    })),
    last_updated,
  };
}

function writePeriods(periods: readonly ChargingPeriod[]): object[] {
  return periods.map(({ start_date_time, dimensions }) => ({
    start_date_time,
    // POWER came later.
    dimensions: dimensions.filter(({ type }) => known("CdrDimensionType", [type]).length > 0),
  }));
}

const RENAMED = { start_date_time: "start_datetime", end_date_time: "end_datetime" } as const;

function isRenamed(key: string): key is keyof typeof RENAMED {
  return Object.hasOwn(RENAMED, key);
}

/** Fields that are the same but for their name, money or periods; identity and place are left to the caller. */
function writeSessionFields(fields: Partial<Session>): object {
  const kept = ["id", "kwh", "currency", "status", "last_updated"];
  const entries = Object.entries(fields).flatMap(([key, value]): [string, unknown][] => {
    if (isRenamed(key)) return [[RENAMED[key], value]];
    return kept.includes(key) ? [[key, value]] : [];
  });
  return {
    ...Object.fromEntries(entries),
    ...(fields.total_cost === undefined ? {} : { total_cost: fields.total_cost.excl_vat }),
    ...(fields.charging_periods === undefined
      ? {}
      : { charging_periods: writePeriods(fields.charging_periods) }),
  };
}

/** 2.1.1: flat credentials, net amounts as bare numbers, whole Locations, other names for times and tokens. */
export function writer211(world: World): ObjectWriter {
  return {
    location: (location) => inWholeSeconds(writeLocation(location)),
    evse: (evse) => inWholeSeconds(writeEvse(evse)),
    evseChange: (change) => inWholeSeconds(change),
    connector: (connector) => inWholeSeconds(writeConnector(connector)),
    tariff: (tariff) => inWholeSeconds(writeTariff(tariff)),
    session: (session) =>
      inWholeSeconds({
        ...writeSessionFields(session),
        auth_id: authId(session.cdr_token),
        auth_method: methodOf(session.auth_method),
        location: writePlace(world, {
          id: session.location_id,
          evse: session.evse_uid,
          connector: session.connector_id,
        }),
      }),
    // Only 2.2.1 says that the periods of a PATCH are appended: here the list replaces the list.
    sessionChange: (change, whole) =>
      inWholeSeconds(writeSessionFields({ ...change, charging_periods: whole.charging_periods })),
    cdr: (cdr) =>
      inWholeSeconds({
        id: cdr.id,
        start_date_time: cdr.start_date_time,
        stop_date_time: cdr.end_date_time,
        auth_id: authId(cdr.cdr_token),
        auth_method: methodOf(cdr.auth_method),
        location: writePlace(world, {
          id: cdr.cdr_location.id,
          evse: cdr.cdr_location.evse_uid,
          connector: cdr.cdr_location.connector_id,
        }),
        currency: cdr.currency,
        tariffs: cdr.tariffs.map(writeTariff),
        charging_periods: writePeriods(cdr.charging_periods),
        total_cost: cdr.total_cost.excl_vat,
        total_energy: cdr.total_energy,
        total_time: cdr.total_time,
        total_parking_time: cdr.total_parking_time,
        last_updated: cdr.last_updated,
      }),
    token: (token) =>
      inWholeSeconds(
        keepFields("Token", { ...token, type: typeOf(token), auth_id: authId(token) }),
      ),
    credentials: ({ token, url, roles }) => {
      const [role] = roles;
      if (role === undefined) throw new Error("credentials without a role");
      const { business_details, party_id, country_code } = role;
      return { token, url, business_details, party_id, country_code };
    },
  };
}
