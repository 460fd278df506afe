import { describe, expect, it } from "vitest";
import { compareRational, formatRational, micro, rationalOf } from "@/core/money/quantity";
import type { Outcome } from "@/core/outcome";
import vectors from "@/core/rating/fixtures/vectors.json";
import { priceCdr } from "@/core/rating/price-cdr";
import { isJsonObject, type JsonValue } from "@/ocpi/json-value";
import { readJson } from "@/ocpi/read-json";
import { parseVersion } from "@/ocpi/v2_2_1/parse";
import { describeFinding, type Finding, readWire } from "@/ocpi/wire/read-wire";
import { codec211 } from "./codec";
import { energyMixSchema } from "./schemas/energy-mix";
import { hoursSchema } from "./schemas/hours";
import { exampleJson, exampleNames, PARTIES } from "./specification-examples";

const NOW = Temporal.Instant.from("2026-11-02T11:00:00Z");

type Reader = (
  json: JsonValue,
) => Outcome<{ readonly notes: readonly Finding[] }, readonly Finding[]>;

const { parseCdr, parseSession, parseTariff, parseLocation, parseEvse, parseToken } = codec211;

/** Each of a list, or of what an envelope holds: the first that is refused, else the first. */
const unwrapped =
  (reader: Reader): Reader =>
  (json) => {
    const data = isJsonObject(json) ? (json["data"] ?? json) : json;
    const reads = (Array.isArray(data) ? data : [data]).map(reader);
    return reads.find((read) => !read.ok) ?? reads[0] ?? reader(null);
  };

const inside =
  (key: string, reader: Reader): Reader =>
  (json) =>
    reader(isJsonObject(json) ? (json[key] ?? null) : null);

const version: Reader = (json) => parseVersion(json, NOW);
const details: Reader = (json) => codec211.parseVersionDetails(json, NOW);
const token: Reader = (json) => parseToken(json, NOW, PARTIES);

/** How each family of examples is read; the first that fits counts. Changes are merged in another test. */
const READERS: readonly (readonly [RegExp, Reader | null])[] = [
  [/mod_locations__(01|02|03|05)|mod_sessions__01|mod_tariffs__02|mod_tokens__02/, null],
  [/no_data_field/, null],
  [/^credentials_/, (json) => codec211.parseCredentials(json, NOW)],
  [/mod_cdrs/, (json) => parseCdr(json, NOW, PARTIES)],
  [/mod_locations__04/, (json) => parseEvse(json, NOW, PARTIES)],
  [/^mod_locations__06/, (json) => parseLocation(json, NOW, PARTIES)],
  [
    /^mod_locations__(07|08|09)/,
    inside("energy_mix", (json) => readWire(energyMixSchema, json, NOW)),
  ],
  [/^mod_locations__10/, inside("opening_times", (json) => readWire(hoursSchema, json, NOW))],
  [/^mod_sessions/, (json) => parseSession(json, NOW, PARTIES)],
  [/^mod_tariffs/, (json) => parseTariff(json, NOW, PARTIES)],
  [/^mod_tokens|tokens_get_response/, unwrapped(token)],
  [/version_information_response|^version_information_endpoint__01/, unwrapped(version)],
  [/version_details|^version_information_endpoint__02/, unwrapped(details)],
];

const readerOf = (name: string) => READERS.find(([pattern]) => pattern.test(name))?.[1];

const TEXT_PRICE = "tariffs[0].elements[0].price_components[0].price: text-for-number";

const HALF_AN_EVSE = [
  "connectors[0].power_type: missing",
  "connectors[0].voltage: missing",
  "connectors[0].amperage: missing",
  "connectors[0].last_updated: missing",
  "physical_reference: number-for-text",
  "last_updated: missing",
];

/** The examples that break the specification's own tables, and the tolerances that reading them takes. */
const NOTES: Readonly<Record<string, readonly string[]>> = {
  mod_cdrs__01__example_of_a_cdr: [TEXT_PRICE],
  "d2/mod_cdrs__01__example_of_a_cdr": [TEXT_PRICE],
  mod_locations__04__example_add_an_evse: [...HALF_AN_EVSE, "floor_level: number-for-text"],
  "d2/mod_locations__04__example_add_an_evse": [...HALF_AN_EVSE, "floor: unknown-field"],
  mod_tariffs__01__example_new_tariff_2_euro_per_hour: ["last_updated: missing"],
  transport_and_format__01__example_version_information_response_list_of_objects: [
    "version: unknown-value",
  ],
};

describe("the specification's own 2.1.1 examples", () => {
  const names = exampleNames();

  it("are all here and each has a reader or is a change", () => {
    expect(names).toHaveLength(34);
    expect(names.filter((name) => readerOf(name) === undefined)).toEqual([]);
    expect(names.filter((name) => readerOf(name) === null)).toHaveLength(8);
  });

  it.each(names.filter((name) => readerOf(name)))(
    "%s is read, and noted where it is at fault",
    (name) => {
      const read = readerOf(name)?.(exampleJson(name));
      expect(read?.ok === false ? read.reason : []).toEqual([]);
      const notes = read?.ok ? read.value.notes.map(describeFinding).toSorted() : [];
      expect(notes).toEqual((NOTES[name] ?? []).toSorted());
    },
  );

  it.each(["mod_cdrs__01__example_of_a_cdr", "d2/mod_cdrs__01__example_of_a_cdr"])(
    "the CDR of %s comes out as printed, and its price is what it claims",
    (name) => {
      const read = parseCdr(exampleJson(name), NOW, PARTIES);
      if (!read.ok) throw new Error("the CDR is not read");
      const { cdr } = read.value;
      expect(cdr).toMatchObject({
        countryCode: "BE",
        partyId: "BEC",
        id: "12345",
        endDateTime: Temporal.Instant.from("2015-06-29T23:37:32Z"),
        cdrToken: { countryCode: "SE", partyId: "KVT", uid: "#NA", contractId: "DE8ACC12E46L89" },
        cdrLocation: { id: "LOC1", evseUid: "3256", connectorId: "1", evseId: "BE-BEC-E041503003" },
        tariffs: [{ countryCode: "BE", partyId: "BEC", id: "12", taxIncluded: "NO" }],
        totalCost: { beforeTaxes: 4_000_000n },
        totalEnergy: 15_342_000n,
      });
      expect(cdr.totalCost.afterTaxes).toBeUndefined();
      const priced = priceCdr({ cdr, tariffs: cdr.tariffs, timeZone: "Europe/Brussels" });
      if (!priced.ok) throw new Error(priced.reason.code);
      expect(priced.value.net && formatRational(priced.value.net, 8)).toBe("4");
      // 2.1.1 knows no rates: what it costs with VAT is not known.
      expect(priced.value.gross).toBeNull();
    },
  );

  it("the CDR among the price cases is priced the same after it went over the wire", () => {
    const cases = vectors.filter((one) => one.ocpi_version === "2.1.1");
    expect(cases).toHaveLength(1);
    for (const { cdr: wire, time_zone: timeZone, expected } of cases) {
      const json = readJson(new TextEncoder().encode(JSON.stringify(wire)));
      const read = parseCdr(json.ok ? json.value.json : null, NOW, PARTIES);
      if (!read.ok) throw new Error(read.reason.map(describeFinding).join("; "));
      const { cdr } = read.value;
      const priced = priceCdr({ cdr, tariffs: cdr.tariffs, timeZone });
      const net = priced.ok ? priced.value.net : null;
      expect(net && compareRational(net, rationalOf(micro(expected.total_excl ?? "")))).toBe(0);
    }
  });
});
