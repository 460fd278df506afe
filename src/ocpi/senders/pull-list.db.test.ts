import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { eq } from "drizzle-orm";
import { tariffs } from "@/db/schema/locations";
import { openCursors } from "@/services/pulls/open-cursors";
import { takeDueCursors } from "@/services/pulls/take-due-cursors";
import { testDatabase } from "@/testing/database";
import { FakeLists } from "@/testing/fake-lists";
import { aPullRig, cdrIds, cdrList, type PullRig, sessionOf, tariffOf } from "@/testing/pull-rig";
import { VERSIONS } from "@/testing/wire-forms";
import { cdrOf } from "@/testing/roaming-driver";
import { pullList } from "./pull-list";

const database = testDatabase();
let rig: PullRig;

describe.each(VERSIONS)("in OCPI %s", (version) => {
  beforeEach(async () => {
    rig = await aPullRig(database.pool, version);
  });
  afterEach(() => rig.cpo.stop());

  describe("pulling a partner's list", () => {
    it("reads all pages the first time, without a filter, and says how far it read", async () => {
      rig.cpo.lists["cdrs"] = cdrList(5);
      expect(await rig.pull("cdrs")).toEqual({ seen: 5, fresh: 5, refused: 0 });
      expect(await rig.held()).toEqual(cdrIds(5));
      expect(rig.cpo.calls.map(({ url }) => url.search)).toEqual([
        "?offset=0&limit=100",
        "?offset=2&limit=100",
        "?offset=4&limit=100",
      ]);
      const routing = {
        "ocpi-from-country-code": "SE",
        "ocpi-from-party-id": "KVT",
        "ocpi-to-country-code": "SE",
        "ocpi-to-party-id": "NSL",
      };
      for (const { headers } of rig.cpo.calls) {
        const routed = Object.entries(headers).filter(([name]) => name.startsWith("ocpi-"));
        expect(Object.fromEntries(routed)).toEqual(version === "2.1.1" ? {} : routing);
      }
      const cursor = await rig.cursorOf("cdrs");
      expect(cursor).toMatchObject({
        readUntil: rig.ctx.clock.now(),
        failures: 0,
        lastError: null,
      });
      const hours = cursor.dueAt.since(rig.ctx.clock.now()).total("hours");
      expect(hours).toBeGreaterThanOrEqual(0.9);
      expect(hours).toBeLessThanOrEqual(1.1);
    });

    it("asks sessions with the date_from that OCPI requires, and keeps them as pushed ones", async () => {
      rig.cpo.lists["sessions"] = [sessionOf("S-1"), sessionOf("S-2")];
      expect(await rig.pull("sessions")).toEqual({ seen: 2, fresh: 2, refused: 0 });
      expect(rig.cpo.calls[0]?.url.searchParams.get("date_from")).toBe("2026-09-28T11:00:00Z");
      const kept = await rig.messages("sessions");
      expect(new Set(kept.map(({ objectKey }) => objectKey))).toEqual(
        new Set(["SE/NSL/S-1", "SE/NSL/S-2"]),
      );
      expect(kept.every(({ outcome }) => outcome === "accepted")).toBe(true);
    });

    it("reads on from the end of the last window less the overlap, and leaves no trace of what it repeats", async () => {
      rig.cpo.lists["cdrs"] = cdrList(2);
      await rig.pull("cdrs");
      rig.tenant.clock.advance({ hours: 2 });
      rig.cpo.lists["cdrs"].push({
        ...cdrOf("CDR-3", 3, 10),
        last_updated: "2026-11-02T10:55:00Z",
      });
      rig.cpo.calls.length = 0;
      expect(await rig.pull("cdrs")).toEqual({ seen: 1, fresh: 1, refused: 0 });
      expect(rig.cpo.calls[0]?.url.searchParams.get("date_from")).toBe("2026-11-02T10:50:00Z");
      expect(rig.cpo.calls[0]?.url.searchParams.get("date_to")).toBe("2026-11-02T13:00:00Z");
      await rig.makeDue("cdrs");
      expect(await rig.pull("cdrs")).toEqual({ seen: 0, fresh: 0, refused: 0 });
      expect(await rig.messages("cdrs")).toHaveLength(3);
    });

    it("reads everything again at night and brings what no delta showed", async () => {
      rig.cpo.lists["cdrs"] = cdrList(2);
      await rig.pull("cdrs");
      // Dated before the window that was read, and listed late.
      rig.cpo.lists["cdrs"].push(cdrOf("CDR-LATE", 20, 10));
      rig.tenant.clock.advance({ hours: 2 });
      await rig.pull("cdrs");
      expect(await rig.held()).toEqual(cdrIds(2));
      rig.tenant.clock.set("2026-11-03T04:00:00Z");
      expect(await rig.pull("cdrs")).toMatchObject({ fresh: 1 });
      expect(await rig.held()).toEqual([...cdrIds(2), "CDR-LATE"].toSorted());
    });

    it("takes the overlap of the partner's settings", async () => {
      const other = await new FakeLists(version).start();
      await other.asPartner(rig.ctx, { settings: { pullOverlapSeconds: 7200 } }, ["cdrs"]);
      try {
        for (let round = 0; round < 2; round++) {
          await openCursors(rig.ctx);
          for (const due of await takeDueCursors(rig.ctx, 10)) await pullList(rig.ctx, due);
          rig.tenant.clock.advance({ hours: 3 });
        }
        expect(other.calls.at(-1)?.url.searchParams.get("date_from")).toBe("2026-11-02T09:00:00Z");
      } finally {
        await other.stop();
      }
    });

    it("counts a CDR once that is pushed and pulled at the same time (O1)", async () => {
      rig.cpo.lists["cdrs"] = cdrList(6);
      rig.cpo.pageSize = 3;
      const pushes = Array.from({ length: 4 }, () => cdrList(6))
        .flat()
        .map((cdr) => rig.push("POST", "cdrs", cdr));
      const [codes, counts] = await Promise.all([Promise.all(pushes), rig.pull("cdrs")]);
      expect(new Set(codes)).toEqual(new Set([1000]));
      expect(counts).toMatchObject({ seen: 6, refused: 0 });
      expect(await rig.held()).toEqual(cdrIds(6));
    });

    it("keeps the good objects of a page with a bad one, and the bad one with its reasons", async () => {
      rig.cpo.pageSize = 10;
      const [first, second] = cdrList(2);
      const bad = { ...cdrOf("CDR-BAD", 4, 10), currency: 7, total_cost: "free" };
      rig.cpo.lists["cdrs"] = [
        first ?? {},
        bad,
        { nothing: true, last_updated: "2026-10-01T00:00:00Z" },
        second ?? {},
      ];
      expect(await rig.pull("cdrs")).toEqual({ seen: 4, fresh: 2, refused: 2 });
      expect(await rig.held()).toEqual(cdrIds(2));
      const rejected = (await rig.messages("cdrs")).filter(({ outcome }) => outcome === "rejected");
      expect(rejected).toHaveLength(2);
      const kept = rejected.find(({ objectKey }) => objectKey === "SE/NSL/CDR-BAD");
      expect(kept?.reasons.join()).toMatch(/currency|total_cost/);
      expect(JSON.parse(Buffer.from(kept?.body ?? []).toString())).toEqual(
        rig.cpo.write("cdrs", bad),
      );
      expect((await rig.cursorOf("cdrs")).readUntil).not.toBeNull();
      // The same refusal is not told again at each pull.
      await rig.makeDue("cdrs", { crawledAt: null });
      await rig.pull("cdrs");
      expect(await rig.messages("cdrs")).toHaveLength(4);
    });

    it("takes only objects of the connection's own parties", async () => {
      rig.cpo.lists["tariffs"] = [tariffOf("T1"), { ...tariffOf("T2"), party_id: "XXX" }];
      // Objects of 2.1.1 name no party: whatever the connection lists is its own.
      const refused = version === "2.1.1" ? 0 : 1;
      expect(await rig.pull("tariffs")).toEqual({ seen: 2, fresh: 2 - refused, refused });
      const held = await rig.ctx.db
        .select({ countryCode: tariffs.countryCode, partyId: tariffs.partyId })
        .from(tariffs)
        .where(eq(tariffs.partnerId, rig.partnerId));
      expect(held).toEqual(held.map(() => ({ countryCode: "SE", partyId: "NSL" })));
    });

    it("keeps the digits of a partner's numbers", async () => {
      rig.cpo.spoil = (_call, { items }) => {
        const text = JSON.stringify(items.map((item) => rig.cpo.write("cdrs", item))).replace(
          '"volume":10',
          '"volume":10.123456789012345678',
        );
        return { body: `{"data":${text},"status_code":1000,"timestamp":"2026-11-02T11:00:00Z"}` };
      };
      rig.cpo.lists["cdrs"] = cdrList(1);
      await rig.pull("cdrs");
      const [kept] = await rig.messages("cdrs");
      expect(Buffer.from(kept?.body ?? []).toString()).toContain("10.123456789012345678");
    });
  });
});
