import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { commands } from "@/db/schema/commands";
import { cdrs } from "@/db/schema/cdrs";
import { locations } from "@/db/schema/locations";
import { sessions } from "@/db/schema/sessions";
import { startCharge } from "@/services/commands/start-charge";
import { unlockConnector } from "@/services/commands/unlock-connector";
import { testDatabase } from "@/testing/database";
import { recipientOf } from "@/testing/fake-hub";
import { aHubRig } from "@/testing/hub-rig";
import { sessionOf } from "@/testing/pull-rig";
import { cdrOf } from "@/testing/roaming-driver";
import { inVersion, LATER_VERSIONS } from "@/testing/wire-forms";

const database = testDatabase();
let rig: Awaited<ReturnType<typeof aHubRig>>;

const START = "POST commands/START_SESSION";
const commandRow = async () => {
  const [row] = await rig.ctx.db
    .select()
    .from(commands)
    .where(eq(commands.partnerId, rig.partnerId));
  return row;
};
const recipients = () => rig.hub.asked("commands").map(recipientOf);

describe.each(LATER_VERSIONS)("a command through a hub of %s", (version) => {
  beforeEach(async () => {
    rig = await aHubRig(database.pool, version);
    await rig.tellOf("ABC", "CONNECTED");
    await rig.tellOf("XYZ", "CONNECTED");
    await rig.anAppToken();
  });
  afterEach(() => rig.hub.stop());

  it("is addressed to the party whose station it is, of several behind one connection", async () => {
    const [abc, xyz] = [await rig.aPlace("ABC"), await rig.aPlace("XYZ")];
    await startCharge(rig.asDriver, abc);
    await rig.sendDue();
    await startCharge(rig.asDriver, xyz);
    await rig.sendDue();
    expect(recipients()).toEqual(["NL/ABC", "NL/XYZ"]);
    expect(rig.hub.asked("commands")[0]?.headers).toMatchObject({
      "ocpi-from-country-code": "SE",
      "ocpi-from-party-id": "KVT",
    });
    expect(rig.hub.asked("commands")[0]?.body).not.toHaveProperty("authorization_id");
  });

  it("leaves it to the hub to find the party that we don't know (any more)", async () => {
    await startCharge(rig.asDriver, await rig.aPlace("ABC"));
    await rig.ctx.db
      .update(locations)
      .set({ ocpiIdUpper: "GONE", ocpiId: "GONE" })
      .where(eq(locations.partnerId, rig.partnerId));
    await rig.sendDue();
    const [call] = rig.hub.asked("commands");
    expect(call?.headers).toMatchObject({ "ocpi-from-party-id": "KVT" });
    expect(Object.keys(call?.headers ?? {}).filter((name) => name.startsWith("ocpi-to"))).toEqual(
      [],
    );
  });

  it.each(["OFFLINE", "SUSPENDED", "PLANNED"])(
    "is withheld from a party that is %s, with a reason, and no other's; it goes once it is back",
    async (status) => {
      const [abc, xyz] = [await rig.aPlace("ABC"), await rig.aPlace("XYZ")];
      await rig.tellOf("ABC", status, "2026-11-02T10:30:00Z");
      await expect(startCharge(rig.asDriver, abc)).rejects.toMatchObject({
        code: "PRECONDITION",
        message: "The operator's network can't be reached right now.",
        detail: { reason: "not-reachable", why: expect.stringContaining(`NL/ABC is ${status}`) },
      });
      await expect(unlockConnector(rig.asStaff, abc)).rejects.toMatchObject({
        detail: { reason: "not-reachable" },
      });
      expect(await commandRow()).toBeUndefined();
      await startCharge(rig.asDriver, xyz);
      await rig.sendDue();
      await rig.tellOf("ABC", "CONNECTED", "2026-11-02T10:45:00Z");
      await startCharge(rig.asDriver, abc);
      await rig.sendDue();
      expect(recipients()).toEqual(["NL/XYZ", "NL/ABC"]);
    },
  );

  it("is not sent to a party that went away before it was", async () => {
    await startCharge(rig.asDriver, await rig.aPlace("ABC"));
    await rig.tellOf("ABC", "OFFLINE", "2026-11-02T10:30:00Z");
    await rig.sendDue();
    expect(rig.hub.asked("commands")).toEqual([]);
    expect(await commandRow()).toMatchObject({
      state: "failed",
      lastError: "NL/ABC is OFFLINE: the hub can't reach it now. It is not sent anything.",
    });
  });

  it.each([
    [4000, "sent", "the hub failed"],
    [4001, "failed", "the hub does not know the receiver"],
    [4002, "sent", "the receiver did not answer in time"],
    [4003, "failed", "the hub has no connection to the receiver"],
  ])("that the hub answers with %i is %s, and never sent twice", async (ocpi, state, words) => {
    await startCharge(rig.asDriver, await rig.aPlace("ABC"));
    rig.hub.answers[START] = { ocpi };
    await rig.sendDue();
    await rig.sendDue();
    expect(rig.hub.asked("commands")).toHaveLength(1);
    const row = await commandRow();
    expect(row?.state).toBe(state);
    expect(row?.lastError).toContain(words);
    const [message] = await rig.messages("commands", "out");
    expect(message?.reasons.join()).toContain(words);
  });
});

/** The session and the CDR as that hub sends them: under its own name, with the id that START_SESSION brought. */
function chargeOf(reference: unknown) {
  const session = {
    ...inVersion("2.1.1", "sessions", { ...sessionOf("S-1"), auth_method: "COMMAND" }),
    authorization_id: reference,
  };
  const cdr = {
    ...inVersion("2.1.1", "cdrs", cdrOf("C-1", 1, 10)),
    authorization_id: reference,
    tariffs: null,
    total_cost: 0,
    price_round: { round_granularity: "THOUSANDTH", round_rule: "ROUND_NEAR" },
  };
  return { session, cdr };
}

describe("a start through a hub with its own dialect of 2.1.1", () => {
  beforeEach(async () => {
    rig = await aHubRig(database.pool, "2.1.1", { hubDialect: "authorization-id" });
    await rig.anAppToken();
  });
  afterEach(() => rig.hub.stop());

  it("carries authorization_id, by which the session and the CDR are tied to it", async () => {
    const id = await startCharge(rig.asDriver, await rig.aPlace("HUB"));
    await rig.sendDue();
    const reference = rig.hub.asked("commands")[0]?.body["authorization_id"];
    expect(reference).toBe((await commandRow())?.authorizationReference);
    const { session, cdr } = chargeOf(reference);
    expect(await rig.push("PUT", "receiver/sessions/NL/HUB/S-1", session)).toMatchObject({
      http: 201,
      ocpi: 1000,
    });
    const [stored] = await rig.ctx.db
      .select()
      .from(sessions)
      .where(eq(sessions.partnerId, rig.partnerId));
    expect(await commandRow()).toMatchObject({ id, state: "session", sessionId: stored?.id });
    expect(stored?.driverId).toBe(rig.driver.id);
    expect(await rig.push("POST", "receiver/cdrs", cdr)).toMatchObject({ http: 201, ocpi: 1000 });
    const [held] = await rig.ctx.db.select().from(cdrs).where(eq(cdrs.partnerId, rig.partnerId));
    expect(held).toMatchObject({ driverId: rig.driver.id, claimedExclMicro: 0n });
    expect(held?.heldReasons).toEqual([
      expect.stringContaining("this hub's CDRs always claim 0 and bring no tariff"),
    ]);
    const [message] = await rig.messages("cdrs", "in");
    expect(Buffer.from(message?.body ?? []).toString()).toContain("price_round");
  });

  it("that is answered HTTP 500 with 3000 was not taken", async () => {
    await startCharge(rig.asDriver, await rig.aPlace("HUB"));
    rig.hub.answers[START] = { http: 500, ocpi: 3000, message: "unknown driver" };
    await rig.sendDue();
    expect(await commandRow()).toMatchObject({
      state: "failed",
      lastError: "HTTP 500, OCPI 3000: unknown driver",
    });
  });

  it("asks for sessions with date_from", async () => {
    await rig.pull("sessions");
    expect(rig.hub.asked("sessions")[0]?.query.get("date_from")).toBe("2026-09-28T11:00:00Z");
  });
});

describe("a start at a CPO of 2.1.1 without the dialect", () => {
  beforeEach(async () => {
    rig = await aHubRig(database.pool, "2.1.1");
    await rig.anAppToken();
  });
  afterEach(() => rig.hub.stop());

  it("keeps to the table: no authorization_id, and HTTP 500 may have been taken", async () => {
    await startCharge(rig.asDriver, await rig.aPlace("HUB"));
    rig.hub.answers[START] = { http: 500, ocpi: 3000 };
    await rig.sendDue();
    expect(rig.hub.asked("commands")[0]?.body).not.toHaveProperty("authorization_id");
    expect(await commandRow()).toMatchObject({ state: "sent" });
  });
});
