import { beforeAll, describe, expect, it } from "vitest";
import { newId } from "@/db/new-id";
import type { Ctx } from "@/services/context";
import { listDriverSessions } from "@/services/sessions/list-driver-sessions";
import { aTenant, type TestTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { aRoamingDriver, cdrOf, rateAll } from "@/testing/roaming-driver";
import { readPendingPrice } from "./read-pending-price";

const database = testDatabase();

let tenant: TestTenant;
let cpo: Awaited<ReturnType<typeof aRoamingDriver>>;
let driver: Ctx;

beforeAll(async () => {
  tenant = await aTenant(database.pool, { now: "2026-10-14T11:00:00Z" });
  cpo = await aRoamingDriver(database.pool, tenant);
  const userId = newId<"user">();
  const who = { email: "d@kvitt.example", roles: ["driver"], driverId: cpo.driver.id } as const;
  driver = tenant.as({ kind: "user", userId, ...who });
});

/** A session of the 14th, 12:00 to 13:00 in Stockholm, that is over. */
async function endedSession(): Promise<string> {
  const { cdr_token, auth_method, currency, ...cdr } = cdrOf("WAITS", 14, 10);
  const sent = await cpo.send("PUT", "sessions/SE/NSL/S-WAITS", {
    country_code: "SE",
    party_id: "NSL",
    id: "S-WAITS",
    start_date_time: cdr.start_date_time,
    end_date_time: cdr.end_date_time,
    kwh: 10,
    cdr_token,
    auth_method,
    location_id: "LOC-1",
    evse_uid: "E1",
    connector_id: "1",
    currency,
    status: "COMPLETED",
    last_updated: cdr.end_date_time,
  });
  expect(sent.ocpi).toBe(1000);
  const { sessions } = await listDriverSessions(driver, { page: 1 });
  return sessions.find(({ state }) => state === "priceComing")?.id ?? "";
}

describe("a price that has not come", () => {
  it("is not foretold for an operator whose records we do not know, and is late after a day", async () => {
    const id = await endedSession();
    expect(await readPendingPrice(driver, id)).toEqual({
      receivedAt: null,
      usualS: null,
      isLate: false,
    });
  });

  it("comes within what nine of ten of the operator's records took", async () => {
    // Five records of earlier days, each told now: two to ten days late.
    for (const day of [4, 6, 8, 10, 12]) await cpo.send("POST", "cdrs", cdrOf(`D${day}`, day, 1));
    const { sessions } = await listDriverSessions(driver, { page: 1 });
    const id = sessions.find(({ energyMicroKwh }) => energyMicroKwh === 10_000_000n)?.id ?? "";
    const pending = await readPendingPrice(driver, id);
    // Of 2, 4, 6, 8 and 10 days, 90 % lie below 9.2.
    expect(pending.usualS).toBeCloseTo(9.2 * 86_400, 3);
    expect(pending.isLate).toBe(false);
    tenant.clock.advance({ hours: 24 * 10 });
    expect((await readPendingPrice(driver, id)).isLate).toBe(true);
  });

  it("is being checked once the record came", async () => {
    await rateAll(tenant.ctx);
    const { sessions } = await listDriverSessions(driver, { page: 1 });
    const id = sessions.find(({ energyMicroKwh }) => energyMicroKwh === 1_000_000n)?.id ?? "";
    const { receivedAt } = await readPendingPrice(driver, id);
    expect(receivedAt?.toString()).toBe("2026-10-14T11:00:00Z");
  });
});
