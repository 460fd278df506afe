import { eq } from "drizzle-orm";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Id } from "@/core/ids";
import { newId } from "@/db/new-id";
import { cdrRatings, cdrs, type Verdict } from "@/db/schema/cdrs";
import { partners } from "@/db/schema/partners";
import type { Ctx } from "@/services/context";
import { type NewMessage, storeMessage } from "@/services/messages/store-message";
import { aBookedCdr, roamers } from "@/testing/builders/booked-cdr";
import { aPartner } from "@/testing/builders/partner";
import { aPartnerPerson } from "@/testing/builders/partner-person";
import { aTenant, type TestTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { listCertificationRuns, watchCertification } from "./certification-run";
import { type StepId, stepsOf } from "./certification-step";
import { startCertification } from "./start-certification";
import { stopCertification } from "./stop-certification";

const database = testDatabase();
let tenant: TestTenant;
let partnerId: Id<"partner">;
let person: Ctx;
let runId: Id<"other">;

beforeAll(async () => {
  tenant = await aTenant(database.pool);
});

beforeEach(async () => {
  partnerId = (await aPartner(tenant.ctx)).id;
  person = tenant.as(await aPartnerPerson(tenant, partnerId));
  tenant.clock.advance({ minutes: 10 });
  runId = await startCertification(person, { version: "2.2.1" });
  tenant.clock.advance({ seconds: 1 });
});

type Shown = Partial<NewMessage> & Pick<NewMessage, "module" | "method" | "url">;

const RECEIVER = "/ocpi/2.2.1/receiver";

const json = (value: unknown) => Buffer.from(JSON.stringify(value, null, 1));

/** A message that shows each step. */
const SHOWING: Partial<Record<StepId, Shown>> = {
  "versions-read": { module: "versions", method: "GET", url: "/ocpi/versions" },
  "details-read": { module: "versions", method: "GET", url: "/ocpi/2.2.1" },
  rotation: { module: "credentials", method: "PUT", url: "/ocpi/2.2.1/credentials" },
  "location-put": { module: "locations", method: "PUT", url: `${RECEIVER}/locations/SE/NSL/L1` },
  "evse-status": {
    module: "locations",
    method: "PATCH",
    url: `${RECEIVER}/locations/SE/NSL/L1/E1`,
    body: json({ status: "CHARGING", last_updated: "2026-11-02T11:00:00Z" }),
  },
  "tariff-put": { module: "tariffs", method: "PUT", url: `${RECEIVER}/tariffs/SE/NSL/T1` },
  "tokens-known": { module: "tokens", method: "GET", url: "/ocpi/2.2.1/sender/tokens?limit=10" },
  "authorize-known": {
    module: "tokens",
    method: "POST",
    url: "/ocpi/2.2.1/sender/tokens/04A2/authorize?type=RFID",
    ocpiStatus: 1000,
  },
  "authorize-unknown": {
    module: "tokens",
    method: "POST",
    url: "/ocpi/2.2.1/sender/tokens/FFFF/authorize",
    outcome: "rejected",
    ocpiStatus: 2004,
  },
  "session-start": {
    module: "sessions",
    method: "PUT",
    url: `${RECEIVER}/sessions/SE/NSL/S1`,
    body: json({ id: "S1", status: "ACTIVE" }),
  },
  "session-update": {
    module: "sessions",
    method: "PATCH",
    url: `${RECEIVER}/sessions/SE/NSL/S1`,
    body: json({ kwh: 2, charging_periods: [] }),
  },
  "session-end": {
    module: "sessions",
    method: "PATCH",
    url: `${RECEIVER}/sessions/SE/NSL/S1`,
    body: json({ status: "COMPLETED" }),
  },
  "cdr-post": { module: "cdrs", method: "POST", url: `${RECEIVER}/cdrs` },
  "cdr-read-back": { module: "cdrs", method: "GET", url: `${RECEIVER}/cdrs/SE/NSL/C1` },
  "cdr-replay": { module: "cdrs", method: "POST", url: `${RECEIVER}/cdrs`, outcome: "replay" },
  "pull-locations": {
    module: "locations",
    method: "GET",
    url: "https://nordstrom.example/ocpi/locations",
    direction: "out",
  },
  "pull-tariffs": {
    module: "tariffs",
    method: "GET",
    url: "https://nordstrom.example/ocpi/tariffs",
    direction: "out",
  },
  "start-command": {
    module: "commands",
    method: "POST",
    url: "https://nordstrom.example/ocpi/commands/START_SESSION",
    direction: "out",
  },
};

const HABITS: Partial<Record<StepId, string>> = {
  "request-ids": "x-request-id: missing",
  routing: "ocpi-from: missing",
  "token-encoding": "authorization: raw-token",
  "date-times": "last_updated: no-zone",
};

async function send(shown: Shown, of: Id<"partner"> = partnerId): Promise<Id<"message">> {
  tenant.clock.advance({ seconds: 1 });
  return storeMessage(tenant.ctx, {
    partnerId: of,
    direction: "in",
    outcome: "accepted",
    ...shown,
  });
}

async function stepOf(id: StepId) {
  const { steps } = await watchCertification(person, runId);
  const step = steps.find((one) => one.id === id);
  if (!step) throw new Error(`no step ${id}`);
  return step;
}

/** A CDR of the partner that came now, with the verdict given and a figure of ours of 1.00. */
async function aRatedCdr(verdict: Verdict): Promise<Id<"message">> {
  const { db, tenantId } = tenant.ctx;
  const who = { ...(await roamers(tenant.ctx)), partnerId };
  const price = { costMinor: 100n, priceMinor: 200n };
  const { cdrId } = await aBookedCdr(tenant.ctx, who, price);
  const messageId = await send({ module: "cdrs", method: "POST", url: `${RECEIVER}/cdrs` });
  const ratingId = newId<"cdrRating">();
  await db.insert(cdrRatings).values({
    tenantId,
    id: ratingId,
    cdrId,
    verdict,
    ownExclMicro: 1_000_000n,
    explanation: [],
    tariffSource: "cdr",
    engineVersion: "test",
    tzdataVersion: "test",
    ratedAt: tenant.clock.now(),
  });
  const claimedExclMicro = verdict === "mismatch" ? 1_500_000n : 1_000_000n;
  await db.update(cdrs).set({ messageId, ratingId, claimedExclMicro }).where(eq(cdrs.id, cdrId));
  return messageId;
}

describe("a step of the self-certification", () => {
  const ids = Object.keys(SHOWING) as StepId[];

  it.each(ids)("%s is seen by its message, and waits before", async (id) => {
    const shown = SHOWING[id];
    if (!shown) throw new Error("no message");
    expect((await stepOf(id)).state).toBe("waiting");
    const messageId = await send(shown);
    expect(await stepOf(id)).toMatchObject({ state: "seen", evidence: { messageId } });
  });

  it("is not moved by another partner's messages, nor by those before the run", async () => {
    const other = await aPartner(tenant.ctx);
    const early = tenant.clock.now().subtract({ minutes: 5 });
    for (const shown of Object.values(SHOWING)) {
      await send(shown, other.id);
      await send({ ...shown, occurredAt: early });
    }
    const { steps } = await watchCertification(person, runId);
    // The connection was registered before: that is all there is.
    expect(steps.filter(({ state }) => state !== "waiting").map(({ id }) => id)).toEqual([
      "handshake",
    ]);
  });

  it.each(ids.filter((id) => !["authorize-unknown", "cdr-replay"].includes(id)))(
    "%s is not seen by a message that was refused",
    async (id) => {
      const shown = SHOWING[id];
      if (!shown) throw new Error("no message");
      const reasons = ["id: missing"];
      const messageId = await send({ ...shown, outcome: "rejected", ocpiStatus: 2001, reasons });
      const refused = await stepOf(id);
      expect(refused).toMatchObject({ state: "wrong", evidence: { messageId, reasons } });
      await send(shown);
      expect((await stepOf(id)).state).toBe("seen");
    },
  );

  it("is about the run's version alone", async () => {
    for (const shown of Object.values(SHOWING)) {
      if (shown.direction === "out") continue;
      await send({ ...shown, url: shown.url.replace("2.2.1", "2.1.1") });
    }
    const { steps } = await watchCertification(person, runId);
    const seen = steps.filter(({ state }) => state === "seen").map(({ id }) => id);
    expect(seen).toEqual(["versions-read", "handshake", "rotation"]);
    const known = stepsOf("2.1.1").map(({ id }) => id);
    expect(known.filter((id) => ["request-ids", "routing", "token-encoding"].includes(id))).toEqual(
      [],
    );
  });

  it.each(Object.entries(HABITS) as [StepId, string][])(
    "%s is wrong while one of the latest five messages lacks it, and seen when all have it",
    async (id, note) => {
      const shown = { module: "tariffs", method: "PUT", url: `${RECEIVER}/tariffs/SE/NSL/T1` };
      expect((await stepOf(id)).state).toBe("waiting");
      await send({ ...shown, notes: [note, "elements: missing"] });
      expect(await stepOf(id)).toMatchObject({ state: "wrong", lacks: [note] });
      for (let index = 0; index < 5; index++) await send(shown);
      expect((await stepOf(id)).state).toBe("seen");
    },
  );

  it("handshake waits for a partner that is not registered, and names another version", async () => {
    const where = eq(partners.id, partnerId);
    await tenant.ctx.db.update(partners).set({ state: "invited", version: null }).where(where);
    expect((await stepOf("handshake")).state).toBe("waiting");
    await tenant.ctx.db
      .update(partners)
      .set({ state: "registered", version: "2.1.1" })
      .where(where);
    expect(await stepOf("handshake")).toMatchObject({
      state: "wrong",
      lacks: ["version: 2.1.1"],
    });
  });

  it("cdr-arithmetic shows the claim of the latest CDR beside our figure", async () => {
    expect((await stepOf("cdr-arithmetic")).state).toBe("waiting");
    const wrong = await aRatedCdr("mismatch");
    expect(await stepOf("cdr-arithmetic")).toMatchObject({
      state: "wrong",
      evidence: { messageId: wrong },
      figures: { claimedMicro: 1_500_000n, ownMicro: 1_000_000n, currency: "SEK" },
    });
    const right = await aRatedCdr("rounding");
    expect(await stepOf("cdr-arithmetic")).toMatchObject({
      state: "seen",
      evidence: { messageId: right },
    });
  });
});

describe("a run of the self-certification", () => {
  it("passes when every required step was seen, and stays passed", async () => {
    await aRatedCdr("match");
    for (const shown of Object.values(SHOWING)) {
      if (shown.direction === "out") continue;
      expect((await watchCertification(person, runId)).state).toBe("running");
      await send(shown);
    }
    const passed = await watchCertification(person, runId);
    expect(passed.steps.filter((s) => s.isRequired && s.state !== "seen")).toEqual([]);
    expect(passed).toMatchObject({ state: "passed", endedAt: tenant.clock.now() });
    // What comes later is no part of it.
    const url = `${RECEIVER}/tariffs/SE/NSL/T1`;
    await send({ module: "tariffs", method: "PUT", url, notes: ["x-request-id: missing"] });
    expect(await watchCertification(person, runId)).toEqual(passed);
    expect(await listCertificationRuns(person)).toMatchObject([{ id: runId, state: "passed" }]);
  });

  it("is one at a time, and keeps what was seen when it is stopped", async () => {
    const start = startCertification(person, { version: "2.2.1" });
    await expect(start).rejects.toMatchObject({ code: "CONFLICT" });
    await send({ module: "versions", method: "GET", url: "/ocpi/versions" });
    await stopCertification(person, { runId });
    await expect(stopCertification(person, { runId })).rejects.toMatchObject({ code: "NOT_FOUND" });
    tenant.clock.advance({ seconds: 5 });
    await send({ module: "versions", method: "GET", url: "/ocpi/2.2.1" });
    const report = await watchCertification(person, runId);
    expect(report).toMatchObject({ state: "stopped", startedBy: "Nora Ström" });
    const seen = report.steps.filter(({ state }) => state === "seen").map(({ id }) => id);
    expect(seen).toEqual(["versions-read", "handshake"]);
    await startCertification(person, { version: "2.1.1" });
  });

  it("is begun once when two press at the same moment", async () => {
    await stopCertification(person, { runId });
    const starts = [1, 2, 3].map(() => startCertification(person, { version: "2.2.1" }));
    const results = await Promise.allSettled(starts);
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });
});
