import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { eq } from "drizzle-orm";
import { evses, tariffs } from "@/db/schema/locations";
import { testDatabase } from "@/testing/database";
import { aPullRig, locationOf, type PullRig, tariffOf } from "@/testing/pull-rig";
import { VERSIONS } from "@/testing/wire-forms";

const database = testDatabase();
let rig: PullRig;

describe.each(VERSIONS)("in OCPI %s", (version) => {
  beforeEach(async () => {
    rig = await aPullRig(database.pool, version);
  });
  afterEach(() => rig.cpo.stop());

  describe("a crawl", () => {
    const deleted = async () =>
      (await rig.ctx.db.select().from(tariffs).where(eq(tariffs.partnerId, rig.partnerId)))
        .filter(({ deletedAt }) => deletedAt !== null)
        .map(({ ocpiId }) => ocpiId)
        .toSorted();
    const missing = async () =>
      (await rig.ctx.db.select().from(evses).where(eq(evses.tenantId, rig.ctx.tenantId)))
        .filter(({ missingSince }) => missingSince !== null)
        .map(({ uid }) => uid)
        .toSorted();

    it("marks what the whole list does not name any more, and brings back what it names again", async () => {
      rig.cpo.lists["tariffs"] = [tariffOf("T1"), tariffOf("T2"), tariffOf("T3")];
      rig.cpo.lists["locations"] = [locationOf("L1"), locationOf("L2"), locationOf("L3")];
      await rig.pull("locations");
      await rig.makeDue("tariffs");
      await rig.pull("tariffs");
      expect([await deleted(), await missing()]).toEqual([[], []]);
      const [, tariff] = rig.cpo.lists["tariffs"].splice(1, 1);
      const [location = {}] = rig.cpo.lists["locations"].splice(1, 1);
      expect(tariff).toBeUndefined();
      rig.tenant.clock.set("2026-11-03T04:00:00Z");
      await rig.pull("tariffs");
      await rig.makeDue("locations");
      await rig.pull("locations");
      expect([await deleted(), await missing()]).toEqual([["T2"], ["L2-E1"]]);
      rig.cpo.lists["tariffs"].push(tariffOf("T2"));
      rig.cpo.lists["locations"].push(location);
      rig.tenant.clock.set("2026-11-04T04:00:00Z");
      await rig.makeDue("tariffs");
      await rig.pull("tariffs");
      await rig.makeDue("locations");
      await rig.pull("locations");
      expect([await deleted(), await missing()]).toEqual([[], []]);
    });

    it("marks nothing by a filtered pull, a part of the list, or an empty answer that does not count", async () => {
      rig.cpo.lists["tariffs"] = [tariffOf("T1"), tariffOf("T2"), tariffOf("T3")];
      await rig.pull("tariffs");
      const all = rig.cpo.lists["tariffs"];
      rig.cpo.lists["tariffs"] = all.slice(0, 1);
      rig.tenant.clock.advance({ hours: 7 });
      await rig.pull("tariffs");
      expect(rig.cpo.calls.at(-1)?.url.searchParams.has("date_from")).toBe(true);
      rig.tenant.clock.set("2026-11-03T04:00:00Z");
      for (const spoil of [
        () => ({ total: 3, link: null }),
        () => ({ items: [], total: null, link: null }),
      ]) {
        rig.cpo.spoil = spoil;
        await rig.makeDue("tariffs", { crawledAt: null });
        await rig.pull("tariffs");
      }
      expect(await deleted()).toEqual([]);
      rig.cpo.spoil = null;
      await rig.makeDue("tariffs", { crawledAt: null });
      await rig.pull("tariffs");
      expect(await deleted()).toEqual(["T2", "T3"]);
    });

    it("leaves alone what was pushed while the list was read", async () => {
      rig.cpo.lists["tariffs"] = [tariffOf("T1")];
      rig.cpo.spoil = async (_call, page) => {
        rig.tenant.clock.advance({ seconds: 1 });
        await rig.push("PUT", "tariffs/SE/NSL/T9", tariffOf("T9"));
        return page;
      };
      await rig.pull("tariffs");
      expect(await deleted()).toEqual([]);
      expect(
        await rig.ctx.db.select().from(tariffs).where(eq(tariffs.partnerId, rig.partnerId)),
      ).toHaveLength(2);
    });
  });
});
