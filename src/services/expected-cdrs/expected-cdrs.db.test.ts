import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Id } from "@/core/ids";
import { storeToken } from "@/services/tokens/store-token";
import { aDriver } from "@/testing/builders/driver";
import { testDatabase } from "@/testing/database";
import { aPullRig, type PullRig, sessionOf } from "@/testing/pull-rig";
import { cdrOf } from "@/testing/roaming-driver";
import { type ExpectedKind, listExpectedCdrs } from "./list-expected-cdrs";
import { readExpectedSummary } from "./read-expected-summary";

const database = testDatabase();
let rig: PullRig;

beforeEach(async () => {
  rig = await aPullRig(database.pool);
});
afterEach(() => rig.cpo.stop());

const session = (id: string, end: string | null, more: Record<string, unknown> = {}) =>
  rig.push(
    "PUT",
    `sessions/SE/NSL/${id}`,
    sessionOf(id, {
      start_date_time: "2026-11-01T08:00:00Z",
      ...(end && { end_date_time: end, status: "COMPLETED" }),
      last_updated: end ?? "2026-11-01T08:30:00Z",
      ...more,
    }),
  );
const cdr = (id: string, sessionId: string | null, more: Record<string, unknown> = {}) =>
  rig.push("POST", "cdrs", {
    ...cdrOf(id, 20, 10),
    session_id: sessionId ?? undefined,
    ...more,
  });
const list = async (
  kind: ExpectedKind,
  more: { from?: string; to?: string; partnerId?: string } = {},
) => (await listExpectedCdrs(rig.ctx, { kind, page: 1, ...more })).items;
const ids = async (kind: ExpectedKind) => (await list(kind)).map(({ ocpiId }) => ocpiId);

describe("the book of expected CDRs", () => {
  it("lists sessions that ended without a CDR, the oldest first, and drops each when its CDR comes", async () => {
    await session("S-2", "2026-11-02T10:00:00Z");
    await session("S-1", "2026-11-01T10:00:00Z");
    await session("S-3", "2026-11-02T09:00:00Z", { status: "INVALID" });
    expect(await ids("missing")).toEqual(["S-1", "S-2"]);
    // The id in another spelling is the same session's.
    await cdr("CDR-1", "s-1");
    expect(await ids("missing")).toEqual(["S-2"]);
    await cdr("CDR-2", "S-2");
    expect(await ids("missing")).toEqual([]);
  });

  it("calls a CDR late by what its partner usually takes", async () => {
    await session("S-1", "2026-11-02T06:00:00Z");
    // Nothing is known of the partner yet: five hours are nothing.
    expect(await list("missing")).toMatchObject([{ isLate: false, ageS: 5 * 3600 }]);
    for (let index = 1; index <= 10; index++) {
      rig.tenant.clock.set(`2026-10-${10 + index}T11:${index * 5}:00Z`.replace(":5:", ":05:"));
      await rig.push("POST", "cdrs", cdrOf(`CDR-${index}`, 10 + index, 10));
    }
    rig.tenant.clock.set("2026-11-02T11:00:00Z");
    expect(await list("missing")).toMatchObject([{ isLate: true }]);
    const { partners } = await readExpectedSummary(rig.ctx);
    expect(partners).toMatchObject([{ missing: 1, late: 1, delay: { samples: 10 } }]);
    expect(partners[0]?.delay?.medianS).toBeCloseTo(27.5 * 60, 0);
    expect(partners[0]?.delay?.p90S).toBeCloseTo(45.5 * 60, 0);
  });

  it("lists CDRs whose session nobody told of", async () => {
    await session("S-1", "2026-11-01T10:00:00Z");
    await cdr("CDR-1", "S-1");
    await cdr("CDR-2", "S-UNKNOWN");
    expect(await list("unexpected")).toMatchObject([
      { ocpiId: "CDR-2", sessionOcpiId: "S-UNKNOWN", partnerName: "Nordström Laddning" },
    ]);
  });

  it("lists sessions that run and were not heard of for a day, until they are heard of again", async () => {
    await session("S-1", null);
    expect(await ids("stale")).toEqual([]);
    rig.tenant.clock.advance({ hours: 25 });
    expect(await list("stale")).toMatchObject([{ ocpiId: "S-1", ageS: 25 * 3600, isLate: false }]);
    await session("S-1", null, { last_updated: "2026-11-03T11:00:00Z", kwh: 9 });
    expect(await ids("stale")).toEqual([]);
    rig.tenant.clock.advance({ hours: 25 });
    await cdr("CDR-1", "S-1");
    expect(await ids("stale")).toEqual([]);
  });

  it("ties a CDR that names no session to one by token and start", async () => {
    const { id: driverId } = await aDriver(rig.ctx);
    const contractId = "SE-KVT-C00000011-7";
    await storeToken(rig.ctx, { driverId, uid: "04A2B91C5E6180", type: "RFID", contractId });
    await session("S-1", "2026-11-01T10:00:00Z");
    await session("S-2", "2026-11-01T15:00:00Z", { start_date_time: "2026-11-01T14:00:00Z" });
    await cdr("CDR-1", null, { start_date_time: "2026-11-01T08:01:00Z" });
    expect(await ids("missing")).toEqual(["S-2"]);
  });

  it("shows by partner and day where sessions and CDRs differ in number, by the operator's clock", async () => {
    // 23:30 UTC is the next day in Stockholm.
    await session("S-1", "2026-11-01T23:30:00Z");
    await session("S-2", "2026-11-01T10:00:00Z");
    await cdr("CDR-2", "S-2", {
      start_date_time: "2026-11-01T08:00:00Z",
      end_date_time: "2026-11-01T10:00:00Z",
    });
    const { gaps } = await readExpectedSummary(rig.ctx);
    expect(gaps).toMatchObject([{ day: "2026-11-02", sessions: 1, cdrs: 0 }]);
  });

  it("says how far the lists were read and what stopped them", async () => {
    rig.cpo.spoil = ({ module }) => (module === "cdrs" ? { http: 500 } : {});
    await rig.pull("cdrs");
    const { partners } = await readExpectedSummary(rig.ctx);
    const lists = partners[0]?.lists ?? [];
    expect(lists.map(({ module }) => module)).toEqual(["cdrs", "sessions"]);
    expect(lists[0]).toMatchObject({ readUntil: null });
    expect(lists[0]?.lastError).toContain("HTTP 500");
  });

  it("is narrowed by partner and day", async () => {
    await session("S-1", "2026-11-01T10:00:00Z");
    expect(
      await list("missing", { partnerId: rig.partnerId, from: "2026-11-01", to: "2026-11-01" }),
    ).toHaveLength(1);
    expect(await list("missing", { from: "2026-11-02" })).toEqual([]);
    expect(await list("missing", { to: "2026-10-31" })).toEqual([]);
    expect(await list("missing", { partnerId: rig.tenant.tenantId })).toEqual([]);
  });

  it("is for finance only", async () => {
    const actor = (roles: readonly ("finance" | "operations" | "driver")[]) =>
      rig.tenant.as({
        kind: "user",
        userId: "u" as Id<"user">,
        email: "a@kvitt.example",
        roles,
        driverId: null,
      });
    for (const role of ["operations", "driver"] as const) {
      await expect(readExpectedSummary(actor([role]))).rejects.toMatchObject({ code: "FORBIDDEN" });
      await expect(
        listExpectedCdrs(actor([role]), { kind: "missing", page: 1 }),
      ).rejects.toMatchObject({ code: "FORBIDDEN" });
    }
    await expect(readExpectedSummary(actor(["finance"]))).resolves.toBeDefined();
  });
});

describe("a CDR that was never pushed", () => {
  it("stands in the book until the pull brings it", async () => {
    await session("S-CDR-7", "2026-11-02T09:00:00Z");
    expect(await ids("missing")).toEqual(["S-CDR-7"]);
    rig.cpo.lists["cdrs"] = [cdrOf("CDR-7", 20, 10)];
    expect(await rig.pull("cdrs")).toMatchObject({ fresh: 1 });
    expect(await ids("missing")).toEqual([]);
  });
});
