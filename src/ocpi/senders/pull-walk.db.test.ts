import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { testDatabase } from "@/testing/database";
import { FakeLists } from "@/testing/fake-lists";
import { aPullRig, cdrIds, cdrList, type PullRig, sessionOf, tariffOf } from "@/testing/pull-rig";
import { VERSIONS } from "@/testing/wire-forms";
import { cdrOf } from "@/testing/roaming-driver";

const database = testDatabase();
let rig: PullRig;

describe.each(VERSIONS)("in OCPI %s", (version) => {
  beforeEach(async () => {
    rig = await aPullRig(database.pool, version);
  });
  afterEach(() => rig.cpo.stop());

  describe("a list that is served badly (O3)", () => {
    const seesAll = async (count: number) => {
      expect(await rig.pull("cdrs")).toMatchObject({ fresh: count, refused: 0 });
      expect(await rig.held()).toEqual(cdrIds(count));
      expect((await rig.cursorOf("cdrs")).readUntil).not.toBeNull();
    };

    it("reads each CDR once whatever the order, repetitions and wrong counts of its pages", async () => {
      rig.cpo.lists["cdrs"] = cdrList(6);
      const wrong = [100, 1, 6, 3, 50, 2, 6];
      rig.cpo.spoil = ({ before, offset }, { items }) => ({
        items: [...items, ...cdrList(6).slice(0, offset === 0 ? 0 : 1)].toReversed(),
        total: wrong[before % wrong.length] ?? 6,
      });
      await seesAll(6);
    });

    it("goes on by itself where Link is missing and the count says there is more", async () => {
      rig.cpo.lists["cdrs"] = cdrList(5);
      rig.cpo.spoil = () => ({ link: null });
      await seesAll(5);
    });

    it("goes on by itself where there is neither Link nor a believable count", async () => {
      rig.cpo.lists["cdrs"] = cdrList(5);
      rig.cpo.spoil = () => ({ link: null, total: 1 });
      await seesAll(5);
    });

    it("gets past a Link that leads to its own page, or back to the first", async () => {
      rig.cpo.lists["cdrs"] = cdrList(5);
      rig.cpo.spoil = ({ url, before }) => ({
        link: before % 2 === 0 ? url.href : `${rig.cpo.address("cdrs")}?offset=0&limit=2`,
        total: null,
      });
      await seesAll(5);
      expect(rig.cpo.calls.length).toBeLessThan(8);
    });

    it("ends a list whose Link leads on for ever", async () => {
      rig.cpo.lists["cdrs"] = cdrList(2);
      rig.cpo.spoil = ({ offset }) => ({
        items: cdrList(2),
        link: `${rig.cpo.address("cdrs")}?offset=${offset + 2}&limit=2`,
        total: 2,
      });
      await seesAll(2);
      expect(rig.cpo.calls.length).toBeLessThanOrEqual(10);
    });

    it("misses nothing when an object leaves the list while it is read", async () => {
      rig.cpo.lists["cdrs"] = cdrList(7);
      rig.cpo.spoil = ({ before }, page) => {
        // After the second page the first object is gone, and all behind it move up by one.
        if (before === 1) rig.cpo.lists["cdrs"]?.shift();
        return page;
      };
      await seesAll(7);
    });

    it("repeats nothing when an object is put in between while it is read", async () => {
      rig.cpo.lists["cdrs"] = cdrList(5);
      rig.cpo.spoil = ({ before }, page) => {
        if (before === 1) rig.cpo.lists["cdrs"]?.unshift(cdrOf("CDR-6", 6, 10));
        return page;
      };
      expect(await rig.pull("cdrs")).toMatchObject({ seen: 5, refused: 0 });
      expect(await rig.held()).toEqual(cdrIds(5));
      expect((await rig.messages("cdrs")).every(({ outcome }) => outcome === "accepted")).toBe(
        true,
      );
    });

    it("puts back the filters that Link drops", async () => {
      rig.cpo.lists["sessions"] = ["1", "2", "3"].map((id) => sessionOf(`S-${id}`));
      rig.cpo.spoil = ({ offset }, page) => ({
        link: page.link && `/${version}/sessions?offset=${offset + 2}`,
      });
      expect(await rig.pull("sessions")).toMatchObject({ fresh: 3 });
      expect(rig.cpo.calls[1]?.url.searchParams.get("date_from")).toBe("2026-09-28T11:00:00Z");
    });
  });

  describe("a Link to another host (O13)", () => {
    it("is never followed: the token stays with the partner, and the page is asked at its own address", async () => {
      const canary = await new FakeLists(version).start();
      try {
        rig.cpo.lists["cdrs"] = cdrList(4);
        rig.cpo.spoil = (_call, page) => ({
          link: page.link && page.link.replace(rig.cpo.origin, canary.origin),
        });
        expect(await rig.pull("cdrs")).toMatchObject({ fresh: 4 });
        rig.cpo.lists["tariffs"] = [tariffOf("T1"), tariffOf("T2"), tariffOf("T3")];
        rig.cpo.spoil = (_call, page) => ({ link: page.link && `${canary.origin}/next-page` });
        expect(await rig.pull("tariffs")).toBeNull();
        await rig.makeDue("tariffs");
        expect(await rig.pull("tariffs")).toMatchObject({ fresh: 3 });
        expect(canary.calls).toEqual([]);
      } finally {
        await canary.stop();
      }
    });
  });
});
