import { describe, expect, it } from "vitest";
import { networkSitesOf } from "./network-sites";
import { networkTariffId, networkTariffs } from "./network-tariffs";
import { tariffOf } from "./places";
import { PROFILES } from "./profiles";
import { DUTCH_SITES, SWEDISH_SITES } from "./sites";
import { startTestCpo, temporaryFolder } from "./test-run";
import { findViolations } from "./validate-object";

describe("the wider network", () => {
  it("tells places and tariffs that OCPI allows, and prices a charge by the place's own", async () => {
    for (const name of ["nordstrom", "kanaal"] as const) {
      const folder = temporaryFolder();
      const running = await startTestCpo({
        stateDir: folder.path,
        profile: name,
        hasNetwork: true,
      });
      const { locations, tariffs } = running.cpo.state;
      await running.stop();
      const profile = PROFILES[name];
      const sites = networkSitesOf(profile.party.party_id);
      for (const { id } of sites) {
        const location = locations.get(id)?.object;
        expect(location && findViolations("Location", location)).toEqual([]);
        const [connector] = location?.evses[0]?.connectors ?? [];
        if (!connector) throw new Error(`${id} has no connector`);
        const [named = ""] = connector.tariff_ids;
        const isTold = tariffs.get(named) !== undefined;
        expect(tariffOf(profile, connector).id).toBe(isTold ? named : profile.normal.id);
      }
      for (const tariff of networkTariffs(profile)) {
        expect(findViolations("Tariff", tariff)).toEqual([]);
      }
      folder.remove();
    }
  });

  it("has one place whose tariff nobody is told, and no place twice", () => {
    const told = networkTariffs(PROFILES.nordstrom).map(({ id }) => id);
    const silent = networkSitesOf("NSL").filter(
      ({ kind }) => !told.includes(networkTariffId("NSL", kind)),
    );
    expect(silent.map(({ name }) => name)).toEqual(["Visby hamn"]);
    const own = [...SWEDISH_SITES, ...DUTCH_SITES];
    const all = [...own, ...networkSitesOf("NSL"), ...networkSitesOf("KNE")];
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
  });
});
