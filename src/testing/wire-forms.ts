import type { OcpiVersion } from "@/ocpi/codec";

/** An object as a partner has it on the wire. */
export type WireItem = Readonly<Record<string, unknown>>;

/** The versions that we speak, for tests that run in each. */
export const VERSIONS: readonly OcpiVersion[] = ["2.1.1", "2.2.1", "2.3.0"];
/** Those that name parties, route messages and take back reservations. */
export const LATER_VERSIONS: readonly OcpiVersion[] = ["2.2.1", "2.3.0"];

type Form = (item: WireItem) => WireItem;

function isItem(value: unknown): value is WireItem {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function without(item: WireItem, ...names: readonly string[]): WireItem {
  return Object.fromEntries(Object.entries(item).filter(([name]) => !names.includes(name)));
}

/** Gives a field another form where it is there; a list each of its objects. */
function within(item: WireItem, name: string, form: (value: WireItem) => unknown): WireItem {
  const value = item[name];
  if (Array.isArray(value)) {
    return { ...item, [name]: value.map((one: unknown) => (isItem(one) ? form(one) : one)) };
  }
  return isItem(value) ? { ...item, [name]: form(value) } : item;
}

/** Gives a field its other name where it is there. */
function renamed(item: WireItem, from: string, to: string): WireItem {
  return from in item ? { ...without(item, from), [to]: item[from] } : item;
}

const nobody: Form = (item) => without(item, "country_code", "party_id");

const tariff211: Form = (tariff) =>
  within(nobody(tariff), "elements", (element) =>
    within(element, "price_components", (component) => without(component, "vat")),
  );

const connector211: Form = (connector) => {
  const [tariff] = (connector["tariff_ids"] ?? []) as readonly string[];
  const {
    max_voltage: voltage,
    max_amperage: amperage,
    ...same
  } = without(connector, "tariff_ids");
  return { ...same, voltage, amperage, ...(tariff !== undefined && { tariff_id: tariff }) };
};

// Unlocking is a command of 2.1.1 all the same; only the word for it came later.
const evse211: Form = (evse) => within(evse, "connectors", connector211);

const location211: Form = (location) => ({
  ...within(without(nobody(location), "publish"), "evses", evse211),
  type: "ON_STREET",
  postal_code: "11130",
});

/** 2.1.1 has the whole place in sessions and CDRs, with the EVSE and connector in question. */
function place211(at: WireItem): WireItem {
  const last_updated = "2026-09-01T00:00:00Z";
  const connector = {
    id: at["connector_id"],
    standard: "IEC_62196_T2",
    format: "SOCKET",
    power_type: "AC_3_PHASE",
    voltage: 230,
    amperage: 32,
    last_updated,
  };
  const evse = { uid: at["evse_uid"], status: "CHARGING", connectors: [connector], last_updated };
  return {
    id: at["id"],
    type: "ON_STREET",
    address: "Slussplan 1",
    city: "Stockholm",
    postal_code: "11130",
    country: "SWE",
    coordinates: { latitude: "59.319500", longitude: "18.072300" },
    evses: [evse],
    last_updated,
  };
}

/** What sessions and CDRs share: the contract alone names the token, net amounts are bare numbers. */
function charge211(charge: WireItem, at: WireItem): WireItem {
  const { cdr_token: token, auth_method: method, total_cost: cost, ...same } = nobody(charge);
  const bare = within(without(same, "authorization_reference"), "charging_periods", (period) =>
    without(period, "tariff_id"),
  );
  return {
    ...bare,
    ...(isItem(token) && { auth_id: token["contract_id"] }),
    ...(method !== undefined && { auth_method: method === "COMMAND" ? "AUTH_REQUEST" : method }),
    ...(cost !== undefined && { total_cost: isItem(cost) ? cost["excl_vat"] : cost }),
    ...("id" in at && { location: place211(at) }),
  };
}

const cdr211: Form = ({ cdr_location: at, ...cdr }) =>
  within(
    renamed(
      charge211(without(cdr, "session_id"), isItem(at) ? at : {}),
      "end_date_time",
      "stop_date_time",
    ),
    "tariffs",
    tariff211,
  );

const session211: Form = ({ location_id: id, evse_uid, connector_id, ...session }) => {
  const at = id === undefined ? {} : { id, evse_uid, connector_id };
  const named = renamed(charge211(session, at), "start_date_time", "start_datetime");
  return renamed(named, "end_date_time", "end_datetime");
};

const tariff230: Form = (tariff) => ({ ...tariff, tax_included: "NO" });

/** 2.3.0 tells of the tax itself. */
const price230: Form = ({ excl_vat, incl_vat }) => ({
  before_taxes: excl_vat,
  ...(incl_vat !== undefined && {
    taxes: [{ name: "VAT", percentage: 25, amount: Number(incl_vat) - Number(excl_vat) }],
  }),
});

const session230: Form = (session) => within(session, "total_cost", price230);
const cdr230: Form = (cdr) => within(session230(cdr), "tariffs", tariff230);

const FORMS: Readonly<Record<OcpiVersion, Readonly<Record<string, Form>>>> = {
  "2.1.1": {
    cdrs: cdr211,
    sessions: session211,
    tariffs: tariff211,
    locations: location211,
    evses: evse211,
    connectors: connector211,
  },
  "2.2.1": {},
  "2.3.0": { cdrs: cdr230, sessions: session230, tariffs: tariff230 },
};

/** An object of a module, or a part of one for a PATCH, that is given as 2.2.1 has it, as `version` has it. */
export function inVersion(version: OcpiVersion, module: string, item: WireItem): WireItem {
  return FORMS[version][module]?.(item) ?? item;
}

/** The text of an `Authorization` header: plain in 2.1.1, in base64 since. */
export function authorizationIn(version: OcpiVersion, token: string): string {
  return `Token ${version === "2.1.1" ? token : Buffer.from(token).toString("base64")}`;
}
