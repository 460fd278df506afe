import type { Evse, Location } from "./ocpi-objects";
import type { Profile } from "./profiles";

/** A garage of forty normal chargers in four rows of ten, each row behind a cable of its own. */
export const GARAGE_ID = "NSL-STO-40";

const ROWS = ["A", "B", "C", "D"] as const;
const PER_ROW = 10;

export type Row = (typeof ROWS)[number];

/** The rows with the uids of their EVSEs. */
export const GARAGE_ROWS: readonly { row: Row; evseUids: readonly string[] }[] = ROWS.map(
  (row, index) => ({
    row,
    evseUids: Array.from({ length: PER_ROW }, (_, place) => uidOf(index * PER_ROW + place + 1)),
  }),
);

function uidOf(number: number): string {
  return `${GARAGE_ID}-E${String(number).padStart(2, "0")}`;
}

const CAPABILITIES = [
  "RFID_READER",
  "REMOTE_START_STOP_CAPABLE",
  "CHARGING_PREFERENCES_CAPABLE",
  "CHARGING_PROFILE_CAPABLE",
];

function evseOf(profile: Profile, number: number, updated: string): Evse {
  const place = String(number).padStart(2, "0");
  const row = ROWS[Math.floor((number - 1) / PER_ROW)] ?? ROWS[0];
  return {
    uid: uidOf(number),
    evse_id: `${profile.party.country_code}*${profile.party.party_id}*ESTO40*${place}`,
    status: "AVAILABLE",
    capabilities: [...CAPABILITIES],
    connectors: [
      {
        id: "1",
        standard: "IEC_62196_T2",
        format: "SOCKET",
        power_type: "AC_3_PHASE",
        max_voltage: 230,
        max_amperage: 32,
        max_electric_power: 22_000,
        tariff_ids: [profile.normal.id],
        last_updated: updated,
      },
    ],
    physical_reference: `${row}${((number - 1) % PER_ROW) + 1}`,
    last_updated: updated,
  };
}

/** The garage as an OCPI Location, all of it free. */
export function buildGarage(profile: Profile, updated: string): Location {
  return {
    ...profile.party,
    id: GARAGE_ID,
    publish: true,
    name: "Liljeholmens garage",
    address: "Liljeholmsvägen 18",
    city: "Stockholm",
    postal_code: "117 61",
    country: profile.country,
    coordinates: { latitude: "59.311204", longitude: "18.021107" },
    parking_type: "UNDERGROUND_GARAGE",
    evses: Array.from({ length: ROWS.length * PER_ROW }, (_, index) =>
      evseOf(profile, index + 1, updated),
    ),
    operator: { name: profile.name, website: profile.website },
    facilities: ["METRO_STATION"],
    time_zone: profile.timeZone,
    opening_times: { twentyfourseven: true },
    charging_when_closed: true,
    last_updated: updated,
  };
}
