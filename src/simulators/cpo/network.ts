import type { Cpo } from "./cpo";
import { showStatus } from "./evse-status";
import { formatMillis } from "./instants";
import { isTaken } from "./live-session";
import { type NetworkSite, networkSitesOf } from "./network-sites";
import { networkTariffId, networkTariffs } from "./network-tariffs";
import type { Connector, Evse, Location } from "./ocpi-objects";
import type { Profile } from "./profiles";
import { between, drawFor, pick } from "./random";
import { PENDING } from "./state";

type BareConnector = Omit<Connector, "last_updated">;

/** True for the places of the wider network, at which the story does not play. */
export function isOfNetwork(profile: Profile, locationId: string): boolean {
  return networkSitesOf(profile.party.party_id).some(({ id }) => id === locationId);
}

function connectorsOf(profile: Profile, { kind }: NetworkSite): BareConnector[] {
  const shape = { tariff_ids: [networkTariffId(profile.party.party_id, kind)] };
  const dc = (id: string, standard: string, kw: number): BareConnector => ({
    id,
    standard,
    format: "CABLE",
    power_type: "DC",
    max_voltage: 920,
    max_amperage: Math.ceil((kw * 1000) / 400),
    max_electric_power: kw * 1000,
    ...shape,
  });
  if (kind === "hpc") return [dc("1", "IEC_62196_T2_COMBO", 300)];
  if (kind === "city") return [dc("1", "IEC_62196_T2_COMBO", 50), dc("2", "CHADEMO", 50)];
  const amperes = kind === "street" ? 16 : 32;
  return [
    {
      id: "1",
      standard: "IEC_62196_T2",
      format: "SOCKET",
      power_type: "AC_3_PHASE",
      max_voltage: 230,
      max_amperage: amperes,
      max_electric_power: amperes === 16 ? 11_000 : 22_000,
      ...shape,
    },
  ];
}

/** What was last told of an EVSE: a while ago, and mostly that it is free. */
function evsesOf(cpo: Cpo, site: NetworkSite): Evse[] {
  const { party } = cpo.profile;
  return Array.from({ length: site.points }, (_, index) => {
    const number = index + 1;
    const draw = drawFor(cpo.configuration.seed, `network/${site.id}/${number}`);
    const toldMs = cpo.clock.nowMs() - between(draw, 1, 110) * 60_000;
    const chance = draw();
    const updated = formatMillis(toldMs);
    return {
      uid: `${site.id}-E${number}`,
      evse_id: `${party.country_code}*${party.party_id}*E${site.id.split("-").slice(1).join("")}*${number}`,
      status: chance < 0.65 ? "AVAILABLE" : chance < 0.95 ? "CHARGING" : "OUTOFORDER",
      capabilities: ["RFID_READER", "REMOTE_START_STOP_CAPABLE"],
      connectors: connectorsOf(cpo.profile, site).map((connector) => ({
        ...connector,
        last_updated: updated,
      })),
      physical_reference: String(number),
      last_updated: updated,
    };
  });
}

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7];

function locationOf(cpo: Cpo, site: NetworkSite): Location {
  const { party, country, name, website, timeZone } = cpo.profile;
  const evses = evsesOf(cpo, site);
  const daily = { period_begin: "06:00", period_end: "23:00" };
  return {
    ...party,
    id: site.id,
    publish: true,
    name: site.name,
    address: site.address,
    city: site.city,
    postal_code: site.postalCode,
    country,
    coordinates: { latitude: site.latitude, longitude: site.longitude },
    parking_type: site.kind === "street" ? "ON_STREET" : "PARKING_LOT",
    evses,
    operator: { name, website },
    facilities: site.kind === "hpc" ? ["RESTAURANT", "FUEL_STATION"] : [],
    time_zone: timeZone,
    opening_times: site.closes
      ? {
          twentyfourseven: false,
          regular_hours: WEEKDAYS.map((weekday) => ({ weekday, ...daily })),
        }
      : { twentyfourseven: true },
    charging_when_closed: true,
    last_updated: formatMillis(cpo.clock.nowMs()),
  };
}

/** Puts the wider network and its tariffs into the state, to be told like every place and tariff. */
export function stockNetwork(cpo: Cpo): void {
  const { tariffs, locations } = cpo.state;
  for (const object of networkTariffs(cpo.profile)) {
    if (tariffs.get(object.id) !== undefined) continue;
    tariffs.save(object.id, { order: tariffs.nextOrder(), object, delivery: PENDING });
  }
  for (const site of networkSitesOf(cpo.profile.party.party_id)) {
    if (locations.get(site.id) !== undefined) continue;
    const object = locationOf(cpo, site);
    locations.save(site.id, { order: locations.nextOrder(), object, delivery: PENDING });
  }
}

const PAUSE_S = [20, 60] as const;

/** Strangers come and go at the wider network, one at a time, as long as the process runs: free becomes taken, taken free. */
export async function playNetwork(cpo: Cpo): Promise<void> {
  const sites = networkSitesOf(cpo.profile.party.party_id);
  for (let turn = 1; sites.length > 0 && !cpo.signal.aborted; turn += 1) {
    const draw = drawFor(cpo.configuration.seed, `network/turn/${turn}`);
    const [low, high] = PAUSE_S;
    await cpo.clock.pause(between(draw, low, high) * 1000);
    if (cpo.signal.aborted || cpo.state.progress.value.registration === null) continue;
    const { id: locationId } = pick(draw, sites);
    const evses = cpo.state.locations.get(locationId)?.object.evses ?? [];
    if (evses.length === 0) continue;
    const { uid: evseUid, status } = pick(draw, evses);
    if (isTaken(cpo, evseUid) || (status !== "AVAILABLE" && status !== "CHARGING")) continue;
    await showStatus(
      cpo,
      { locationId, evseUid },
      status === "AVAILABLE" ? "CHARGING" : "AVAILABLE",
    );
  }
}
