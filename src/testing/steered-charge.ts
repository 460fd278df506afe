import { asc, eq } from "drizzle-orm";
import { expect } from "vitest";
import type { Id } from "@/core/ids";
import { micro } from "@/core/money/quantity";
import type { ChargingProfile } from "@/core/smart-charging/charging-profile";
import type { Pool } from "@/db/client";
import { chargingRequestEvents, chargingRequests } from "@/db/schema/charging";
import { partnerEndpoints } from "@/db/schema/partners";
import type { OcpiVersion } from "@/ocpi/codec";
import { sendWish } from "@/ocpi/senders/send-wish";
import { claimDueWishes } from "@/services/charging/claim-due-wishes";
import { aCommandingDriver } from "./commanding-driver";

/** 11 kW, after a quarter of an hour 3.7 kW. */
export const A_PROFILE: ChargingProfile = {
  rateUnit: "W",
  durationS: 3_600,
  minRate: micro("1380"),
  periods: [
    { startS: 0, limit: micro("11000") },
    { startS: 900, limit: micro("3680.5") },
  ],
};

/** `A_PROFILE` on the wire. */
export const A_WIRE_PROFILE = {
  duration: 3_600,
  charging_rate_unit: "W",
  min_charging_rate: 1_380,
  charging_profile_period: [
    { start_period: 0, limit: 11_000 },
    { start_period: 900, limit: 3_680.5 },
  ],
};

const CAPABLE = ["CHARGING_PREFERENCES_CAPABLE", "CHARGING_PROFILE_CAPABLE"];

function evse(capabilities: readonly string[]) {
  const last_updated = "2026-11-02T10:00:00Z";
  const connector = {
    id: "1",
    standard: "IEC_62196_T2",
    format: "SOCKET",
    power_type: "AC_3_PHASE",
    max_voltage: 230,
    max_amperage: 32,
    tariff_ids: ["T1"],
    last_updated,
  };
  return { uid: "E1", status: "CHARGING", capabilities, connectors: [connector], last_updated };
}

/** A driver whose session S-1 runs at a charging point that can be steered, at a CPO that answers as it is told. */
export async function aSteeredCharge(pool: Pool, version: OcpiVersion) {
  const world = await aCommandingDriver(pool, version);
  const { cpo, ctx, partnerId, server, push } = world;
  const { tenantId } = world.tenant;
  const path = (below: string) => `/${version}/${below}`;
  const modules = [
    { identifier: "sessions", role: "SENDER" },
    { identifier: "chargingprofiles", role: "RECEIVER" },
  ] as const;
  const endpoints = modules.map((one) => ({ ...one, url: cpo.origin + path(one.identifier) }));
  await ctx.db
    .insert(partnerEndpoints)
    .values(endpoints.map((one) => ({ tenantId, partnerId, ...one })));
  const setCapabilities = async (capabilities: readonly string[]) => {
    const seen = await push("PUT", "locations/NL/FKE/LOC-1/E1", evse(capabilities));
    expect(seen.body.status_code).toBe(1000);
  };
  const answer = (method: string, below: string, data: unknown, http = 200) => {
    const body = { data, status_code: http < 400 ? 1000 : 2001, timestamp: "2026-11-02T11:00:00Z" };
    const answers = { ...cpo.faults.answers, [`${method} ${path(below)}`]: { http, body } };
    cpo.faults.answers = answers;
  };
  const responseUrl = (kind: string, id: Id<"other">) =>
    `${server.baseUrl}/ocpi/${version}/sender/chargingprofiles/${kind}/${id}`;
  const rowOf = async (id: Id<"other">) => {
    const [row] = await ctx.db.select().from(chargingRequests).where(eq(chargingRequests.id, id));
    return row;
  };
  await setCapabilities(CAPABLE);
  const sessionId = await world.beginSession();
  cpo.calls.length = 0;
  return {
    ...world,
    sessionId,
    asDriver: world.as(world.driver.id),
    setCapabilities,
    onPreferences: (data: unknown, http?: number) =>
      answer("PUT", "sessions/S-1/charging_preferences", data, http),
    onProfile: (method: string, data: unknown, http?: number) =>
      answer(method, "chargingprofiles/S-1", data, http),
    preferencesAsked: () =>
      cpo.calls.filter((call) => call.path === path("sessions/S-1/charging_preferences")),
    profilesAsked: (method: string) =>
      cpo.calls.filter(
        (call) => call.method === method && call.path.startsWith(path("chargingprofiles/S-1")),
      ),
    /** Sends what is due, as the worker does; says how much that was. */
    sendWishes: async () => {
      const claimed = await claimDueWishes(ctx, 10);
      for (const wish of claimed) await sendWish(ctx, wish);
      return claimed.length;
    },
    responseUrl,
    /** A CPO sends what a station said to the address that it was given. */
    sendStationResult: (kind: string, id: Id<"other">, body: unknown, by = cpo) =>
      by.call("POST", responseUrl(kind, id), { body }),
    wish: rowOf,
    stateOf: async (id: Id<"other">) => (await rowOf(id))?.state,
    /** What was said of a wish, in order. */
    eventsOf: async (id: Id<"other">) => {
      const { what, detail, requestId, seq } = chargingRequestEvents;
      return ctx.db
        .select({ what, detail })
        .from(chargingRequestEvents)
        .where(eq(requestId, id))
        .orderBy(asc(seq));
    },
  };
}
