import type { CertifiedVersion } from "./certification-step";

type Json = Readonly<Record<string, unknown>>;

/** Whose objects the examples are, and around which time. */
export interface ExampleOf {
  readonly version: CertifiedVersion;
  readonly party: { readonly countryCode: string; readonly partyId: string };
  /** Whose tokens charge. */
  readonly us: ExampleOf["party"];
  readonly currency: string;
  readonly now: Temporal.Instant;
}

/** Stand for what only the partner knows: a charging token of our list, and its contract. */
export const EXAMPLE_TOKEN = { uid: "TOKEN_UID", contractId: "CONTRACT_ID" } as const;

/** The ids in the examples. */
export const EXAMPLE_IDS = {
  location: "EXAMPLE-LOC",
  evse: "EXAMPLE-EVSE",
  tariff: "EXAMPLE-TARIFF",
  session: "EXAMPLE-SESSION",
  cdr: "EXAMPLE-CDR",
} as const;

// 5 kWh in half an hour, at 4.00 a kWh and 25 % of tax.
const KWH = 5;
const NET = 20;
const TAX = 5;

/** What the objects of one example share. */
interface Shared {
  readonly example: ExampleOf;
  readonly isOld: boolean;
  /** 2.1.1 names no party in its objects. */
  readonly owner: Json;
  readonly stamp: Json;
  readonly auth: Json;
  readonly start: string;
  readonly end: string;
  readonly periods: readonly Json[];
}

/** Objects that belong together, as a CPO sends them in a version: small, and each accepted as it stands. */
export function exampleObjects(example: ExampleOf) {
  const shared = share(example);
  const { isOld, stamp, end, periods } = shared;
  return {
    location: locationOf(shared),
    evseChange: { status: "CHARGING", ...stamp },
    tariff: tariffOf(shared),
    references: { location_id: EXAMPLE_IDS.location, evse_uids: [EXAMPLE_IDS.evse] },
    session: sessionOf(shared),
    sessionChange: { kwh: KWH, charging_periods: periods, ...stamp },
    sessionEnd: {
      status: "COMPLETED",
      [isOld ? "end_datetime" : "end_date_time"]: end,
      ...stamp,
    },
    cdr: cdrOf(shared),
  } satisfies Record<string, Json>;
}

function share(example: ExampleOf): Shared {
  const { version, party, us, now } = example;
  const isOld = version === "2.1.1";
  const at = (minutesAgo: number) =>
    now.subtract({ minutes: minutesAgo }).round("second").toString();
  const start = at(45);
  const cdrToken = {
    country_code: us.countryCode,
    party_id: us.partyId,
    uid: EXAMPLE_TOKEN.uid,
    type: "RFID",
    contract_id: EXAMPLE_TOKEN.contractId,
  };
  const dimensions = [
    { type: "ENERGY", volume: KWH },
    { type: "TIME", volume: 0.5 },
  ];
  return {
    example,
    isOld,
    owner: isOld ? {} : { country_code: party.countryCode, party_id: party.partyId },
    stamp: { last_updated: at(0) },
    auth: isOld
      ? { auth_id: EXAMPLE_TOKEN.contractId, auth_method: "AUTH_REQUEST" }
      : { cdr_token: cdrToken, auth_method: "WHITELIST" },
    start,
    end: at(15),
    periods: [{ start_date_time: start, dimensions }],
  };
}

function tariffOf({ example: { version, currency }, isOld, owner, stamp }: Shared): Json {
  const vat = isOld ? {} : { vat: 25 };
  const components = [{ type: "ENERGY", price: 4, ...vat, step_size: 1 }];
  return {
    ...owner,
    id: EXAMPLE_IDS.tariff,
    currency,
    ...(version === "2.3.0" ? { tax_included: "NO" } : {}),
    elements: [{ price_components: components }],
    ...stamp,
  };
}

function sessionOf(shared: Shared): Json {
  const { example, isOld, owner, stamp, auth, start } = shared;
  return {
    ...owner,
    id: EXAMPLE_IDS.session,
    [isOld ? "start_datetime" : "start_date_time"]: start,
    kwh: 0,
    ...auth,
    ...(isOld ? { location: locationOf(shared) } : PLACE),
    currency: example.currency,
    status: "ACTIVE",
    ...stamp,
  };
}

const TOTALS: Readonly<Record<CertifiedVersion, unknown>> = {
  "2.1.1": NET,
  "2.2.1": { excl_vat: NET, incl_vat: NET + TAX },
  "2.3.0": { before_taxes: NET, taxes: [{ name: "VAT", amount: TAX }] },
};

function cdrOf(shared: Shared): Json {
  const { example, isOld, owner, stamp, auth, start, end, periods } = shared;
  return {
    ...owner,
    id: EXAMPLE_IDS.cdr,
    start_date_time: start,
    [isOld ? "stop_date_time" : "end_date_time"]: end,
    ...(isOld ? {} : { session_id: EXAMPLE_IDS.session }),
    ...auth,
    ...(isOld ? { location: locationOf(shared) } : { cdr_location: CDR_PLACE }),
    currency: example.currency,
    tariffs: [tariffOf(shared)],
    charging_periods: periods,
    total_cost: TOTALS[example.version],
    total_energy: KWH,
    total_time: 0.5,
    ...stamp,
  };
}

const ADDRESS = {
  name: "Example",
  address: "Example Street 1",
  city: "Stockholm",
  postal_code: "111 11",
  country: "SWE",
  coordinates: { latitude: "59.319500", longitude: "18.072300" },
} as const;

const PLACE = {
  location_id: EXAMPLE_IDS.location,
  evse_uid: EXAMPLE_IDS.evse,
  connector_id: "1",
} as const;

const CDR_PLACE = {
  id: EXAMPLE_IDS.location,
  ...ADDRESS,
  evse_uid: EXAMPLE_IDS.evse,
  evse_id: "SE*EXA*E1",
  connector_id: "1",
  connector_standard: "IEC_62196_T2",
  connector_format: "SOCKET",
  connector_power_type: "AC_3_PHASE",
} as const;

function locationOf({ isOld, owner, stamp }: Shared): Json {
  const plug = { id: "1", standard: "IEC_62196_T2", format: "SOCKET", power_type: "AC_3_PHASE" };
  const power = isOld
    ? { voltage: 230, amperage: 16, tariff_id: EXAMPLE_IDS.tariff }
    : { max_voltage: 230, max_amperage: 16, tariff_ids: [EXAMPLE_IDS.tariff] };
  const evse = {
    uid: EXAMPLE_IDS.evse,
    evse_id: "SE*EXA*E1",
    status: "AVAILABLE",
    connectors: [{ ...plug, ...power, ...stamp }],
    ...stamp,
  };
  return {
    ...owner,
    id: EXAMPLE_IDS.location,
    ...(isOld ? { type: "ON_STREET" } : { publish: true }),
    ...ADDRESS,
    time_zone: "Europe/Stockholm",
    evses: [evse],
    ...stamp,
  };
}
