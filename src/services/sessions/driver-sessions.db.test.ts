import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import type { Id } from "@/core/ids";
import { newId } from "@/db/new-id";
import { tokens } from "@/db/schema/drivers";
import type { Ctx } from "@/services/context";
import { ServiceError } from "@/services/service-error";
import { aDriver } from "@/testing/builders/driver";
import { aTenant, type TestTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { aRoamingDriver, cdrOf, rateAll } from "@/testing/roaming-driver";
import { getDriverSession } from "./get-driver-session";
import { listDriverSessions } from "./list-driver-sessions";
import { readLiveSessions } from "./read-live-sessions";

const database = testDatabase();

function driverCtx(tenant: TestTenant, driverId: Id<"driver">): Ctx {
  const userId = newId<"user">();
  return tenant.as({ kind: "user", userId, email: "d@kvitt.example", roles: ["driver"], driverId });
}

/** What the CPO sends while the session of `cdrOf(id, …)` runs: `kwh` so far, with or without periods. */
function sessionOf(id: string, kwh: number, hasPeriods: boolean) {
  const { cdr_token, auth_method, currency, charging_periods, ...cdr } = cdrOf(id, 12, kwh);
  return {
    country_code: "SE",
    party_id: "NSL",
    id: cdr.session_id,
    start_date_time: cdr.start_date_time,
    kwh,
    cdr_token,
    auth_method,
    location_id: "LOC-1",
    evse_uid: "E1",
    connector_id: "1",
    currency,
    ...(hasPeriods ? { charging_periods } : {}),
    status: "ACTIVE",
    last_updated: "2026-10-12T10:20:00Z",
  };
}

let tenant: TestTenant;
let cpo: Awaited<ReturnType<typeof aRoamingDriver>>;
let astrid: Ctx;
let stranger: Ctx;

beforeAll(async () => {
  tenant = await aTenant(database.pool, { now: "2026-10-12T10:21:00Z" });
  cpo = await aRoamingDriver(database.pool, tenant);
  astrid = driverCtx(tenant, cpo.driver.id);
  stranger = driverCtx(tenant, (await aDriver(tenant.ctx)).id);
});

async function push(id: string, kwh: number, hasPeriods = true): Promise<void> {
  const sent = await cpo.send("PUT", `sessions/SE/NSL/S-${id}`, sessionOf(id, kwh, hasPeriods));
  expect(sent.ocpi).toBe(1000);
}

const refusalOf = (asked: Promise<unknown>) =>
  asked.then(
    () => "answered",
    (error: unknown) => (error instanceof ServiceError ? error.code : "threw"),
  );

describe("a running session", () => {
  it("shows its energy, and a price from the periods sent so far by the driver's own plan", async () => {
    await push("LIVE", 10);
    const [live] = await readLiveSessions(astrid);
    // 10 kWh × 4.00 before tax, with 25 % VAT 50.00, 10 % on it, 1.00 a session.
    expect(live).toMatchObject({
      energyMicroKwh: 10_000_000n,
      place: "Slussen P-hus",
      runningPrice: { amountMinor: 5_600n, currency: "SEK" },
    });
  });

  it("says that the price is not known where the CPO sends no periods, rather than nothing owed", async () => {
    await push("BARE", 3, false);
    const live = await readLiveSessions(astrid);
    expect(
      live.find(({ energyMicroKwh }) => energyMicroKwh === 3_000_000n)?.runningPrice,
    ).toBeNull();
  });

  it("is nobody else's to see", async () => {
    expect(await readLiveSessions(stranger)).toEqual([]);
  });
});

describe("a driver's sessions", () => {
  it("keep one address through session and CDR, and come to the price of the bill", async () => {
    const [before] = (await listDriverSessions(astrid, { page: 1, state: "charging" })).sessions;
    await cpo.send("POST", "cdrs", cdrOf("LIVE", 12, 20));
    await rateAll(tenant.ctx);
    const all = await listDriverSessions(astrid, { page: 1 });
    const [after] = all.sessions.filter(({ state }) => state === "priced");
    expect(all.sessions.map(({ id }) => id)).toContain(before?.id);
    expect(after).toMatchObject({
      energyMicroKwh: 20_000_000n,
      price: { amountMinor: 11_100n, currency: "SEK" },
      month: "2026-10",
    });
    const page = await getDriverSession(astrid, after?.id ?? "");
    expect(page.charge).toMatchObject({ grossMinor: 11_100n, basis: "gross" });
    expect(page.charge?.lines.map(({ item }) => item.kind)).toEqual([
      "cost",
      "percentage",
      "session-fee",
      "promise",
    ]);
    expect((await readLiveSessions(astrid)).map(({ id }) => id)).not.toContain(after?.id);
  });

  it("say what they were started with by the name that its driver gave it", async () => {
    const named = eq(tokens.driverId, cpo.driver.id);
    await tenant.ctx.db.update(tokens).set({ name: "Nyckelknippan" }).where(named);
    const [one] = (await listDriverSessions(astrid, { page: 1 })).sessions;
    const { token } = await getDriverSession(astrid, one?.id ?? "");
    expect(token?.label).toBe("Nyckelknippan");
  });

  it("list a CDR that came without a session, and count it in its month", async () => {
    const { session_id: _none, ...orphan } = cdrOf("ORPHAN", 11, 5);
    await cpo.send("POST", "cdrs", orphan);
    await rateAll(tenant.ctx);
    const { months, sessions, total } = await listDriverSessions(astrid, { page: 1 });
    expect(total).toBe(3);
    expect(sessions.map(({ state }) => state).toSorted((a, b) => a.localeCompare(b))).toEqual([
      "charging",
      "priced",
      "priced",
    ]);
    expect(months).toMatchObject([
      {
        month: "2026-10",
        sessions: 3,
        prices: [{ amountMinor: 11_100n + 2_850n, currency: "SEK" }],
        withoutPrice: 1,
      },
    ]);
    expect((await listDriverSessions(astrid, { page: 1, month: "2026-09" })).total).toBe(0);
  });

  it("are found by their own driver only; for others, and for what is no id, there is nothing", async () => {
    const { sessions } = await listDriverSessions(astrid, { page: 1 });
    for (const { id } of sessions) {
      expect(await refusalOf(getDriverSession(stranger, id))).toBe("NOT_FOUND");
    }
    expect(await refusalOf(getDriverSession(astrid, "1' or true --"))).toBe("NOT_FOUND");
    expect((await listDriverSessions(stranger, { page: 1 })).total).toBe(0);
  });

  it("are refused to staff without a driver's account", async () => {
    const finance = tenant.as({
      kind: "user",
      userId: newId<"user">(),
      email: "f@kvitt.example",
      roles: ["finance"],
      driverId: null,
    });
    expect(await refusalOf(listDriverSessions(finance, { page: 1 }))).toBe("FORBIDDEN");
    expect(await refusalOf(readLiveSessions(finance))).toBe("FORBIDDEN");
  });
});
