import type { Charge } from "./charge";
import type { Cpo } from "./cpo";
import { locationsToPush, putObject, tariffsToPush } from "./deliveries";
import { formatMillis } from "./instants";
import type { Evse, Location } from "./ocpi-objects";
import type { Place } from "./places";
import type { Profile } from "./profiles";
import { PENDING } from "./state";

/** Two chargers at the kerb, where standing there uncharged costs something after a quarter of an hour. */
export const STREET_ID = "NSL-STO-50";

function evseOf(profile: Profile, number: number, updated: string): Evse {
  return {
    uid: `${STREET_ID}-E${number}`,
    evse_id: `${profile.party.country_code}*${profile.party.party_id}*ESTO50*${number}`,
    status: "AVAILABLE",
    capabilities: ["RFID_READER", "REMOTE_START_STOP_CAPABLE"],
    connectors: [
      {
        id: "1",
        standard: "IEC_62196_T2",
        format: "SOCKET",
        power_type: "AC_3_PHASE",
        max_voltage: 230,
        max_amperage: 32,
        max_electric_power: 22_000,
        tariff_ids: [profile.street.id],
        last_updated: updated,
      },
    ],
    physical_reference: `K${number}`,
    last_updated: updated,
  };
}

function buildStreet(profile: Profile, updated: string): Location {
  return {
    ...profile.party,
    id: STREET_ID,
    publish: true,
    name: "Götgatan kantsten",
    address: "Götgatan 60",
    city: "Stockholm",
    postal_code: "118 26",
    country: profile.country,
    coordinates: { latitude: "59.314006", longitude: "18.073608" },
    parking_type: "ON_STREET",
    evses: [1, 2].map((number) => evseOf(profile, number, updated)),
    operator: { name: profile.name, website: profile.website },
    facilities: ["METRO_STATION"],
    time_zone: profile.timeZone,
    opening_times: { twentyfourseven: true },
    charging_when_closed: true,
    last_updated: updated,
  };
}

/** Puts the kerb and its tariff into the state, to be told like every place and tariff. */
export function stockStreet(cpo: Cpo): void {
  const { tariffs, locations } = cpo.state;
  const { street } = cpo.profile;
  if (tariffs.get(street.id) === undefined) {
    tariffs.save(street.id, { order: tariffs.nextOrder(), object: street, delivery: PENDING });
  }
  if (locations.get(STREET_ID) !== undefined) return;
  const object = buildStreet(cpo.profile, formatMillis(cpo.clock.nowMs()));
  locations.save(STREET_ID, { order: locations.nextOrder(), object, delivery: PENDING });
}

const FULL_AFTER_S = 240;
const STAYS_S = 1_800;

/** A car that is started from afar at the kerb: soon full, and in no hurry. Null elsewhere. */
export function startAtStreet(
  place: Place,
  startS: number,
): { charge: Charge; endS: number } | null {
  if (place.location.id !== STREET_ID) return null;
  const curve = [{ untilS: 86_400, powerW: 11_040 }];
  return { charge: { startS, curve, fullAfterS: FULL_AFTER_S }, endS: startS + STAYS_S };
}

/** Tells of the kerb and its tariff where that was not done yet. */
export async function openStreet(cpo: Cpo): Promise<void> {
  stockStreet(cpo);
  const { tariffs, locations } = cpo.state;
  const { street } = cpo.profile;
  if (tariffs.get(street.id)?.delivery.state !== "delivered") {
    await putObject(cpo, tariffsToPush(cpo), street.id);
  }
  if (locations.get(STREET_ID)?.delivery.state !== "delivered") {
    await putObject(cpo, locationsToPush(cpo), STREET_ID);
  }
}
