import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { tokenDeliveries } from "@/db/schema/drivers";
import { partners } from "@/db/schema/partners";
import { blockToken } from "@/services/tokens/block-token";
import { storeToken } from "@/services/tokens/store-token";
import { testDatabase } from "@/testing/database";
import { recipientOf } from "@/testing/fake-hub";
import { aHubRig } from "@/testing/hub-rig";
import { LATER_VERSIONS } from "@/testing/wire-forms";
import { pushDueTokens } from "./push-token";

const database = testDatabase();
const PUT = "PUT tokens/SE/KVT/04A2B91C5E6180";
let rig: Awaited<ReturnType<typeof aHubRig>>;

const aCard = (uid = "04A2B91C5E6180") =>
  storeToken(rig.ctx, { uid, type: "RFID", driverId: rig.driver.id });
const pushDue = () => pushDueTokens(rig.ctx, 10);
const delivery = async () => {
  const [row] = await rig.ctx.db
    .select()
    .from(tokenDeliveries)
    .where(eq(tokenDeliveries.partnerId, rig.partnerId));
  return row;
};
const recipients = () => rig.hub.asked("tokens").map(recipientOf);

describe.each(LATER_VERSIONS)("a token for a hub of %s", (version) => {
  beforeEach(async () => {
    rig = await aHubRig(database.pool, version);
  });
  afterEach(() => rig.hub.stop());

  it("goes to all behind it by one request that names the hub, and keeps our party in its address", async () => {
    await aCard();
    await pushDue();
    expect(recipients()).toEqual(["NL/HUB"]);
    expect(rig.hub.calls[0]).toMatchObject({
      method: "PUT",
      path: "tokens/SE/KVT/04A2B91C5E6180",
      headers: { "ocpi-from-country-code": "SE", "ocpi-from-party-id": "KVT" },
      body: { country_code: "SE", party_id: "KVT", valid: true },
    });
    expect(await delivery()).toMatchObject({ state: "acknowledged" });
  });

  it.each(["OFFLINE", "SUSPENDED", "PLANNED"])(
    "waits while nobody behind it can be reached (%s), with the reason, and goes once somebody is",
    async (status) => {
      await rig.tellOf("ABC", status);
      await aCard();
      await pushDue();
      expect(rig.hub.calls).toEqual([]);
      expect(await delivery()).toMatchObject({
        state: "pending",
        attempts: 0,
        lastError: expect.stringContaining("No operator behind the hub is CONNECTED"),
      });
      for (let hour = 0; hour < 30; hour++) {
        rig.clock.advance({ hours: 1 });
        await pushDue();
      }
      expect(await delivery()).toMatchObject({ state: "pending", attempts: 0 });
      await rig.tellOf("ABC", "CONNECTED", "2026-11-02T10:30:00Z");
      await pushDue();
      expect(recipients()).toEqual(["NL/HUB"]);
      expect(await delivery()).toMatchObject({ state: "acknowledged", lastError: null });
    },
  );

  it("is told again to a party that was away when it changed, and not to one that was not", async () => {
    await rig.tellOf("ABC", "CONNECTED", "2026-11-02T10:00:00Z");
    await rig.tellOf("XYZ", "CONNECTED", "2026-11-02T10:00:00Z");
    const tokenId = await aCard();
    await pushDue();
    rig.clock.advance({ hours: 1 });
    await rig.tellOf("XYZ", "OFFLINE", "2026-11-02T11:30:00Z");
    await rig.tellOf("XYZ", "CONNECTED", "2026-11-02T11:40:00Z");
    expect(await pushDue()).toBe(0);
    await rig.tellOf("XYZ", "OFFLINE", "2026-11-02T11:50:00Z");
    await blockToken(rig.ctx, tokenId);
    await pushDue();
    await rig.tellOf("XYZ", "CONNECTED", "2026-11-02T11:58:00Z");
    expect(await pushDue()).toBe(1);
    const valid = rig.hub.asked("tokens").map(({ body }) => body["valid"]);
    expect(valid).toEqual([true, false, false]);
  });

  it("is given up when the hub does not know the receiver", async () => {
    rig.hub.answers[PUT] = { ocpi: 4001, message: "who?" };
    await aCard();
    await pushDue();
    rig.clock.advance({ hours: 24 });
    expect(await pushDue()).toBe(0);
    const words = "OCPI 4001 (the hub does not know the receiver): who?";
    expect(await delivery()).toMatchObject({
      state: "failed",
      lastError: expect.stringContaining(words),
    });
    const [message] = await rig.messages("tokens", "out");
    expect(message).toMatchObject({ outcome: "rejected", ocpiStatus: 4001 });
    expect(message?.reasons.join()).toContain(words);
  });

  it.each([
    [4000, 200, "the hub failed"],
    [4002, 504, "the receiver did not answer in time"],
    [4003, 200, "the hub has no connection to the receiver"],
  ])("is sent again, ever more slowly, after %i (HTTP %i)", async (ocpi, http, words) => {
    rig.hub.answers[PUT] = { ocpi, http };
    await aCard();
    await aCard("04F7731A9B2C80");
    await pushDue();
    // What a hub says of one message tells nothing of the next.
    expect(rig.hub.calls).toHaveLength(2);
    const waiting = (await rig.ctx.db.select().from(tokenDeliveries)).filter(
      ({ partnerId, state }) => partnerId === rig.partnerId && state === "pending",
    );
    expect(waiting).toEqual([
      expect.objectContaining({ attempts: 1, lastError: expect.stringContaining(words) }),
    ]);
    expect(await pushDue()).toBe(0);
    rig.clock.advance({ seconds: 5 });
    expect(await pushDue()).toBe(1);
    rig.clock.advance({ seconds: 9 });
    expect(await pushDue()).toBe(0);
    delete rig.hub.answers[PUT];
    rig.clock.advance({ seconds: 1 });
    expect(await pushDue()).toBe(1);
    expect(await delivery()).toMatchObject({ state: "acknowledged" });
  });
});

describe.each(LATER_VERSIONS)("a token for a platform of several CPOs in %s", (version) => {
  beforeEach(async () => {
    rig = await aHubRig(database.pool, version);
    const role = (partyId: string) => ({
      role: "CPO",
      countryCode: "NL",
      partyId,
      name: partyId,
    });
    await rig.ctx.db
      .update(partners)
      .set({ roles: [role("ABC"), role("XYZ")] })
      .where(eq(partners.id, rig.partnerId));
  });
  afterEach(() => rig.hub.stop());

  it("is sent to each of them, and says who refused it", async () => {
    await aCard();
    await pushDue();
    expect(recipients()).toEqual(["NL/ABC", "NL/XYZ"]);
    expect(await delivery()).toMatchObject({ state: "acknowledged" });
    rig.hub.answers["PUT tokens/SE/KVT/04F7731A9B2C80"] = { ocpi: 2001 };
    const tokenId = await aCard("04F7731A9B2C80");
    await pushDue();
    const rows = await rig.ctx.db
      .select()
      .from(tokenDeliveries)
      .where(eq(tokenDeliveries.tokenId, tokenId));
    expect(rows[0]).toMatchObject({
      state: "failed",
      lastError: expect.stringMatching(/^NL\/XYZ: HTTP 200, OCPI 2001/),
    });
  });
});

describe("a token for a hub with its own dialect of 2.1.1", () => {
  beforeEach(async () => {
    rig = await aHubRig(database.pool, "2.1.1", { hubDialect: "authorization-id" });
  });
  afterEach(() => rig.hub.stop());

  it("that is not known there yet is sent again when the hub wants it", async () => {
    rig.hub.answers[PUT] = { http: 404, ocpi: 2000, headers: { "retry-after": "120" } };
    await aCard();
    await pushDue();
    expect(await delivery()).toMatchObject({
      state: "pending",
      attempts: 1,
      lastError: expect.stringContaining("not known there yet"),
    });
    rig.clock.advance({ seconds: 119 });
    expect(await pushDue()).toBe(0);
    delete rig.hub.answers[PUT];
    rig.clock.advance({ seconds: 1 });
    await pushDue();
    expect(await delivery()).toMatchObject({ state: "acknowledged" });
    expect(Object.keys(rig.hub.calls[0]?.headers ?? {}).join()).not.toContain("ocpi-");
  });

  it("that is answered HTTP 500 with 3000 holds up no other", async () => {
    rig.hub.answers[PUT] = { http: 500, ocpi: 3000, message: "not now" };
    await aCard();
    await aCard("04F7731A9B2C80");
    await pushDue();
    expect(rig.hub.calls).toHaveLength(2);
    const rows = await rig.ctx.db
      .select()
      .from(tokenDeliveries)
      .where(eq(tokenDeliveries.partnerId, rig.partnerId));
    expect(rows.map(({ state, lastError }) => `${state} ${lastError ?? ""}`).toSorted()).toEqual([
      "acknowledged ",
      "pending HTTP 500, OCPI 3000: not now",
    ]);
  });
});

describe("a token for a CPO of 2.1.1 without the dialect", () => {
  beforeEach(async () => {
    rig = await aHubRig(database.pool, "2.1.1");
  });
  afterEach(() => rig.hub.stop());

  it("is given up at HTTP 404", async () => {
    rig.hub.answers[PUT] = { http: 404, ocpi: 2000 };
    await aCard();
    await pushDue();
    expect(await delivery()).toMatchObject({ state: "failed" });
  });
});
