import { and, eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import type { Id } from "@/core/ids";
import { newId } from "@/db/new-id";
import { meterChecks } from "@/db/schema/receipts";
import { cases } from "@/db/schema/treasury";
import type { Ctx } from "@/services/context";
import { getDriverSession } from "@/services/sessions/get-driver-session";
import { listDriverSessions } from "@/services/sessions/list-driver-sessions";
import { aDriver } from "@/testing/builders/driver";
import { staff } from "@/testing/builders/staff";
import { aTenant, type TestTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { aRoamingDriver, cdrOf, rateAll } from "@/testing/roaming-driver";
import { aMeter, aPayload, signedBy } from "@/testing/signed-meter";
import { checkMeterData, meterDataView } from "@/trpc/meter-data";
import { listMeterChecks, readMeterData } from "./read-meter-data";

const database = testDatabase();
const meter = aMeter();
const record = signedBy(meter, aPayload());

let tenant: TestTenant;
let cpo: Awaited<ReturnType<typeof aRoamingDriver>>;
let driver: Ctx;
let finance: Ctx;

function driverCtx(driverId: Id<"driver">): Ctx {
  const userId = newId<"user">();
  return tenant.as({ kind: "user", userId, email: "d@kvitt.example", roles: ["driver"], driverId });
}

/** Sends a CDR of a charge at 18:00, with the record or without, and gives its session's page. */
async function charged(id: string, kwh: number, signed: string | null): Promise<string> {
  const cdr = cdrOf(id, 17, kwh);
  const signed_data = {
    encoding_method: "OCMF",
    public_key: meter.publicKey,
    signed_values: [{ nature: "End", plain_data: "", signed_data: signed }],
  };
  const body = {
    ...cdr,
    start_date_time: "2026-11-03T17:00:00Z",
    end_date_time: "2026-11-03T18:30:00Z",
    charging_periods: cdr.charging_periods.map((one) => ({
      ...one,
      start_date_time: "2026-11-03T17:00:00Z",
    })),
    ...(signed === null ? {} : { signed_data }),
  };
  const sent = await cpo.send("POST", "cdrs", body);
  expect(sent.ocpi).toBe(1000);
  await rateAll(tenant.ctx);
  const { sessions } = await listDriverSessions(driver, { page: 1 });
  const pages = await Promise.all(sessions.map((one) => getDriverSession(driver, one.id)));
  const page = pages.find(({ energyMicroKwh }) => energyMicroKwh === BigInt(kwh * 1_000_000));
  return page?.id ?? "";
}

const seen = (outcome: "genuine" | "altered" | "other_energy") => ({
  outcome,
  detail: { signedKwh: "12.345", fingerprint: null },
});

beforeAll(async () => {
  tenant = await aTenant(database.pool, { now: "2026-11-03T20:00:00Z" });
  cpo = await aRoamingDriver(database.pool, tenant);
  driver = driverCtx(cpo.driver.id);
  finance = tenant.as(staff("finance"));
});

describe("signed meter data of a charge", () => {
  it("are checked again here, and both answers are kept once", async () => {
    const id = await charged("GENUINE", 12.345, record);
    const { check } = await checkMeterData(driver, id, seen("genuine"));
    expect(check).toMatchObject({ outcome: "genuine", signedKwh: "12.345" });
    await checkMeterData(driver, id, seen("genuine"));
    const data = await readMeterData(driver, id);
    expect(data?.checks.map(({ checkedIn, outcome }) => [checkedIn, outcome]).toSorted()).toEqual([
      ["browser", "genuine"],
      ["server", "genuine"],
    ]);
    const view = await meterDataView(driver, id);
    expect(view?.last?.check).toEqual(check);
    expect(view?.keyHistory).toEqual({ same: 0, others: 0 });
  });

  it("open a case where they are not what was billed, whatever the browser said", async () => {
    const id = await charged("OTHER", 13, record);
    const before = await getDriverSession(driver, id);
    const { check, keyHistory } = await checkMeterData(driver, id, seen("genuine"));
    expect(check.outcome).toBe("other_energy");
    expect(keyHistory).toEqual({ same: 1, others: 0 });
    const data = await readMeterData(driver, id);
    const [opened] = await tenant.ctx.db
      .select({ kind: cases.kind, subjectId: cases.subjectId, detail: cases.detail })
      .from(cases)
      .where(and(eq(cases.tenantId, tenant.ctx.tenantId), eq(cases.driverId, cpo.driver.id)));
    expect(opened).toEqual({
      kind: "meter_energy_differs",
      subjectId: data?.cdrId,
      detail: { signedKwh: "12.345", billedKwh: "13", meter: "NSL-0042" },
    });
    const kept = await listMeterChecks(finance, data?.cdrId as Id<"cdr">);
    expect(kept.find(({ checkedIn }) => checkedIn === "browser")?.detail).toMatchObject({
      agrees: false,
    });
    // The bill itself stands as it stood.
    expect(await getDriverSession(driver, id)).toEqual(before);
  });

  it("are said to be none where none came, and nothing is kept", async () => {
    const id = await charged("BARE", 14, null);
    expect(await meterDataView(driver, id)).toMatchObject({ data: null, last: null });
    await expect(checkMeterData(driver, id, seen("genuine"))).rejects.toMatchObject({
      code: "PRECONDITION",
    });
  });

  it("are nobody else's", async () => {
    const [kept] = await tenant.ctx.db
      .select({ cdrId: meterChecks.cdrId })
      .from(meterChecks)
      .where(eq(meterChecks.tenantId, tenant.ctx.tenantId));
    const stranger = driverCtx((await aDriver(tenant.ctx)).id);
    await expect(meterDataView(stranger, kept?.cdrId ?? "")).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    await expect(listMeterChecks(driver, kept?.cdrId as Id<"cdr">)).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
  });

  it("keep what was found: a check is never changed", async () => {
    const attempt = tenant.ctx.db.update(meterChecks).set({ outcome: "genuine" });
    await expect(attempt).rejects.toThrow();
  });
});
