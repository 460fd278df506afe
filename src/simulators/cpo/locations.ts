import type { Connector, Evse, Location } from "./ocpi-objects";
import type { Profile } from "./profiles";
import type { Site } from "./sites";

type BareConnector = Omit<Connector, "last_updated">;

function normalConnectors(tariffId: string): BareConnector[] {
  const shape = {
    standard: "IEC_62196_T2",
    power_type: "AC_3_PHASE",
    max_voltage: 230,
    max_amperage: 32,
    max_electric_power: 22_000,
    tariff_ids: [tariffId],
  };
  return [
    { id: "1", format: "SOCKET", ...shape },
    { id: "2", format: "CABLE", ...shape },
  ];
}

function fastConnectors(tariffId: string): BareConnector[] {
  const shape = { format: "CABLE", power_type: "DC", tariff_ids: [tariffId] };
  return [
    {
      id: "1",
      standard: "IEC_62196_T2_COMBO",
      ...shape,
      max_voltage: 920,
      max_amperage: 300,
      max_electric_power: 150_000,
    },
    {
      id: "2",
      standard: "CHADEMO",
      ...shape,
      max_voltage: 500,
      max_amperage: 125,
      max_electric_power: 50_000,
    },
  ];
}

const CAPABILITIES = ["RFID_READER", "REMOTE_START_STOP_CAPABLE"];
/** Normal chargers have a latch, and can be kept free and steered. */
const NORMAL_CAPABILITIES = [
  "RESERVABLE",
  "UNLOCK_CAPABLE",
  "CHARGING_PREFERENCES_CAPABLE",
  "CHARGING_PROFILE_CAPABLE",
];

function evseOf(profile: Profile, site: Site, number: number, updated: string): Evse {
  const isFast = number > site.normalPoints;
  const connectors = isFast ? fastConnectors(profile.fast.id) : normalConnectors(profile.normal.id);
  const siteCode = site.id.split("-").slice(1).join("");
  return {
    uid: `${site.id}-E${number}`,
    evse_id: `${profile.party.country_code}*${profile.party.party_id}*E${siteCode}*${number}`,
    status: "AVAILABLE",
    capabilities: [...CAPABILITIES, ...(isFast ? [] : NORMAL_CAPABILITIES)],
    connectors: connectors.map((connector) => ({ ...connector, last_updated: updated })),
    physical_reference: `${isFast ? "DC" : "AC"} ${number}`,
    last_updated: updated,
  };
}

/** The profile's sites as OCPI Locations, all connectors free. */
export function buildLocations(profile: Profile, updated: string): Location[] {
  return profile.sites.map((site) => ({
    ...profile.party,
    id: site.id,
    publish: true,
    name: site.name,
    address: site.address,
    city: site.city,
    postal_code: site.postalCode,
    country: profile.country,
    coordinates: { latitude: site.latitude, longitude: site.longitude },
    parking_type: site.parkingType,
    evses: Array.from({ length: site.normalPoints + site.fastPoints }, (_, index) =>
      evseOf(profile, site, index + 1, updated),
    ),
    operator: { name: profile.name, website: profile.website },
    facilities: [...site.facilities],
    time_zone: profile.timeZone,
    opening_times: { twentyfourseven: true },
    charging_when_closed: true,
    last_updated: updated,
  }));
}
