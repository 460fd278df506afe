import { describe, expect, it } from "vitest";
import { isJsonObject, type JsonObject, JsonNumber, type JsonValue } from "@/ocpi/json-value";
import { readJson } from "@/ocpi/read-json";
import { describeFinding } from "@/ocpi/wire/read-wire";
import {
  parseCdr,
  parseCredentials,
  parseLocation,
  parseSession,
  parseTariff,
  parseVersionDetails,
} from "./parse";
import { exampleObject } from "./specification-examples";

const NOW = Temporal.Instant.from("2026-11-02T11:00:00Z");

function json(text: string): JsonObject {
  const read = readJson(new TextEncoder().encode(text));
  if (!read.ok || !isJsonObject(read.value.json)) throw new Error("not an object");
  return read.value.json;
}

const cdr = (more: Record<string, JsonValue> = {}) => ({
  ...exampleObject("cdr_example"),
  ...more,
});
const without = (object: JsonObject, ...keys: string[]) =>
  Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)));

/** The notes of a CDR that must be readable. */
function notesOf(object: JsonObject): string[] {
  const read = parseCdr(object, NOW);
  if (!read.ok) throw new Error(read.reason.map(describeFinding).join("; "));
  return read.value.notes.map(describeFinding);
}

function reasonsOf(object: JsonObject): string[] {
  const read = parseCdr(object, NOW);
  return read.ok ? [] : read.reason.map(describeFinding);
}

describe("a CDR as partners write it", () => {
  it.each([
    ["total_energy: text-for-number", { total_energy: "15.342" }],
    ["total_energy: rounded", { total_energy: new JsonNumber("15.3420004") }],
    ["start_date_time: no-zone", { start_date_time: "2015-06-29T21:39:09" }],
    ["start_date_time: offset", { start_date_time: "2015-06-29T23:39:09.12+02:00" }],
    ["start_date_time: too-long", { start_date_time: "2015-06-29T21:39:09.123456Z" }],
    ["start_date_time: loose-date-time", { start_date_time: "2015-6-29T21:39:09Z" }],
    ["country_code: lower-case", { country_code: "be" }],
    ["currency: lower-case", { currency: "eur" }],
    ["remark: too-long", { remark: "x".repeat(300) }],
    ["remark: number-for-text", { remark: new JsonNumber("3") }],
    ["auth_method: other-spelling", { auth_method: "whitelist" }],
    ["auth_method: unknown-value", { auth_method: "PLUG" }],
    ["credit: text-for-boolean", { credit: "false" }],
    ["_id: unknown-field", { _id: "x" }],
    ["charging_periods: empty", { charging_periods: [] }],
    ["last_updated: missing", { last_updated: null }],
    ["cdr_token: missing", { cdr_token: null }],
    ["total_cost: number-for-price", { total_cost: new JsonNumber("4.00") }],
    ["total_cost: price-of-2.3.0", { total_cost: { before_taxes: new JsonNumber("4") } }],
  ])("is read with the note %s", (note, more) => {
    expect(notesOf(cdr(more as Record<string, JsonValue>))).toEqual([note]);
  });

  it("may have null in every optional field, which is as good as absent", () => {
    const optional = [
      "session_id",
      "authorization_reference",
      "meter_id",
      "tariffs",
      "signed_data",
      "total_fixed_cost",
      "total_energy_cost",
      "total_parking_time",
      "remark",
      "credit",
      "credit_reference_id",
    ];
    expect(notesOf(cdr(Object.fromEntries(optional.map((key) => [key, null]))))).toEqual([]);
  });

  it("may leave out the party of its token and most of its place", () => {
    const token = without(cdr()["cdr_token"] as JsonObject, "country_code", "party_id");
    const place = without(
      cdr()["cdr_location"] as JsonObject,
      "address",
      "city",
      "country",
      "evse_uid",
      "coordinates",
      "connector_format",
    );
    const read = parseCdr(cdr({ cdr_token: token, cdr_location: place }), NOW);
    expect(read.ok && read.value.notes.map(({ path }) => path)).toEqual([
      "cdr_token.country_code",
      "cdr_token.party_id",
      "cdr_location.address",
      "cdr_location.city",
      "cdr_location.country",
      "cdr_location.coordinates",
      "cdr_location.evse_uid",
      "cdr_location.connector_format",
    ]);
    expect(read.ok && read.value.cdr.cdrLocation).toMatchObject({ city: "#NA", evseUid: "#NA" });
  });

  it("means the same time however the zone is written", () => {
    const times = ["2015-06-29T21:39:09", "2015-06-29T23:39:09+02:00", "2015-06-29 21:39:09Z"];
    for (const time of times) {
      const read = parseCdr(cdr({ start_date_time: time }), NOW);
      expect(read.ok && read.value.cdr.startDateTime.toString()).toBe("2015-06-29T21:39:09Z");
    }
  });

  it("adds the taxes of 2.3.0 up exactly", () => {
    const price = json(
      '{"before_taxes": 0.1, "taxes": [{"name":"a","amount":0.2},{"name":"b","amount":"0.01"}]}',
    );
    const read = parseCdr(cdr({ total_cost: price }), NOW);
    expect(read.ok && read.value.cdr.totalCost).toEqual({
      beforeTaxes: 100_000n,
      afterTaxes: 310_000n,
    });
  });

  it("keeps all digits of a figure that a double cannot hold", () => {
    const read = parseCdr(cdr({ total_energy: new JsonNumber("9007199254.740993") }), NOW);
    expect(read.ok && read.value.cdr.totalEnergy).toBe(9_007_199_254_740_993n);
  });

  it.each([
    ["total_cost: missing", { total_cost: null }],
    ["total_energy: not-a-number", { total_energy: "4,00" }],
    ["total_energy: not-a-number", { total_energy: true }],
    ["total_energy: out-of-range", { total_energy: new JsonNumber("1e13") }],
    ["total_energy: not-a-number", { total_energy: new JsonNumber("1e-300") }],
    ["id: empty", { id: "  " }],
    ["id: too-long", { id: "x".repeat(256) }],
    ["id: not-a-text", { id: { a: "b" } }],
    ["currency: not-a-currency", { currency: "kronor" }],
    ["start_date_time: not-a-date-time", { start_date_time: "2015-06-31T21:39:09Z" }],
    ["start_date_time: not-a-date-time", { start_date_time: "0000-01-01T00:00:00Z" }],
    ["start_date_time: not-a-date-time", { start_date_time: "9999-12-31T23:59:59-10:00" }],
    ["charging_periods[0]: not-an-object", { charging_periods: ["x"] }],
    ["tariffs[0]: not-an-object", { tariffs: "x" }],
    [
      "charging_periods[0].dimensions[0].volume: missing",
      {
        charging_periods: [
          { start_date_time: "2015-06-29T21:39:09Z", dimensions: [{ type: "TIME" }] },
        ],
      },
    ],
  ])("is refused for %s", (reason, more) => {
    expect(reasonsOf(cdr(more as Record<string, JsonValue>))).toEqual([reason]);
  });

  it("names every reason at once, and only so many of them", () => {
    expect(reasonsOf({}).length).toBeGreaterThan(5);
    const many = Array.from({ length: 5000 }, () => "x");
    expect(reasonsOf(cdr({ charging_periods: many }))).toHaveLength(101);
  });
});

describe("other objects as partners write them", () => {
  it("a session is RESERVED where the table says RESERVATION", () => {
    const read = parseSession(
      { ...exampleObject("session_example_1_simple_start"), status: "RESERVED" },
      NOW,
    );
    expect(read.ok && [read.value.session.status, read.value.notes]).toEqual([
      "RESERVATION",
      [{ path: "status", code: "other-spelling" }],
    ]);
  });

  it("a tariff keeps an unreadable restriction from changing its price: it is refused", () => {
    const tariff = exampleObject("tariffrestriction_example_max_power");
    const elements = [{ price_components: [], restrictions: { day_of_week: ["MONTAG"] } }];
    const read = parseTariff({ ...tariff, elements }, NOW);
    expect(!read.ok && read.reason.map(describeFinding)).toEqual([
      "elements[0].restrictions.day_of_week[0]: unknown-value",
    ]);
  });

  it("texts of odd shape cost the text, not the object", () => {
    const tariff = exampleObject("tariff_2_alt_text");
    for (const odd of [{}, [], [{}], "Hej", { text: "Hej" }] as JsonValue[]) {
      expect(parseTariff({ ...tariff, tariff_alt_text: odd }, NOW).ok).toBe(true);
    }
    const read = parseTariff({ ...tariff, tariff_alt_text: "Hej" }, NOW);
    expect(read.ok && read.value.tariff.tariffAltText).toEqual([{ language: "en", text: "Hej" }]);
  });

  it("an unknown status is UNKNOWN, an unknown facility is kept", () => {
    const location = exampleObject("location_example");
    const [evse] = location["evses"] as JsonObject[];
    const read = parseLocation(
      { ...location, facilities: ["SAUNA"], evses: [{ ...evse, status: "BROKEN" }] },
      NOW,
    );
    expect(read.ok && read.value.location.evses[0]?.status).toBe("UNKNOWN");
    expect(read.ok && read.value.location.facilities).toEqual(["SAUNA"]);
    expect(read.ok && read.value.notes.map(({ code }) => code)).toEqual([
      "unknown-value",
      "unknown-value",
    ]);
  });

  it("a time zone that nobody knows is as good as none", () => {
    const read = parseLocation({ ...exampleObject("location_example"), time_zone: "+01:00" }, NOW);
    expect(read.ok && read.value.location.timeZone).toBeUndefined();
  });

  it("credentials may carry 2.1.1's fields, sizes as texts and no business details", () => {
    const credentials = exampleObject("credentials_example3");
    const [role] = credentials["roles"] as JsonObject[];
    const logo = {
      url: "https://example.com/l.png",
      category: "OPERATOR",
      type: "png",
      width: "512",
      height: "512",
    };
    const read = parseCredentials(
      {
        ...credentials,
        party_id: "EXA",
        roles: [
          { ...role, business_details: { name: "Example", logo } },
          without(role ?? {}, "business_details"),
        ],
      },
      NOW,
    );
    expect(read.ok && read.value.credentials.roles[0]?.businessDetails.logo?.width).toBe(512);
    expect(read.ok && read.value.credentials.roles[1]?.businessDetails.name).toBe("#NA");
  });

  it("an endpoint without a role has the one of a CPO", () => {
    const endpoints = ["cdrs", "tokens"].map((identifier) => ({
      identifier,
      url: "https://a.example",
    }));
    const read = parseVersionDetails({ version: "2.2.1", endpoints }, NOW);
    expect(read.ok && read.value.details.endpoints.map(({ role }) => role)).toEqual([
      "SENDER",
      "RECEIVER",
    ]);
  });
});
