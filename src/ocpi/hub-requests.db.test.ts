import { and, eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { pullCursors } from "@/db/schema/exchange";
import { listReplays } from "@/services/messages/replay-list";
import { requestReplay } from "@/services/messages/replay-request";
import { listReconciliationRecords } from "@/services/reconciliation/list-reconciliation-records";
import { testDatabase } from "@/testing/database";
import { aHubRig } from "@/testing/hub-rig";
import { sessionOf } from "@/testing/pull-rig";
import { inVersion, LATER_VERSIONS, VERSIONS } from "@/testing/wire-forms";

import { replayMessage } from "./replay-message";

const database = testDatabase();
let rig: Awaited<ReturnType<typeof aHubRig>>;

const ask = (headers: Record<string, string> = {}) =>
  rig.push("POST", "sender/tokens/APP-1/authorize?type=APP_USER", undefined, headers);

describe.each(VERSIONS)("a real-time authorization in %s", (version) => {
  afterEach(() => rig.hub.stop());

  it("brings authorization_id only to a hub that needs it", async () => {
    rig = await aHubRig(database.pool, version, { hubDialect: "authorization-id" });
    await rig.anAppToken();
    const { data } = await ask();
    expect(data?.["allowed"]).toBe("ALLOWED");
    const isOld = version === "2.1.1";
    expect(typeof data?.["authorization_id"]).toBe(isOld ? "string" : "undefined");
    await rig.hub.stop();
    rig = await aHubRig(database.pool, version);
    await rig.anAppToken();
    expect((await ask()).data).not.toHaveProperty("authorization_id");
  });
});

describe.each(LATER_VERSIONS)(
  "a real-time authorization for a party behind a hub of %s",
  (version) => {
    beforeEach(async () => {
      rig = await aHubRig(database.pool, version);
      await rig.anAppToken();
    });
    afterEach(() => rig.hub.stop());

    const from = (partyId: string) => ({
      "OCPI-from-country-code": "NL",
      "OCPI-from-party-id": partyId,
      "OCPI-to-country-code": "SE",
      "OCPI-to-party-id": "KVT",
    });
    const nextPull = async () => {
      const [cursor] = await rig.ctx.db
        .select({ dueAt: pullCursors.dueAt })
        .from(pullCursors)
        .where(
          and(eq(pullCursors.partnerId, rig.partnerId), eq(pullCursors.module, "hubclientinfo")),
        );
      return cursor?.dueAt;
    };

    it.each(["OFFLINE", "SUSPENDED", "PLANNED"])(
      "is withheld while the hub says that it is %s, and the hub's list is read again at once",
      async (status) => {
        await rig.tellOf("ABC", "CONNECTED", "2026-11-02T10:00:00Z");
        await rig.pull("hubclientinfo");
        await rig.tellOf("ABC", status, "2026-11-02T10:30:00Z");
        rig.clock.advance({ minutes: 5 });
        const now = rig.clock.now();
        const { http, ocpi, data, headers } = await ask(from("ABC"));
        expect([http, ocpi]).toEqual([200, 1000]);
        expect(data).toMatchObject({
          allowed: "NOT_ALLOWED",
          info: { language: "sv", text: "Operatörens nät går inte att nå just nu." },
        });
        expect(headers.get("ocpi-to-party-id")).toBe("ABC");
        expect(headers.get("ocpi-from-party-id")).toBe("KVT");
        expect(await nextPull()).toEqual(now);
        await rig.tellOf("ABC", "CONNECTED", "2026-11-02T10:59:00Z");
        expect((await ask(from("ABC"))).data).toMatchObject({ allowed: "ALLOWED" });
      },
    );

    it("is given to the others", async () => {
      await rig.tellOf("ABC", "OFFLINE");
      await rig.tellOf("XYZ", "CONNECTED");
      expect((await ask(from("XYZ"))).data).toMatchObject({ allowed: "ALLOWED" });
      expect((await ask(from("HUB"))).data).toMatchObject({ allowed: "ALLOWED" });
    });
  },
);

describe.each(LATER_VERSIONS)("a hub of %s that broadcasts", (version) => {
  beforeEach(async () => {
    rig = await aHubRig(database.pool, version);
  });
  afterEach(() => rig.hub.stop());

  const parties = (from: string, to: string) => ({
    "OCPI-from-country-code": "NL",
    "OCPI-from-party-id": from,
    "OCPI-to-country-code": to === "KVT" ? "SE" : "NL",
    "OCPI-to-party-id": to,
  });

  it.each([
    ["HUB", "KVT"],
    ["hub", "HUB"],
    ["ABC", "KVT"],
  ])("is answered by us where it sends from %s to %s", async (sender, receiver) => {
    await rig.tellOf("ABC", "CONNECTED");
    const body = inVersion(version, "sessions", {
      ...sessionOf("S-1"),
      country_code: "NL",
      party_id: "ABC",
    });
    const path = "receiver/sessions/NL/ABC/S-1";
    const { http, headers } = await rig.push("PUT", path, body, parties(sender, receiver));
    expect(http).toBe(201);
    expect(headers.get("ocpi-to-party-id")).toBe(sender);
    expect(headers.get("ocpi-from-party-id")).toBe("KVT");
  });

  it("may address its news of parties to whomever it likes, and they are taken", async () => {
    for (const to of ["HUB", "KVT", "QQQ"]) {
      const info = {
        country_code: "NL",
        party_id: "ABC",
        role: "CPO",
        status: "CONNECTED",
        last_updated: "2026-11-02T10:00:00Z",
      };
      const path = "receiver/hubclientinfo/NL/ABC";
      const { ocpi, headers } = await rig.push("PUT", path, info, parties("HUB", to));
      expect(ocpi).toBe(1000);
      expect(headers.has("ocpi-to-party-id")).toBe(false);
    }
  });
});

describe("what was refused of a hub", () => {
  beforeEach(async () => {
    rig = await aHubRig(database.pool, "2.3.0");
  });
  afterEach(() => rig.hub.stop());

  const replayLast = async (module: string) => {
    const refused = (await rig.messages(module, "in")).findLast(
      ({ outcome }) => outcome === "rejected",
    );
    if (!refused) throw new Error("nothing was refused");
    const messageId = refused.id;
    const replayId = await requestReplay(rig.asStaff, messageId);
    await replayMessage(rig.ctx, { messageId, replayId });
    return (await listReplays(rig.asStaff, messageId)).replays[0];
  };

  it("can be received again: a record of an invoice, once the hub speaks for its party", async () => {
    rig.hub.lists["invoicereconciliation"] = [
      {
        country_code: "NL",
        party_id: "NEW",
        id: "R-1",
        invoice_id: "2026-11",
        cdrs: ["C-1"],
        last_updated: "2026-11-02T10:00:00Z",
      },
    ];
    expect(await rig.pull("invoicereconciliation")).toMatchObject({ refused: 1 });
    await rig.tellOf("NEW", "CONNECTED");
    expect(await replayLast("invoicereconciliation")).toMatchObject({
      outcome: "accepted",
      isNew: true,
    });
    const [record] = await listReconciliationRecords(rig.asStaff);
    expect(record).toMatchObject({ partyId: "NEW", id: "R-1" });
  });

  it("can be received again: its word on a party, as bad as it was", async () => {
    await rig.tellOf("ABC", "CONNECTED");
    await rig.tellOf("ABC", "ASLEEP", "2026-11-02T10:30:00Z");
    expect(await replayLast("hubclientinfo")).toMatchObject({
      outcome: "rejected",
      differences: [],
    });
  });
});
