import { beforeAll, describe, expect, it } from "vitest";
import type { Id } from "@/core/ids";
import { newId } from "@/db/new-id";
import type { Ctx } from "@/services/context";
import { aDriver } from "@/testing/builders/driver";
import { aTenant, type TestTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { aRoamingDriver, cdrOf } from "@/testing/roaming-driver";
import { setCap, setDefaultCap } from "@/services/session-watch/set-cap";
import { getLiveCharge } from "./get-live-charge";
import { listDriverSessions } from "./list-driver-sessions";

const database = testDatabase();
const NOW = Temporal.Instant.from("2026-10-12T11:00:00Z");

function driverCtx(tenant: TestTenant, driverId: Id<"driver">): Ctx {
  const userId = newId<"user">();
  return tenant.as({ kind: "user", userId, email: "d@kvitt.example", roles: ["driver"], driverId });
}

let tenant: TestTenant;
let astrid: Ctx;
let sessionId: string;

beforeAll(async () => {
  tenant = await aTenant(database.pool, { now: NOW.toString() });
  const cpo = await aRoamingDriver(database.pool, tenant);
  astrid = driverCtx(tenant, cpo.driver.id);
  const { cdr_token, auth_method, currency, charging_periods, start_date_time } = cdrOf(
    "L",
    12,
    10,
  );
  await cpo.send("PUT", "sessions/SE/NSL/S-L", {
    cdr_token,
    auth_method,
    currency,
    charging_periods,
    start_date_time,
    country_code: "SE",
    party_id: "NSL",
    id: "S-L",
    kwh: 10,
    location_id: "LOC-1",
    evse_uid: "E1",
    connector_id: "1",
    status: "ACTIVE",
    last_updated: NOW.toString(),
  });
  sessionId = (await listDriverSessions(astrid, { page: 1 })).sessions[0]?.id ?? "";
});

describe("a running session's cost", () => {
  it("is known so far, at a departure, and where the price changes next", async () => {
    const leaveAt = NOW.add({ minutes: 30 });
    const view = await getLiveCharge(astrid, sessionId, leaveAt);
    // 10 kWh in an hour: 55.00 and the fee of 1.00; five more in half an hour. 22:00 in Stockholm is 20:00Z.
    expect(view).toMatchObject({
      isRunning: true,
      leaving: "asked",
      live: {
        soFar: { total: { amountMinor: 5_600n, currency: "SEK" } },
        power: { kw: 10_000_000n, source: "estimated" },
        projection: { energy: 15_000_000n, total: { amountMinor: 8_350n } },
        nextChange: { from: Temporal.Instant.from("2026-10-12T20:00:00Z"), perKwh: 2_750_000n },
        idle: null,
        ahead: null,
        pricedBy: "operator",
      },
      now: NOW,
      power: [{ powerW: 10_000, toMs: NOW.epochMilliseconds }],
      cap: { cap: null, canStop: false, standing: null },
    });
  });

  it("is held to what he set for every charge, until he says otherwise for this one", async () => {
    const every = { amountMinor: 20_000n, currency: "SEK", action: "stop" } as const;
    await setDefaultCap(astrid, { currency: "SEK", cap: every });
    expect((await getLiveCharge(astrid, sessionId)).cap).toMatchObject({
      cap: every,
      standing: every,
      mayStand: true,
    });
    const own = { ...every, amountMinor: 30_000n, action: "tell" } as const;
    await setCap(astrid, sessionId, own);
    expect((await getLiveCharge(astrid, sessionId)).cap).toMatchObject({
      cap: own,
      standing: every,
    });
    await setCap(astrid, sessionId, null);
    await setDefaultCap(astrid, { currency: "SEK", cap: null });
    expect((await getLiveCharge(astrid, sessionId)).cap).toMatchObject({
      cap: null,
      standing: null,
    });
  });

  it("is projected for a while where the driver said nothing", async () => {
    const view = await getLiveCharge(astrid, sessionId);
    expect(view).toMatchObject({ leaving: "assumed", leaveAt: NOW.add({ minutes: 60 }) });
  });

  it("is its own driver's only", async () => {
    const stranger = driverCtx(tenant, (await aDriver(tenant.ctx)).id);
    await expect(getLiveCharge(stranger, sessionId)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(getLiveCharge(astrid, "x")).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});
