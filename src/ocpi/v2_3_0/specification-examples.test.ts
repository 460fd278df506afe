import { describe, expect, it } from "vitest";
import type { Outcome } from "@/core/outcome";
import { canonicalContent } from "@/ocpi/canonical-content";
import { isJsonObject, type JsonObject, type JsonValue } from "@/ocpi/json-value";
import { specificationExamples } from "@/ocpi/specification-examples";
import { parseVersion } from "@/ocpi/v2_2_1/parse";
import { describeFinding, type Finding } from "@/ocpi/wire/read-wire";
import { codec230 } from "./codec";

const { exampleJson, exampleNames, exampleObject } = specificationExamples("v2_3_0");
const NOW = Temporal.Instant.from("2026-11-02T11:00:00Z");
const PARTIES = {
  owner: { countryCode: "BE", partyId: "BEC" },
  us: { countryCode: "SE", partyId: "KVT" },
};

type Reader = (
  json: JsonValue,
  receivedAt: Temporal.Instant,
  parties: typeof PARTIES,
) => Outcome<{ readonly notes: readonly Finding[] }, readonly Finding[]>;

/** The object in an envelope, or each of a list. */
const unwrapped =
  (reader: Reader): Reader =>
  (json, at, parties) => {
    const data = isJsonObject(json) ? (json["data"] ?? json) : json;
    const [first, ...more] = Array.isArray(data) ? data : [data];
    const failed = more.map((one) => reader(one, at, parties)).find((read) => !read.ok);
    return failed ?? reader(first ?? null, at, parties);
  };

/** A fragment in a location that is otherwise in order. */
const inLocation =
  (key?: string): Reader =>
  (json, at, parties) => {
    const whole = exampleObject("location_example");
    const fragment = key === undefined ? (json as JsonObject) : { [key]: json };
    return codec230.parseLocation({ ...whole, ...fragment }, at, parties);
  };

/** How each family of examples is read; the first that fits counts. Patches are merged. */
const READERS: readonly (readonly [RegExp, Reader | null])[] = [
  [/_patch_example/, null],
  [/no_data_field/, null],
  [/^type_displaytext/, null],
  [/^cdr_/, codec230.parseCdr],
  [/^credentials_/, codec230.parseCredentials],
  [/^location_energymix_|^location_regularhours/, inLocation()],
  [/^location_hours_/, inLocation("opening_times")],
  [/^location_put_example_add_evse/, codec230.parseEvse],
  [/^location_example/, codec230.parseLocation],
  [/^session_/, codec230.parseSession],
  [/^tariff/, codec230.parseTariff],
  [/^token_/, codec230.parseToken],
  [/^transport_and_format_get_token/, unwrapped(codec230.parseToken)],
  [/^transport_and_format_version_info|^versions_info/, unwrapped(parseVersion)],
  [
    /^transport_and_format_version_details|^version_details/,
    unwrapped(codec230.parseVersionDetails),
  ],
];

const readerOf = (name: string) => READERS.find(([pattern]) => pattern.test(name))?.[1];

/** The examples that break the specification's own tables, and the tolerances that reading them takes. */
const NOTES: Readonly<Record<string, readonly string[]>> = {
  cdr_example: ["tariffs[0].tax_included: missing"],
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

function throughCore(name: string): JsonObject {
  const json = exampleObject(name);
  if (name.startsWith("location")) {
    const read = codec230.parseLocation(json, NOW, PARTIES);
    if (read.ok) return codec230.locationFromCore(read.value.location);
  } else if (name.startsWith("session")) {
    const read = codec230.parseSession(json, NOW, PARTIES);
    if (read.ok) return codec230.sessionFromCore(read.value.session);
  } else if (name.startsWith("token")) {
    const read = codec230.parseToken(json, NOW, PARTIES);
    if (read.ok) return codec230.tokenFromCore(read.value.token);
  } else {
    const read = codec230.parseTariff(json, NOW, PARTIES);
    if (read.ok) return codec230.tariffFromCore(read.value.tariff);
  }
  throw new Error(`${name} was not read`);
}

describe("the specification's own 2.3.0 examples", () => {
  const names = exampleNames();

  it("are all here and each has a reader or is a patch", () => {
    expect(names).toHaveLength(62);
    expect(names.filter((name) => readerOf(name) === undefined)).toEqual([]);
  });

  it.each(names.filter((name) => readerOf(name)))(
    "%s is read, and noted where it is at fault",
    (name) => {
      const read = readerOf(name)?.(exampleJson(name), NOW, PARTIES);
      expect(read?.ok === false ? read.reason : []).toEqual([]);
      const notes = read?.ok ? read.value.notes.map(describeFinding).toSorted() : [];
      expect(notes).toEqual((NOTES[name] ?? []).toSorted());
    },
  );

  const whole = names.filter(
    (name) =>
      /^(location_example|session_example|token_|tariff)/.test(name) && !/put|patch/.test(name),
  );
  it.each(whole)("says what it said after it went through core: %s", (name) => {
    expect(canonicalContent(throughCore(name))).toBe(canonicalContent(exampleObject(name)));
  });
});
