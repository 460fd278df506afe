import { micro } from "@/core/money/quantity";
import { encodePlan } from "@/core/plans/plan";
import type { Pool } from "@/db/client";
import { ocpiRoutes } from "@/ocpi/ocpi-routes";
import { pushReceivers } from "@/ocpi/push-receivers";
import { createOcpiHandler } from "@/ocpi/router";
import { rateDueCdrs } from "@/services/cdrs/rate-due-cdrs";
import type { Ctx } from "@/services/context";
import { issueInboundToken } from "@/services/partners/inbound-tokens";
import { storeToken } from "@/services/tokens/store-token";
import { testRuntime } from "./builders/context";
import { aDriver } from "./builders/driver";
import { aPartner } from "./builders/partner";
import { aPlan, onPlan } from "./builders/plan";
import type { TestTenant } from "./builders/tenant";

const LOCATION = {
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
  last_updated: "2026-09-01T00:00:00Z",
};

const TARIFF = {
  country_code: "SE",
  party_id: "NSL",
  id: "T1",
  currency: "SEK",
  elements: [
    {
      price_components: [{ type: "ENERGY", price: 2.0, vat: 25, step_size: 1 }],
      restrictions: { start_time: "22:00", end_time: "06:00" },
    },
    { price_components: [{ type: "ENERGY", price: 4.0, vat: 25, step_size: 1 }] },
  ],
  last_updated: "2026-09-01T00:00:00Z",
};

/** One charge of `kwh` at noon in Stockholm: 4.00 SEK a kWh before tax. */
export function cdrOf(id: string, day: number, kwh: number, claim?: number) {
  const start = `2026-10-${String(day).padStart(2, "0")}T10:00:00Z`;
  const end = `2026-10-${String(day).padStart(2, "0")}T11:00:00Z`;
  const excl = claim ?? kwh * 4;
  return {
    country_code: "SE",
    party_id: "NSL",
    id,
    start_date_time: start,
    end_date_time: end,
    session_id: `S-${id}`,
    cdr_token: {
      country_code: "SE",
      party_id: "KVT",
      uid: "04A2B91C5E6180",
      type: "RFID",
      contract_id: "SE-KVT-C00000011-7",
    },
    auth_method: "WHITELIST",
    cdr_location: {
      id: "LOC-1",
      name: "Slussen P-hus",
      address: "Slussplan 1",
      city: "Stockholm",
      country: "SWE",
      coordinates: { latitude: "59.319500", longitude: "18.072300" },
      evse_uid: "E1",
      evse_id: "SE*NSL*E1",
      connector_id: "1",
      connector_standard: "IEC_62196_T2",
      connector_format: "SOCKET",
      connector_power_type: "AC_3_PHASE",
    },
    currency: "SEK",
    tariffs: [TARIFF],
    charging_periods: [
      { start_date_time: start, tariff_id: "T1", dimensions: [{ type: "ENERGY", volume: kwh }] },
    ],
    total_cost: { excl_vat: excl, incl_vat: excl * 1.25 },
    total_energy: kwh,
    total_time: 1,
    last_updated: end,
  };
}

/**
 * A registered CPO with a location and a tariff, and a driver who pays cost + 10 % + 1.00 a session, gross.
 * `send` speaks to our OCPI handler as the CPO does.
 */
export async function aRoamingDriver(pool: Pool, tenant: TestTenant) {
  const { ctx } = tenant;
  const partner = await aPartner(ctx);
  const token = await issueInboundToken(ctx, partner.id, "C");
  const driver = await aDriver(ctx);
  const definition = encodePlan({
    mode: "cost_plus",
    basis: "gross",
    prices: [
      { currency: "SEK", markup: { percentage: 100_000, perKwh: 0n, perSession: micro("1") } },
    ],
  });
  const plan = await aPlan(ctx, { definition });
  await onPlan(ctx, driver.id, plan.id);
  await storeToken(ctx, {
    driverId: driver.id,
    uid: "04A2B91C5E6180",
    type: "RFID",
    contractId: "SE-KVT-C00000011-7",
  });
  const receive = createOcpiHandler(testRuntime(pool, tenant.clock), ocpiRoutes(pushReceivers));
  const send = async (method: string, path: string, body: unknown) => {
    const answer = await receive(
      new Request(`http://kvitt.test/ocpi/2.2.1/receiver/${path}`, {
        method,
        body: JSON.stringify(body),
        headers: {
          authorization: `Token ${Buffer.from(token).toString("base64")}`,
          "content-type": "application/json",
        },
      }),
    );
    const { status_code: ocpi } = (await answer.json()) as { status_code: number };
    return { http: answer.status, ocpi, location: answer.headers.get("location") };
  };
  await send("PUT", "locations/SE/NSL/LOC-1", LOCATION);
  await send("PUT", "tariffs/SE/NSL/T1", TARIFF);
  return { partner, driver, send };
}

/** The Credit CDR that takes `original` back whole. */
export function creditOf(original: ReturnType<typeof cdrOf>, id: string) {
  const { excl_vat: excl, incl_vat: incl } = original.total_cost;
  return {
    ...original,
    id,
    credit: true,
    credit_reference_id: original.id,
    total_cost: { excl_vat: -excl, incl_vat: -incl },
  };
}

/** Rates until nothing waits. */
export async function rateAll(ctx: Ctx): Promise<void> {
  while ((await rateDueCdrs(ctx)) > 0);
}
