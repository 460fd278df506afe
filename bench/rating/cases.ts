import { invariant } from "@/core/invariant";
import type { PriceableCdr } from "@/core/rating/price-input";
import type { Tariff } from "@/core/roaming/tariff";
import { readJson } from "@/ocpi/read-json";
import { parseCdr } from "@/ocpi/v2_2_1/parse";

/** One CDR with its tariff, as its CPO writes it and as it is read. */
export type BenchCase = {
  readonly name: string;
  readonly text: string;
  readonly bytes: Uint8Array;
  readonly cdr: PriceableCdr;
  readonly tariffs: readonly Tariff[];
};

type Component = { type: string; price: number; vat: number; step_size: number };
type Element = { price_components: Component[]; restrictions?: Record<string, string> };
type Period = { start: string; volumes: Record<string, number> };

const component = (type: string, price: number, step = 1): Component => ({
  type,
  price,
  vat: 25,
  step_size: step,
});
const two = (count: number) => String(count).padStart(2, "0");

/** Windows of equal length around the clock, each with its own price. */
function windows(count: number): Element[] {
  return Array.from({ length: count }, (_, index) => {
    const clock = (minutes: number) => `${two(Math.floor(minutes / 60) % 24)}:${two(minutes % 60)}`;
    const length = 1440 / count;
    return {
      price_components: [component("ENERGY", (20 + index) / 100), component("PARKING_TIME", 3, 60)],
      restrictions: { start_time: clock(index * length), end_time: clock((index + 1) * length) },
    };
  });
}

/** The hours of two days, each with its own price, as a tariff that follows the exchange is sent. */
function hoursOfTwoDays(): Element[] {
  return Array.from({ length: 48 }, (_, index) => {
    const hour = index % 24;
    const day = index < 24 ? 1 : 2;
    return {
      price_components: [component("ENERGY", (10 + ((index * 7) % 40)) / 100)],
      restrictions: {
        start_date: `2026-07-0${day}`,
        end_date: `2026-07-0${day + 1}`,
        start_time: `${two(hour)}:00`,
        end_time: `${two((hour + 1) % 24)}:00`,
      },
    };
  });
}

const threePeriods: Period[] = [
  { start: "2026-07-01T13:40:00Z", volumes: { ENERGY: 10.2, TIME: 1.3333 } },
  { start: "2026-07-01T15:00:00Z", volumes: { ENERGY: 6.35, TIME: 0.5 } },
  { start: "2026-07-01T15:30:00Z", volumes: { PARKING_TIME: 0.2167 } },
];
const night: Period[] = Array.from({ length: 8 }, (_, index) => ({
  start: `2026-07-0${index < 4 ? 1 : 2}T${two((20 + index) % 24)}:00:00Z`,
  volumes: { ENERGY: (69 - index) / 10, TIME: 1 },
}));

const LOCATION = {
  id: "LOC1",
  name: "Centralen",
  address: "Vasagatan 1",
  city: "Stockholm",
  postal_code: "11120",
  country: "SWE",
  coordinates: { latitude: "59.329323", longitude: "18.068581" },
  evse_uid: "EVSE-1",
  evse_id: "SE*NSL*E1",
  connector_id: "1",
  connector_standard: "IEC_62196_T2",
  connector_format: "SOCKET",
  connector_power_type: "AC_3_PHASE",
};

/** The cases whose figures are promised, and a night's charge by the largest tariff. */
export const CASES: readonly BenchCase[] = [
  read(
    "1 period",
    [{ start: "2026-07-01T10:00:00Z", volumes: { ENERGY: 20.45, TIME: 1 } }],
    [{ price_components: [component("FLAT", 0.5), component("ENERGY", 0.25, 100)] }],
  ),
  read("3 periods, time windows", threePeriods, [
    { price_components: [component("FLAT", 0.5)] },
    ...windows(4),
  ]),
  read("3 periods, 48-element dynamic tariff", threePeriods, hoursOfTwoDays()),
  read("8 periods, 48-element dynamic tariff", night, hoursOfTwoDays()),
];

function read(name: string, periods: readonly Period[], elements: readonly Element[]): BenchCase {
  const text = JSON.stringify(wireCdr(periods, elements));
  const bytes = new TextEncoder().encode(text);
  const json = readJson(bytes);
  invariant(json.ok, "the bench's CDR is no JSON");
  const parsed = parseCdr(json.value.json, Temporal.Instant.from("2026-07-03T00:00:00Z"));
  invariant(parsed.ok && parsed.value.notes.length === 0, "the bench's CDR is not as specified");
  const { cdr } = parsed.value;
  return { name, text, bytes, cdr, tariffs: cdr.tariffs };
}

function wireCdr(periods: readonly Period[], elements: readonly Element[]) {
  const party = { country_code: "SE", party_id: "NSL" };
  const last = Temporal.Instant.from(periods.at(-1)?.start ?? "");
  const sum = (type: string) =>
    Math.round(periods.reduce((total, { volumes }) => total + (volumes[type] ?? 0), 0) * 1e4) / 1e4;
  return {
    ...party,
    id: "CDR-2026-07-01-0001",
    start_date_time: periods[0]?.start,
    end_date_time: last.add({ minutes: 45 }).toString(),
    session_id: "SES-2026-07-01-0001",
    cdr_token: { ...party, uid: "04A2B91C5E6180", type: "RFID", contract_id: "SE-KVT-C00000011-7" },
    auth_method: "WHITELIST",
    cdr_location: LOCATION,
    currency: "SEK",
    tariffs: [
      { ...party, id: "T1", currency: "SEK", elements, last_updated: "2026-06-30T12:00:00Z" },
    ],
    charging_periods: periods.map(({ start, volumes }) => ({
      start_date_time: start,
      dimensions: Object.entries(volumes).map(([type, volume]) => ({ type, volume })),
      tariff_id: "T1",
    })),
    total_cost: { excl_vat: 51.25, incl_vat: 64.06 },
    total_energy: sum("ENERGY"),
    total_time: sum("TIME"),
    total_parking_time: sum("PARKING_TIME"),
    last_updated: "2026-07-02T12:00:00Z",
  };
}
