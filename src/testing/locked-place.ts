import type { Pool } from "@/db/client";
import { aTenant } from "./builders/tenant";
import { aRoamingDriver } from "./roaming-driver";

const ISO = "2026-09-01T00:00:00Z";

/** A tariff of one price a kWh, before 25 % VAT. */
function tariff(id: string, price: number, lastUpdated = ISO) {
  return {
    country_code: "SE",
    party_id: "NSL",
    id,
    currency: "SEK",
    elements: [{ price_components: [{ type: "ENERGY", price, vat: 25, step_size: 1 }] }],
    last_updated: lastUpdated,
  };
}

function evse(uid: string, tariffId: string) {
  return {
    uid,
    evse_id: `SE*NSL*${uid}`,
    status: "AVAILABLE",
    connectors: [
      {
        id: "1",
        standard: "IEC_62196_T2",
        format: "SOCKET",
        power_type: "AC_3_PHASE",
        max_voltage: 230,
        max_amperage: 32,
        tariff_ids: [tariffId],
        last_updated: ISO,
      },
    ],
    last_updated: ISO,
  };
}

/** The session of `cdrOf(id, day, …)`, as an RFID tap begins it. */
export function sessionOf(id: string, day: number) {
  const start = `2026-10-${String(day).padStart(2, "0")}T10:00:00Z`;
  return {
    country_code: "SE",
    party_id: "NSL",
    id: `S-${id}`,
    start_date_time: start,
    kwh: 0,
    cdr_token: {
      country_code: "SE",
      party_id: "KVT",
      uid: "04A2B91C5E6180",
      type: "RFID",
      contract_id: "SE-KVT-C00000011-7",
    },
    auth_method: "WHITELIST",
    location_id: "LOC-1",
    evse_uid: "E1",
    connector_id: "1",
    currency: "SEK",
    status: "ACTIVE",
    last_updated: start,
  };
}

/** The roaming driver with a place of two EVSEs: E1 at 4.00 SEK a kWh by T1, E2 at 5.00 by T2. */
export async function aLockedPlace(pool: Pool) {
  const tenant = await aTenant(pool);
  const roaming = await aRoamingDriver(pool, tenant);
  await roaming.send("PUT", "tariffs/SE/NSL/T1", tariff("T1", 4, "2026-09-02T00:00:00Z"));
  await roaming.send("PUT", "tariffs/SE/NSL/T2", tariff("T2", 5));
  await roaming.send("PUT", "locations/SE/NSL/LOC-1", {
    country_code: "SE",
    party_id: "NSL",
    id: "LOC-1",
    publish: true,
    name: "Slussen P-hus",
    address: "Slussplan 1",
    city: "Stockholm",
    country: "SWE",
    coordinates: { latitude: "59.319500", longitude: "18.072300" },
    time_zone: "Europe/Stockholm",
    evses: [evse("E1", "T1"), evse("E2", "T2")],
    last_updated: "2026-09-02T00:00:00Z",
  });
  return { tenant, ...roaming, tariff };
}
