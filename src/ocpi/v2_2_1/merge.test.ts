import { describe, expect, it } from "vitest";
import type { Location } from "@/core/roaming/location";
import type { Session } from "@/core/roaming/session";
import { JsonNumber, type JsonObject } from "@/ocpi/json-value";
import { codec221 } from "./codec";
import { parseLocation, parseSession } from "./parse";
import { exampleObject } from "./specification-examples";

const { patchConnector, patchEvse, patchLocation, patchSession } = codec221;
const NOW = Temporal.Instant.from("2026-11-02T11:00:00Z");

function aSession(): Session {
  const read = parseSession(exampleObject("session_example_1_simple_start"), NOW);
  if (!read.ok) throw new Error("the example is not read");
  return read.value.session;
}

function aLocation(): Location {
  const read = parseLocation(exampleObject("location_example"), NOW);
  if (!read.ok) throw new Error("the example is not read");
  return read.value.location;
}

function patched(held: Session, patch: JsonObject): Session {
  const merged = patchSession(held, patch, NOW);
  if (!merged.ok) throw new Error(merged.reason.join("; "));
  return merged.value.value;
}

describe("a PATCH of a session", () => {
  it("replaces fields and appends charging periods", () => {
    const held = aSession();
    const session = patched(held, exampleObject("session_patch_example_charging_period"));
    expect(session.kwh).toBe(15_000_000n);
    expect(session.totalCost).toEqual({ beforeTaxes: 800_000n, afterTaxes: 880_000n });
    expect(session.chargingPeriods).toHaveLength(held.chargingPeriods.length + 1);
    expect(session.cdrToken).toEqual(held.cdrToken);
  });

  it("comes out the same when the partner sends the whole list of periods each time", () => {
    const patch = exampleObject("session_patch_example_charging_period");
    const once = patched(aSession(), patch);
    expect(patched(once, patch).chargingPeriods).toHaveLength(once.chargingPeriods.length);
  });

  it("with an empty or null list changes no period", () => {
    const held = patched(aSession(), exampleObject("session_patch_example_charging_period"));
    for (const none of [[], null]) {
      const session = patched(held, {
        charging_periods: none,
        last_updated: "2020-01-01T00:00:00Z",
      });
      expect(session.chargingPeriods).toEqual(held.chargingPeriods);
    }
  });

  it("clears an optional field with null, and notes energy that falls", () => {
    const held = patched(aSession(), exampleObject("session_patch_example_charging_period"));
    const merged = patchSession(
      held,
      { total_cost: null, kwh: new JsonNumber("1"), last_updated: "2020-01-01T00:00:00Z" },
      NOW,
    );
    expect(merged.ok && merged.value.value.totalCost).toBeUndefined();
    expect(merged.ok && merged.value.notes).toEqual(["kwh: fell"]);
  });

  it("keeps what must be there where a partner writes null for it, with a note", () => {
    const held = patched(aSession(), exampleObject("session_patch_example_charging_period"));
    const required = ["id", "status", "currency", "start_date_time", "kwh", "cdr_token"];
    const places = ["location_id", "evse_uid", "connector_id", "auth_method"];
    const nulls = Object.fromEntries([...required, ...places].map((name) => [name, null]));
    const merged = patchSession(held, { ...nulls, last_updated: "2030-01-01T00:00:00Z" }, NOW);
    const lastUpdated = Temporal.Instant.from("2030-01-01T00:00:00Z");
    expect(merged.ok && merged.value.value).toEqual({ ...held, lastUpdated });
    expect(merged.ok && merged.value.notes.toSorted()).toEqual(
      [...required, ...places].map((name) => `${name}: null`).toSorted(),
    );
  });

  it("that cannot be read changes nothing and says why", () => {
    expect(patchSession(aSession(), { status: "DONE" }, NOW)).toEqual({
      ok: false,
      reason: ["status: unknown-value"],
    });
  });
});

describe("a PATCH of a location", () => {
  const later = "2030-01-01T00:00:00Z";

  it("changes a field and leaves all else", () => {
    const held = aLocation();
    const patch = exampleObject("location_patch_example_location");
    const change = patchLocation(held, patch, NOW);
    expect("location" in change && change.location.name).toBe("Interparking Gent Zuid");
    expect("location" in change && change.location.evses).toBe(held.evses);
  });

  it("merges EVSEs by uid and connectors by id, and never removes one by leaving it out", () => {
    const held = aLocation();
    expect(held.evses.length).toBeGreaterThan(1);
    const [first] = held.evses;
    const patch = {
      last_updated: later,
      evses: [{ uid: first?.uid.toLowerCase() ?? "", status: "CHARGING", last_updated: later }],
    };
    const change = patchLocation(held, patch, NOW);
    const evses = "location" in change ? change.location.evses : [];
    expect(evses).toHaveLength(held.evses.length);
    expect(evses[0]).toMatchObject({ status: "CHARGING" });
    expect(evses[0]?.connectors).toEqual(first?.connectors);
    expect(evses[1]).toBe(held.evses[1]);
  });

  it("older than what is held is stale; of an unknown EVSE or connector, unknown", () => {
    const held = aLocation();
    const uid = held.evses[0]?.uid ?? "";
    const old = { status: "CHARGING", last_updated: "2001-01-01T00:00:00Z" };
    expect(patchEvse(held, uid, old, NOW).outcome).toBe("stale");
    expect(patchEvse(held, "nobody", old, NOW).outcome).toBe("unknown");
    expect(patchConnector(held, { uid, connectorId: "99" }, old, NOW).outcome).toBe("unknown");
  });

  it("keeps what must be there where a partner writes null for it", () => {
    const held = aLocation();
    const uid = held.evses[0]?.uid ?? "";
    const connectorId = held.evses[0]?.connectors[0]?.id ?? "";
    const lastUpdated = Temporal.Instant.from(later);
    const whole = patchLocation(
      held,
      { address: null, city: null, country: null, coordinates: null, last_updated: later },
      NOW,
    );
    expect(whole).toMatchObject({ location: { ...held, lastUpdated } });
    const evse = patchEvse(held, uid, { uid: null, status: null, last_updated: later }, NOW);
    expect("location" in evse && evse.location.evses[0]).toEqual({
      ...held.evses[0],
      lastUpdated,
    });
    const nulls = { standard: null, format: null, max_voltage: null, last_updated: later };
    const connector = patchConnector(held, { uid, connectorId }, nulls, NOW);
    expect("location" in connector && connector.location.evses[0]?.connectors[0]).toEqual({
      ...held.evses[0]?.connectors[0],
      lastUpdated,
    });
  });

  it("of a connector changes its tariffs", () => {
    const held = aLocation();
    const [evse] = held.evses;
    const at = { uid: evse?.uid ?? "", connectorId: evse?.connectors[0]?.id ?? "" };
    const change = patchConnector(held, at, exampleObject("location_patch_example_tariff"), NOW);
    const connector = "location" in change ? change.location.evses[0]?.connectors[0] : undefined;
    expect(connector?.tariffIds).toEqual(["15"]);
  });
});
