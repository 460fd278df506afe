import { and, eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { pullCursors } from "@/db/schema/exchange";
import { listHubParties } from "@/services/hubs/list-hub-parties";
import { listReconciliationRecords } from "@/services/reconciliation/list-reconciliation-records";
import { testDatabase } from "@/testing/database";
import { clientInfo } from "@/testing/fake-hub";
import { aHubRig } from "@/testing/hub-rig";
import { sessionOf } from "@/testing/pull-rig";
import { inVersion, LATER_VERSIONS } from "@/testing/wire-forms";

const database = testDatabase();
let rig: Awaited<ReturnType<typeof aHubRig>>;

describe.each(LATER_VERSIONS)("the list of a hub's parties in %s", (version) => {
  beforeEach(async () => {
    rig = await aHubRig(database.pool, version);
  });
  afterEach(() => rig.hub.stop());

  const parties = async () => {
    const { parties: rows } = await listHubParties(rig.asStaff, rig.partnerId);
    return rows.map(({ partyId, status }) => `${partyId} ${status}`).toSorted();
  };
  const list = (...items: Parameters<typeof clientInfo>[]) => {
    rig.hub.lists["hubclientinfo"] = items.map((item) => clientInfo(...item));
  };

  it("is read to its end, without routing headers, and keeps what it can't use with the reasons", async () => {
    list(["ABC", "CONNECTED"], ["XYZ", "OFFLINE"], ["QQQ", "ASLEEP"], ["NEW", "PLANNED"]);
    expect(await rig.pull("hubclientinfo")).toEqual({ seen: 4, fresh: 3, refused: 1 });
    expect(await parties()).toEqual(["ABC CONNECTED", "NEW PLANNED", "XYZ OFFLINE"]);
    expect(rig.hub.asked("hubclientinfo").map(({ query }) => query.get("offset"))).toEqual([
      "0",
      "2",
    ]);
    for (const { headers } of rig.hub.calls) {
      expect(Object.keys(headers).filter((name) => name.startsWith("ocpi-"))).toEqual([]);
      expect(headers["x-request-id"]).toBeTruthy();
    }
    const refused = (await rig.messages("hubclientinfo", "in")).filter(
      ({ outcome }) => outcome === "rejected",
    );
    expect(refused.map(({ reasons }) => reasons.join())).toEqual([
      expect.stringContaining("status"),
    ]);
  });

  it("is read on from where it was, less the overlap, and leaves no trace of what it repeats", async () => {
    list(["ABC", "CONNECTED", "2026-11-02T10:55:00Z"]);
    await rig.pull("hubclientinfo");
    rig.clock.advance({ hours: 1 });
    list(["ABC", "CONNECTED", "2026-11-02T10:55:00Z"], ["XYZ", "OFFLINE", "2026-11-02T11:30:00Z"]);
    expect(await rig.pull("hubclientinfo")).toEqual({ seen: 2, fresh: 1, refused: 0 });
    expect(rig.hub.calls.at(-1)?.query.get("date_from")).toBe("2026-11-02T10:50:00Z");
    expect(await rig.messages("hubclientinfo", "in")).toHaveLength(2);
  });

  it("suspends at night whom it does not name any more, and takes back whom it names again", async () => {
    list(["ABC", "CONNECTED"], ["XYZ", "CONNECTED"]);
    await rig.pull("hubclientinfo");
    list(["ABC", "CONNECTED"]);
    rig.clock.advance({ hours: 1 });
    await rig.pull("hubclientinfo");
    expect(await parties()).toEqual(["ABC CONNECTED", "XYZ CONNECTED"]);
    rig.clock.advance({ hours: 24 });
    await rig.pull("hubclientinfo");
    expect(rig.hub.calls.at(-1)?.query.has("date_from")).toBe(false);
    expect(await parties()).toEqual(["ABC CONNECTED", "XYZ SUSPENDED"]);
    list(["ABC", "CONNECTED"], ["XYZ", "CONNECTED"]);
    await rig.pull("hubclientinfo", { crawledAt: null });
    expect(await parties()).toEqual(["ABC CONNECTED", "XYZ CONNECTED"]);
  });

  it("comes first, so that what its parties own can be taken in the same round", async () => {
    list(["ABC", "CONNECTED"]);
    const session = inVersion(version, "sessions", {
      ...sessionOf("S-1"),
      country_code: "NL",
      party_id: "ABC",
    });
    rig.hub.lists["sessions"] = [session];
    await rig.pull("hubclientinfo");
    expect(await rig.pull("sessions")).toEqual({ seen: 1, fresh: 1, refused: 0 });
    const [call] = rig.hub.asked("sessions");
    // "GET All via Hubs": TO is the hub, and each object says whose it is.
    expect(call?.headers).toMatchObject({
      "ocpi-to-country-code": "NL",
      "ocpi-to-party-id": "HUB",
      "ocpi-from-country-code": "SE",
      "ocpi-from-party-id": "KVT",
    });
  });

  it.each([4000, 4001, 4002, 4003])("that ends in %i is read again later", async (ocpi) => {
    rig.hub.answers["GET hubclientinfo"] = { ocpi };
    await rig.pull("hubclientinfo");
    const [cursor] = await rig.ctx.db
      .select()
      .from(pullCursors)
      .where(
        and(eq(pullCursors.partnerId, rig.partnerId), eq(pullCursors.module, "hubclientinfo")),
      );
    expect(cursor).toMatchObject({ failures: 1, readUntil: null });
    expect(cursor?.lastError).toMatch(new RegExp(`OCPI ${ocpi} \\(the hub `));
  });
});

describe("the list of records of invoices in 2.3.0", () => {
  beforeEach(async () => {
    rig = await aHubRig(database.pool, "2.3.0");
  });
  afterEach(() => rig.hub.stop());

  const record = (id: string, more: Record<string, unknown> = {}) => ({
    country_code: "NL",
    party_id: "ABC",
    id,
    invoice_id: `INV-${id}`,
    cdrs: ["C-1", "C-2"],
    last_updated: "2026-11-02T10:00:00Z",
    ...more,
  });

  it("is read page by page; what can't be used is kept, what changed is taken", async () => {
    rig.hub.lists["invoicereconciliation"] = [
      record("R-1"),
      record("R-2"),
      record("R-3", { invoice_id: null }),
      record("R-4", { party_id: "FOE" }),
      record("R-5", { id: null }),
    ];
    expect(await rig.pull("invoicereconciliation")).toEqual({ seen: 5, fresh: 2, refused: 3 });
    const ids = async () =>
      (await listReconciliationRecords(rig.asStaff)).map(({ id, cdrCount }) => `${id} ${cdrCount}`);
    expect((await ids()).toSorted()).toEqual(["R-1 2", "R-2 2"]);
    expect(rig.hub.asked("invoicereconciliation")).toHaveLength(3);
    const changed = { cdrs: ["C-1", "C-2", "C-3"], last_updated: "2026-11-02T11:30:00Z" };
    rig.hub.lists["invoicereconciliation"] = [record("R-1", changed), record("R-2")];
    rig.clock.advance({ hours: 6 });
    expect(await rig.pull("invoicereconciliation")).toEqual({ seen: 1, fresh: 0, refused: 0 });
    expect((await ids()).toSorted()).toEqual(["R-1 3", "R-2 2"]);
    rig.clock.advance({ hours: 24 });
    await rig.pull("invoicereconciliation");
    const last = rig.hub.asked("invoicereconciliation").at(-1);
    expect(last?.query.get("date_from")).toBe("2026-09-29T17:00:00Z");
  });
});
