import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { testDatabase } from "@/testing/database";
import { aPullRig, cdrIds, cdrList, type PullRig } from "@/testing/pull-rig";
import { VERSIONS } from "@/testing/wire-forms";
import { pullList } from "./pull-list";

const database = testDatabase();
let rig: PullRig;

describe.each(VERSIONS)("in OCPI %s", (version) => {
  beforeEach(async () => {
    rig = await aPullRig(database.pool, version);
  });
  afterEach(() => rig.cpo.stop());

  describe("a window that was read in part", () => {
    it("leaves the cursor, says why, waits as long as the partner asks, and is read whole the next time", async () => {
      rig.cpo.lists["cdrs"] = cdrList(5);
      rig.cpo.spoil = ({ before }) =>
        before === 1 ? { http: 503, headers: { "retry-after": "7200" } } : {};
      expect(await rig.pull("cdrs")).toMatchObject({ fresh: 2 });
      const failed = await rig.cursorOf("cdrs");
      expect(failed).toMatchObject({ readUntil: null, crawledAt: null, failures: 1, seen: 2 });
      expect(failed.lastError).toContain("HTTP 503");
      expect(failed.dueAt.since(rig.ctx.clock.now()).total("hours")).toBe(2);
      rig.cpo.spoil = null;
      rig.tenant.clock.advance({ hours: 2 });
      expect(await rig.pull("cdrs")).toMatchObject({ seen: 5, fresh: 3 });
      expect(await rig.cursorOf("cdrs")).toMatchObject({ failures: 0, lastError: null });
      expect(await rig.held()).toEqual(cdrIds(5));
    });

    it("is read again from its beginning after the process died in the middle", async () => {
      rig.cpo.lists["cdrs"] = cdrList(5);
      const due = await rig.take("cdrs");
      if (!due) throw new Error("nothing is due");
      const died = new Error("the process died");
      const clock = {
        now: () => {
          if (rig.cpo.calls.length >= 2) throw died;
          return rig.tenant.clock.now();
        },
      };
      await expect(pullList({ ...rig.ctx, clock }, due)).rejects.toBe(died);
      expect(await rig.held()).toEqual(cdrIds(2));
      expect((await rig.cursorOf("cdrs")).readUntil).toBeNull();
      // Nobody takes it while it might still be read; then somebody does.
      expect(await rig.pull("cdrs")).toBeNull();
      rig.tenant.clock.advance({ minutes: 11 });
      expect(await rig.pull("cdrs")).toMatchObject({ seen: 5, fresh: 3 });
      expect(await rig.held()).toEqual(cdrIds(5));
    });

    it("is given back when the worker is asked to stop", async () => {
      rig.cpo.lists["cdrs"] = cdrList(5);
      const stopping = new AbortController();
      rig.cpo.spoil = (_call, page) => {
        stopping.abort();
        return page;
      };
      const due = await rig.take("cdrs");
      if (!due) throw new Error("nothing is due");
      await pullList(rig.ctx, due, stopping.signal);
      expect(await rig.cursorOf("cdrs")).toMatchObject({ readUntil: null, failures: 0 });
      expect(await rig.pull("cdrs")).toMatchObject({ seen: 5, fresh: 3 });
    });

    it("does not take a page of the web for an empty list", async () => {
      rig.cpo.spoil = () => ({ body: "<html>Welcome</html>" });
      await rig.pull("tariffs");
      expect(await rig.cursorOf("tariffs")).toMatchObject({ readUntil: null, failures: 1 });
    });

    it("waits longer after each failure", async () => {
      rig.cpo.spoil = () => ({ http: 500 });
      const waits: number[] = [];
      for (let attempt = 0; attempt < 4; attempt++) {
        await rig.pull("cdrs");
        const { dueAt } = await rig.cursorOf("cdrs");
        waits.push(dueAt.since(rig.ctx.clock.now()).total("seconds"));
        rig.tenant.clock.set(dueAt);
      }
      for (const [index, wait] of waits.entries()) {
        expect(wait).toBeGreaterThanOrEqual(54 * 2 ** index);
        expect(wait).toBeLessThanOrEqual(66 * 2 ** index);
      }
    });
  });
});
