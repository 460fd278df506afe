import { and, eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { evses, locations } from "@/db/schema/locations";
import { testDatabase } from "@/testing/database";
import { aPullRig, locationOf, type PullRig, sessionOf } from "@/testing/pull-rig";
import { VERSIONS } from "@/testing/wire-forms";
import { fetchUnknownPlaces } from "./fetch-location";

const database = testDatabase();
let rig: PullRig;

describe.each(VERSIONS)("a place that never came, in OCPI %s", (version) => {
  beforeEach(async () => {
    rig = await aPullRig(database.pool, version);
  });
  afterEach(() => rig.cpo.stop());

  const charge = (id: string, location_id: string, more: Record<string, unknown> = {}) =>
    rig.push("PUT", `sessions/SE/NSL/${id}`, sessionOf(id, { location_id, ...more }));
  const heldEvses = async () => {
    const rows = await rig.ctx.db
      .select({ uid: evses.uid })
      .from(evses)
      .innerJoin(locations, eq(locations.id, evses.locationId))
      .where(and(eq(evses.tenantId, rig.ctx.tenantId), eq(locations.partnerId, rig.partnerId)));
    return rows.map(({ uid }) => uid);
  };

  it("is asked of its CPO when a session names it, and kept like one that was pushed", async () => {
    rig.cpo.lists["locations"] = [locationOf("L6"), locationOf("L7")];
    expect(await charge("S-1", "L7")).toBe(1000);
    expect(await charge("S-2", "l7")).toBe(1000);
    expect(await fetchUnknownPlaces(rig.ctx)).toBe(1);
    expect(rig.cpo.calls.map(({ url }) => url.pathname)).toEqual([
      expect.stringMatching(`^/${version}/locations/[Ll]7$`),
    ]);
    expect(rig.cpo.calls[0]?.headers["ocpi-to-party-id"]).toBe(
      version === "2.1.1" ? undefined : "NSL",
    );
    expect(await heldEvses()).toEqual(["L7-E1"]);
    const kept = await rig.messages("locations");
    expect(kept).toMatchObject([{ outcome: "accepted", objectKey: "SE/NSL/L7" }]);
    expect(await fetchUnknownPlaces(rig.ctx)).toBe(0);
  });

  it("is asked for once a day where the CPO does not have it, however many sessions name it", async () => {
    await charge("S-1", "NOWHERE");
    expect(await fetchUnknownPlaces(rig.ctx)).toBe(1);
    await charge("S-2", "NOWHERE");
    expect(await fetchUnknownPlaces(rig.ctx)).toBe(0);
    rig.tenant.clock.advance({ hours: 24 });
    await charge("S-3", "NOWHERE", { start_date_time: "2026-11-03T10:00:00Z" });
    expect(await fetchUnknownPlaces(rig.ctx)).toBe(1);
    rig.tenant.clock.advance({ hours: 48 });
    expect(await fetchUnknownPlaces(rig.ctx)).toBe(0);
    expect(rig.cpo.calls).toHaveLength(2);
    expect(await heldEvses()).toEqual([]);
  });
});
