import { describe, expect, it } from "vitest";
import type { Outcome } from "@/core/outcome";
import type { JsonValue } from "@/ocpi/json-value";
import { isJsonObject } from "@/ocpi/json-value";
import { describeFinding, type Finding, readWire } from "@/ocpi/wire/read-wire";
import {
  parseCdr,
  parseCredentials,
  parseEvse,
  parseLocation,
  parseSession,
  parseTariff,
  parseToken,
  parseVersion,
  parseVersionDetails,
} from "./parse";
import { displayTextSchema } from "./schemas/display-text";
import { energyMixSchema } from "./schemas/energy-mix";
import { hoursSchema } from "./schemas/hours";
import { exampleJson, exampleNames } from "./specification-examples";

const NOW = Temporal.Instant.from("2026-11-02T11:00:00Z");

type Reader = (
  json: JsonValue,
  receivedAt: Temporal.Instant,
) => Outcome<{ readonly notes: readonly Finding[] }, readonly Finding[]>;

/** The object in an envelope, or each of a list. */
const unwrapped =
  (reader: Reader): Reader =>
  (json, at) => {
    const data = isJsonObject(json) ? (json["data"] ?? json) : json;
    const [first, ...more] = Array.isArray(data) ? data : [data];
    const failed = more.map((one) => reader(one, at)).find((read) => !read.ok);
    return failed ?? reader(first ?? null, at);
  };

const inside =
  (key: string, reader: Reader): Reader =>
  (json, at) =>
    reader(isJsonObject(json) ? (json[key] ?? null) : null, at);

const hours: Reader = (json, at) => readWire(hoursSchema, json, at);
const energyMix: Reader = (json, at) => readWire(energyMixSchema, json, at);
const displayText: Reader = (json, at) => readWire(displayTextSchema, json, at);

/** How each family of examples is read; the first that fits counts. Patches are merged elsewhere. */
const READERS: readonly (readonly [RegExp, Reader | null])[] = [
  [/_patch_example/, null],
  [/no_data_field/, null],
  [/^cdr_/, parseCdr],
  [/^credentials_/, parseCredentials],
  [/^location_energymix_/, inside("energy_mix", energyMix)],
  [/^location_hours_/, hours],
  [/^location_regularhours/, inside("opening_times", hours)],
  [/^location_put_example_add_evse/, parseEvse],
  [/^location_example/, parseLocation],
  [/^session_/, parseSession],
  [/^tariff/, parseTariff],
  [/^token_/, parseToken],
  [/^transport_and_format_get_token/, unwrapped(parseToken)],
  [/^transport_and_format_version_info|^versions_info/, unwrapped(parseVersion)],
  [/^transport_and_format_version_details|^version_details/, unwrapped(parseVersionDetails)],
  [/^type_displaytext/, displayText],
];

const readerOf = (name: string) => READERS.find(([pattern]) => pattern.test(name))?.[1];

/** The examples that break the specification's own tables, and the tolerances that reading them takes. */
const NOTES: Readonly<Record<string, readonly string[]>> = {
  location_put_example_add_evse: [
    "connectors[0].power_type: missing",
    "connectors[0].max_voltage: missing",
    "connectors[0].max_amperage: missing",
    "connectors[0].last_updated: missing",
    "physical_reference: number-for-text",
    "floor: unknown-field",
  ],
  tariff_put_example: ["last_updated: missing"],
};

describe("the specification's own 2.2.1 examples", () => {
  const names = exampleNames();

  it("are all here and each has a reader or is a patch", () => {
    expect(names).toHaveLength(60);
    expect(names.filter((name) => readerOf(name) === undefined)).toEqual([]);
  });

  it.each(names.filter((name) => readerOf(name)))(
    "%s is read, and noted where it is at fault",
    (name) => {
      const read = readerOf(name)?.(exampleJson(name), NOW);
      expect(read?.ok === false ? read.reason : []).toEqual([]);
      const notes = read?.ok ? read.value.notes.map(describeFinding).toSorted() : [];
      expect(notes).toEqual((NOTES[name] ?? []).toSorted());
    },
  );

  it("the CDR example comes out as printed", () => {
    const read = parseCdr(exampleJson("cdr_example"), NOW);
    expect(read.ok && read.value.cdr).toMatchObject({
      countryCode: "BE",
      partyId: "BEC",
      id: "12345",
      totalCost: { beforeTaxes: 4_000_000n, afterTaxes: 4_400_000n },
      totalEnergy: 15_342_000n,
      totalTime: 1_973_000n,
      tariffs: [
        { elements: [{ priceComponents: [{ price: 2_000_000n, vat: 100_000, stepSize: 300 }] }] },
      ],
    });
  });
});
