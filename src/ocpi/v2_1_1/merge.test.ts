import { describe, expect, it } from "vitest";
import { type JsonObject, JsonNumber } from "@/ocpi/json-value";
import { codec211 } from "./codec";
import { exampleObject, PARTIES } from "./specification-examples";

const NOW = Temporal.Instant.from("2026-11-02T11:00:00Z");
const { patchConnector, patchEvse, patchLocation, patchSession } = codec211;

function aSession(more: JsonObject = {}) {
  const example = exampleObject(
    "mod_sessions__02__simple_session_example_of_a_just_starting_session",
  );
  const read = codec211.parseSession({ ...example, ...more }, NOW, PARTIES);
  if (!read.ok) throw new Error("the example is not read");
  return read.value.session;
}

function aLocation(more: JsonObject = {}) {
  const json = { ...exampleObject("mod_locations__06__example"), ...more };
  const read = codec211.parseLocation(json, NOW, PARTIES);
  if (!read.ok) throw new Error("the example is not read");
  return read.value.location;
}

const period = (start: string) => ({
  start_date_time: start,
  dimensions: [{ type: "ENERGY", volume: new JsonNumber("1") }],
});

describe("a PATCH of a 2.1.1 session", () => {
  it("needs no last_updated, changes what it names and keeps all else to the digit", () => {
    const held = aSession({
      last_updated: "2015-06-29T22:39:09.123Z",
      authorization_id: "A1",
      country_code: "DE",
    });
    const patched = patchSession(
      held,
      exampleObject("mod_sessions__01__example_update_the_total_cost"),
      NOW,
    );
    expect(patched).toEqual({
      ok: true,
      value: { value: { ...held, totalCost: { beforeTaxes: 600_000n } }, notes: [] },
    });
  });

  it("merges charging periods by their start", () => {
    const first = { charging_periods: [period("2015-06-29T22:40:00Z")] };
    const both = {
      charging_periods: [period("2015-06-29T22:40:00Z"), period("2015-06-29T22:50:00Z")],
    };
    const once = patchSession(aSession(), first, NOW);
    const twice = once.ok && patchSession(once.value.value, both, NOW);
    expect(twice && twice.ok && twice.value.value.chargingPeriods).toHaveLength(2);
  });

  it("may end it, and move it to another place", () => {
    const location = { ...exampleObject("mod_locations__06__example"), id: "LOC2", evses: [] };
    const patch = { end_datetime: "2015-06-29T23:50:16Z", status: "COMPLETED", location };
    const patched = patchSession(aSession(), patch, NOW);
    expect(patched.ok && patched.value.value).toMatchObject({
      endDateTime: Temporal.Instant.from("2015-06-29T23:50:16Z"),
      status: "COMPLETED",
      locationId: "LOC2",
      evseUid: "#NA",
    });
  });

  it("that cannot be read changes nothing and says why", () => {
    expect(patchSession(aSession(), { total_cost: "free" }, NOW)).toEqual({
      ok: false,
      reason: ["total_cost: not-a-number"],
    });
  });
});

describe("a PATCH of a 2.1.1 location", () => {
  it("needs no last_updated at any depth, and leaves all else", () => {
    const held = aLocation({ publish: false, time_zone: "Europe/Brussels" });
    const renamed = patchLocation(
      held,
      exampleObject("mod_locations__02__example_change_the_location_name"),
      NOW,
    );
    expect(renamed).toEqual({
      outcome: "updated",
      location: { ...held, name: "Interparking Gent Zuid" },
      notes: [],
    });
    const [first, second] = held.evses;
    const charging = patchEvse(
      held,
      "3256",
      exampleObject("mod_locations__01__example_a_simple_status_update"),
      NOW,
    );
    expect("location" in charging && charging.location.evses).toEqual([
      { ...first, status: "CHARGING" },
      second,
    ]);
    const removed = patchEvse(
      held,
      "3256",
      exampleObject("mod_locations__05__example_delete_an_evse"),
      NOW,
    );
    expect("location" in removed && removed.location.evses[0]?.status).toBe("REMOVED");
    const at = { uid: "3256", connectorId: "2" };
    const priced = patchConnector(
      held,
      at,
      exampleObject("mod_locations__03__example_set_tariff_update"),
      NOW,
    );
    const connectors = "location" in priced ? priced.location.evses[0]?.connectors : undefined;
    expect(connectors).toEqual([
      first?.connectors[0],
      { ...first?.connectors[1], tariffIds: ["15"] },
    ]);
  });

  it("merges EVSEs by uid and connectors by id, under 2.1.1's names", () => {
    const held = aLocation();
    const connectors = [{ id: "1", amperage: new JsonNumber("32") }];
    const change = patchLocation(held, { evses: [{ uid: "3257", connectors }] }, NOW);
    const evses = "location" in change ? change.location.evses : [];
    expect(evses[0]).toBe(held.evses[0]);
    expect(evses[1]?.connectors[0]).toEqual({ ...held.evses[1]?.connectors[0], maxAmperage: 32 });
  });

  it("older than what is held is stale", () => {
    const patch = { name: "x", last_updated: "2001-01-01T00:00:00Z" };
    expect(patchLocation(aLocation(), patch, NOW)).toEqual({ outcome: "stale" });
  });
});

describe("a PATCH of a 2.1.1 tariff", () => {
  it("replaces its elements whole from when it came, and leaves all else", () => {
    const example = exampleObject("mod_tariffs__05__simple_tariff_example_with_alternative_url");
    const more = {
      end_date_time: "2030-01-01T00:00:00Z",
      last_updated: "2015-06-29T20:39:09.123Z",
    };
    const read = codec211.parseTariff({ ...example, ...more }, NOW, PARTIES);
    if (!read.ok) throw new Error("the example is not read");
    const held = read.value.tariff;
    const patch = exampleObject("mod_tariffs__02__example_change_tariff_to_2_50");
    const patched = codec211.patchTariff?.(held, patch, NOW);
    const priceComponents = [{ type: "TIME", price: 2_500_000n, stepSize: 300 }];
    expect(patched).toEqual({
      ok: true,
      value: {
        value: { ...held, elements: [{ priceComponents }], lastUpdated: NOW },
        notes: [],
      },
    });
  });
});
