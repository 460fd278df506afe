import { describe, expect, it } from "vitest";
import { type JsonObject, JsonNumber, type JsonValue } from "@/ocpi/json-value";
import { describeFinding } from "@/ocpi/wire/read-wire";
import { codec211 } from "./codec";
import { exampleObject, PARTIES } from "./specification-examples";

const NOW = Temporal.Instant.from("2026-11-02T11:00:00Z");
const { parseCdr, parseSession, parseTariff, parseLocation, parseConnector } = codec211;

const CDR = "d2/mod_cdrs__01__example_of_a_cdr";
const SESSION = "mod_sessions__03__simple_session_example_of_a_short_finished_session";
const TARIFF = "mod_tariffs__03__simple_tariff_example_2_euro_per_hour";
const LOCATION = "mod_locations__06__example";

const number = (source: string) => new JsonNumber(source);
const tariff = (more: Record<string, JsonValue> = {}): JsonObject => ({
  ...exampleObject(TARIFF),
  ...more,
});
const cdr = (more: Record<string, JsonValue> = {}): JsonObject => ({
  ...exampleObject(CDR),
  tariffs: [tariff()],
  ...more,
});
const without = (object: JsonObject, ...keys: string[]) =>
  Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)));

function readCdr(object: JsonObject) {
  const read = parseCdr(object, NOW, PARTIES);
  if (!read.ok) throw new Error(read.reason.map(describeFinding).join("; "));
  return { cdr: read.value.cdr, notes: read.value.notes.map(describeFinding) };
}

describe("a 2.1.1 CDR as partners write it", () => {
  it.each<[string, Record<string, JsonValue>]>([
    ["total_cost: text-for-number", { total_cost: "4.00" }],
    ["total_cost: price-for-number", { total_cost: { excl_vat: number("4.00") } }],
    ["total_cost: price-for-number", { total_cost: { before_taxes: number("4.00") } }],
    ["stop_date_time: no-zone", { stop_date_time: "2015-06-29T23:37:32" }],
    ["auth_method: other-spelling", { auth_method: "Whitelist" }],
    ["auth_id: missing", { auth_id: null }],
    ["last_updated: missing", { last_updated: "" }],
    ["location: missing", { location: null }],
    ["charging_periods: empty", { charging_periods: [] }],
    ["session_id: later-version", { session_id: "S1" }],
    ["session_id: empty", { session_id: "" }],
    [
      "signed_data: later-version",
      {
        signed_data: {
          encoding_method: "OCMF",
          signed_values: [{ nature: "Start", plain_data: "a", signed_data: "b" }],
        },
      },
    ],
    ["_id: unknown-field", { _id: "x" }],
  ])("is read with the note %s", (note, more) => {
    expect(readCdr(cdr(more)).notes.at(0)).toBe(note);
  });

  it("may name its end as later versions do", () => {
    const { stop_date_time: end = null, ...rest } = cdr();
    const read = readCdr({ ...rest, end_date_time: end });
    expect(read.notes).toEqual(["end_date_time-for-stop_date_time"]);
    expect(read.cdr.endDateTime.toString()).toBe("2015-06-29T23:37:32Z");
  });

  it("is of the party that it names, else of the connection's", () => {
    expect(readCdr(cdr())).toMatchObject({ cdr: { countryCode: "BE", partyId: "BEC" }, notes: [] });
    const named = readCdr(cdr({ country_code: "DE", party_id: "ABC" }));
    expect(named.cdr).toMatchObject({ countryCode: "DE", partyId: "ABC" });
    expect(named.cdr.tariffs[0]).toMatchObject({ countryCode: "DE", partyId: "ABC" });
    expect(named.notes).toEqual(["country_code: later-version", "party_id: later-version"]);
    expect(readCdr(cdr({ country_code: "DE" })).cdr).toMatchObject({ countryCode: "BE" });
  });

  it("carries the reference that we gave, in a hub's words too", () => {
    expect(readCdr(cdr({ authorization_id: "A1" })).cdr.authorizationReference).toBe("A1");
    expect(readCdr(cdr({ authorization_reference: "A2" })).cdr.authorizationReference).toBe("A2");
  });

  it("that takes another back says so, though 2.1.1 has no words for it", () => {
    const read = readCdr(cdr({ credit: true, credit_reference_id: "12345", id: "12345-C" }));
    expect(read.cdr).toMatchObject({ credit: true, creditReferenceId: "12345" });
    expect(read.notes).toEqual(["credit: later-version", "credit_reference_id: later-version"]);
  });

  it("keeps FLAT among its dimensions without a note", () => {
    const dimensions = [{ type: "FLAT", volume: number("1") }];
    const periods = [{ start_date_time: "2015-06-29T21:39:09Z", dimensions }];
    const read = readCdr(cdr({ charging_periods: periods }));
    expect(read.notes).toEqual([]);
    expect(read.cdr.chargingPeriods[0]?.dimensions).toEqual([{ type: "FLAT", volume: 1_000_000n }]);
  });

  it("does not guess among several EVSEs or connectors", () => {
    const place = exampleObject(LOCATION);
    const read = readCdr(cdr({ location: place }));
    expect(read.cdr.cdrLocation).toMatchObject({ id: "LOC1", evseUid: "#NA", connectorId: "#NA" });
    expect(read.notes).toEqual(["location.evses: several-evses"]);
    const [evse] = place["evses"] as JsonObject[];
    const one = readCdr(cdr({ location: { ...place, evses: [evse ?? null] } }));
    expect(one.cdr.cdrLocation).toMatchObject({ evseUid: "3256", connectorId: "#NA" });
  });

  it("is not lost for faults in the parts of its place that say nothing of the charge", () => {
    const place = {
      ...exampleObject(LOCATION),
      opening_times: "always",
      images: [null],
      energy_mix: [],
      evses: [{ status: {}, connectors: [{ voltage: "high" }] }],
    };
    expect(readCdr(cdr({ location: place })).cdr.cdrLocation.id).toBe("LOC1");
  });

  it.each<[string, Record<string, JsonValue>]>([
    ["total_cost: not-a-number", { total_cost: "4,00" }],
    ["total_cost: not-a-number", { total_cost: { incl_vat: number("4.00") } }],
    ["stop_date_time: missing", { stop_date_time: null }],
    ["id: empty", { id: " " }],
    ["credit: not-a-boolean", { credit: "perhaps" }],
    ["location.evses[0]: not-an-object", { location: { evses: ["x"] } }],
  ])("is refused for %s", (reason, more) => {
    const read = parseCdr(cdr(more), NOW, PARTIES);
    expect(!read.ok && read.reason.map(describeFinding)).toEqual([reason]);
  });
});

describe("other 2.1.1 objects as partners write them", () => {
  it("a session may name its times as CDRs do", () => {
    const {
      start_datetime: start = null,
      end_datetime: end = null,
      ...rest
    } = exampleObject(SESSION);
    const json = { ...rest, start_date_time: start, end_date_time: end };
    const read = parseSession(json, NOW, PARTIES);
    expect(read.ok && read.value.session.startDateTime.toString()).toBe("2015-06-29T22:39:09Z");
    expect(read.ok && read.value.session.endDateTime?.toString()).toBe("2015-06-29T23:50:16Z");
    expect(read.ok && read.value.notes.map(describeFinding)).toEqual([
      "start_date_time-for-start_datetime",
      "end_date_time-for-end_datetime",
    ]);
  });

  it("a session is of the party in its address, whatever it names", () => {
    const json = { ...exampleObject(SESSION), country_code: "DE", party_id: "ABC" };
    const read = parseSession(json, NOW, PARTIES);
    expect(read.ok && read.value.session).toMatchObject({ countryCode: "BE", partyId: "BEC" });
  });

  it("a tariff keeps what later versions price by, with notes", () => {
    const component = {
      type: "TIME",
      price: number("2"),
      step_size: number("1"),
      vat: number("25"),
    };
    const restrictions = { reservation: "RESERVATION" };
    const json = tariff({
      min_price: { excl_vat: number("1") },
      elements: [{ price_components: [component], restrictions }],
    });
    const read = parseTariff(json, NOW, PARTIES);
    expect(read.ok && read.value.tariff).toMatchObject({
      minPrice: { beforeTaxes: 1_000_000n },
      elements: [{ priceComponents: [{ vat: 250_000 }], restrictions }],
    });
    expect(read.ok && read.value.notes.map(describeFinding).toSorted()).toEqual([
      "elements[0].price_components[0].vat: later-version",
      "elements[0].restrictions.reservation: later-version",
      "min_price: later-version",
    ]);
  });

  it("a location is shown unless it says not to, and needs no time zone", () => {
    const location = (more: JsonObject) => {
      const read = parseLocation({ ...exampleObject(LOCATION), ...more }, NOW, PARTIES);
      return read.ok ? { ...read.value.location, notes: read.value.notes } : read.reason;
    };
    expect(location({})).toMatchObject({ publish: true, parkingType: "ON_STREET", notes: [] });
    expect(location({ publish: false })).toMatchObject({ publish: false });
    expect(location({ type: "UNKNOWN" })).toMatchObject({ parkingType: undefined });
    expect(location({ time_zone: "Europe/Brussels" })).toMatchObject({
      timeZone: "Europe/Brussels",
    });
  });

  it("opening hours are either regular or round the clock", () => {
    const hours = (times: JsonObject) => {
      const json = { ...exampleObject(LOCATION), opening_times: times };
      const read = parseLocation(json, NOW, PARTIES);
      return (
        read.ok && [read.value.location.openingTimes?.twentyfourseven, read.value.notes.length]
      );
    };
    const regular = [{ weekday: number("1"), period_begin: "08:00", period_end: "20:00" }];
    expect(hours({ twentyfourseven: true })).toEqual([true, 0]);
    expect(hours({ regular_hours: regular })).toEqual([false, 0]);
    expect(hours({})).toEqual([false, 1]);
  });

  it("an impact may have a category, which 2.1.1 calls source", () => {
    const impact = { category: "CARBON_DIOXIDE", amount: number("372") };
    const mix = { is_green_energy: false, environ_impact: [impact] };
    const read = parseTariff(tariff({ energy_mix: mix }), NOW, PARTIES);
    expect(read.ok && read.value.tariff.energyMix?.environImpact).toEqual([
      { category: "CARBON_DIOXIDE", amount: 372_000_000n },
    ]);
  });

  it("a connector without a tariff has null, an empty text or nothing for it", () => {
    const [evse] = exampleObject(LOCATION)["evses"] as [JsonObject];
    const [connector] = evse["connectors"] as [JsonObject];
    const tariffsOf = (json: JsonObject) => {
      const read = parseConnector(json, NOW, PARTIES);
      return read.ok ? read.value.connector.tariffIds : read.reason;
    };
    expect(tariffsOf(connector)).toEqual(["11"]);
    expect(tariffsOf({ ...connector, tariff_id: null })).toEqual([]);
    expect(tariffsOf({ ...connector, tariff_id: "" })).toEqual([]);
    expect(tariffsOf(without(connector, "tariff_id"))).toEqual([]);
    expect(tariffsOf({ ...without(connector, "tariff_id"), tariff_ids: ["1", "2"] })).toEqual([
      "1",
      "2",
    ]);
  });

  it("endpoints have the role that a CPO has, credentials the role of one", () => {
    const endpoints = ["cdrs", "tokens", "commands"].map((identifier) => ({
      identifier,
      url: "https://a.example",
    }));
    const details = codec211.parseVersionDetails({ version: "2.1.1", endpoints }, NOW);
    expect(details.ok && details.value.details.endpoints.map(({ role }) => role)).toEqual([
      "SENDER",
      "RECEIVER",
      "RECEIVER",
    ]);
    expect(details.ok && details.value.notes).toEqual([]);
    const read = codec211.parseCredentials(exampleObject("credentials__01__example"), NOW);
    expect(read.ok && read.value.credentials.roles).toMatchObject([
      {
        role: "CPO",
        countryCode: "NL",
        partyId: "EXA",
        businessDetails: { name: "Example Operator" },
      },
    ]);
  });

  it("the place of an authorization may name connectors, which say nothing", () => {
    const json = { location_id: "L", evse_uids: ["1", "2"], connector_ids: ["1"] };
    const read = codec211.parseLocationReferences(json, NOW, PARTIES);
    expect(read.ok && read.value).toEqual({
      references: { locationId: "L", evseUids: ["1", "2"] },
      notes: [],
    });
  });
});
