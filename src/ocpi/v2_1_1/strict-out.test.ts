import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import type { Location } from "@/core/roaming/location";
import type { Token } from "@/core/roaming/token";
import { canonicalContent } from "@/ocpi/canonical-content";
import { isJsonObject, JsonNumber, type JsonObject, type JsonValue } from "@/ocpi/json-value";
import { codec221 } from "@/ocpi/v2_2_1/codec";
import { exampleObject as laterExample } from "@/ocpi/v2_2_1/specification-examples";
import { codec211 } from "./codec";
import { exampleNames, exampleObject, PARTIES } from "./specification-examples";

const NOW = Temporal.Instant.from("2026-11-02T11:00:00.123456Z");

interface Table {
  readonly classes: Readonly<
    Record<
      string,
      { fields: readonly { name: string; type: string; max: number | null; card: string }[] }
    >
  >;
  readonly enums: Readonly<Record<string, { values: readonly string[] }>>;
}

const table = JSON.parse(
  readFileSync(path.resolve("src/ocpi/v2_1_1/fixtures/fields.json"), "utf8"),
) as Table;

/** Where an object differs from the table of its class, to the letter. */
function violations(type: string, value: JsonValue, at = type): string[] {
  const fields = table.classes[type]?.fields;
  if (fields === undefined) return isOfType(type, value) ? [] : [`${at} is no ${type}`];
  if (!isJsonObject(value)) return [`${at} is no object`];
  const names = fields.map(({ name }) => name);
  const unknown = Object.keys(value).filter((key) => !names.includes(key));
  return [
    ...unknown.map((key) => `${at}.${key} is not in the table`),
    ...fields.flatMap((field) => fieldViolations(field, value[field.name], `${at}.${field.name}`)),
  ];
}

function fieldViolations(
  { type, max, card }: Table["classes"][string]["fields"][number],
  value: JsonValue | undefined,
  at: string,
): string[] {
  const isRequired = card === "1" || card === "+";
  if (value === undefined) return isRequired ? [`${at} is missing`] : [];
  if (!isRequired && (value === null || value === "")) return [`${at} is empty`];
  if (card === "1" || card === "?") {
    const isLong = max !== null && typeof value === "string" && value.length > max;
    return [...violations(type, value, at), ...(isLong ? [`${at} is too long`] : [])];
  }
  if (!Array.isArray(value)) return [`${at} is no list`];
  if (value.length === 0) return [`${at} is empty`];
  return value.flatMap((one, index) => violations(type, one, `${at}[${index}]`));
}

function isOfType(type: string, value: JsonValue): boolean {
  if (type === "number") return value instanceof JsonNumber;
  if (type === "int") return value instanceof JsonNumber && /^-?\d+$/.test(value.source);
  if (type === "boolean") return typeof value === "boolean";
  if (typeof value !== "string") return false;
  if (type === "DateTime") return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(value);
  if (type === "URL") return value.length <= 255 && URL.canParse(value);
  if (/^(Ci)?string$/i.test(type)) return true;
  return table.enums[type]?.values.includes(value) ?? false;
}

const token: Token = {
  ...PARTIES.us,
  uid: "APP-ASTRID",
  type: "APP_USER",
  contractId: "SE-KVT-C00000011-7",
  visualNumber: "1".repeat(70),
  issuer: "K".repeat(70),
  groupId: "G1",
  valid: true,
  whitelist: "NEVER",
  language: "sv",
  defaultProfileType: "GREEN",
  energyContract: { supplierName: "Kvitt" },
  lastUpdated: NOW,
};

/** A 2.2.1 Location with all that it can say, in words that 2.1.1 knows. */
function fullLocation(): Location {
  const read = codec221.parseLocation(laterExample("location_example"), NOW, PARTIES);
  if (!read.ok) throw new Error("the example is not read");
  const { location } = read.value;
  const image = {
    url: "https://a.example/i.png",
    category: "OPERATOR",
    type: "png",
    width: 512,
    height: 512,
  };
  return {
    ...location,
    name: "",
    parkingType: "ON_DRIVEWAY",
    state: "Flanders",
    postalCode: undefined,
    publish: false,
    publishAllowedTo: [{ uid: "1" }],
    images: [image],
    operator: { name: "Op", website: "", logo: image },
    openingTimes: {
      twentyfourseven: false,
      regularHours: [{ weekday: 1, periodBegin: "08:00", periodEnd: "20:00" }],
      exceptionalOpenings: [{ periodBegin: NOW, periodEnd: NOW }],
      exceptionalClosings: [],
    },
    energyMix: {
      isGreenEnergy: true,
      energySources: [{ source: "SOLAR", percentage: 100_000_000n }],
      environImpact: [{ category: "CARBON_DIOXIDE", amount: 0n }],
      supplierName: "",
    },
    evses: location.evses.map((evse) => ({
      ...evse,
      evseId: "",
      statusSchedule: [{ periodBegin: NOW, status: "PLANNED" }],
      connectors: evse.connectors.map((one) => ({
        ...one,
        maxElectricPower: 11_000,
        tariffIds: [],
      })),
      lastUpdated: NOW,
    })),
    lastUpdated: NOW,
  };
}

type Kind = "Session" | "Tariff" | "Location" | "Token";

/** An example after it has gone through core and out again. */
function throughCore(name: string, kind: Kind): JsonObject {
  const json = exampleObject(name);
  if (kind === "Session") {
    const read = codec211.parseSession(json, NOW, PARTIES);
    if (read.ok) return codec211.sessionFromCore(read.value.session);
  } else if (kind === "Tariff") {
    const read = codec211.parseTariff(json, NOW, PARTIES);
    if (read.ok) return codec211.tariffFromCore(read.value.tariff);
  } else if (kind === "Location") {
    const read = codec211.parseLocation(json, NOW, PARTIES);
    if (read.ok) return codec211.locationFromCore(read.value.location);
  } else {
    const read = codec211.parseToken(json, NOW, PARTIES);
    if (read.ok) return codec211.tokenFromCore(read.value.token);
  }
  throw new Error(`${name} was not read`);
}

const KINDS: readonly (readonly [RegExp, Kind])[] = [
  [/mod_sessions__0[23]/, "Session"],
  [/mod_tariffs__0[3-7]/, "Tariff"],
  [/mod_locations__06/, "Location"],
  [/mod_tokens__0[13]/, "Token"],
];

const EXAMPLES = KINDS.flatMap(([pattern, kind]) =>
  exampleNames()
    .filter((name) => pattern.test(name))
    .map((name): readonly [string, Kind] => [name, kind]),
);

describe("what goes out as 2.1.1", () => {
  it("is held against tables that catch what is wrong", () => {
    const wire = codec211.tokenFromCore(token);
    const wrong = { ...wire, type: "APP_USER", language: null, last_updated: "2026-11-02" };
    expect(violations("Token", { ...wrong, more: true, uid: "x".repeat(40) })).toEqual([
      "Token.more is not in the table",
      "Token.uid is too long",
      "Token.type is no TokenType",
      "Token.language is empty",
      "Token.last_updated is no DateTime",
    ]);
    expect(violations("Token", {}).length).toBe(7);
    expect(EXAMPLES).toHaveLength(10);
  });

  it("our tokens keep to the table: no words, lengths or fractions of later versions", () => {
    const wire = codec211.tokenFromCore(token);
    expect(violations("Token", wire)).toEqual([]);
    expect(wire).toMatchObject({
      type: "OTHER",
      auth_id: "SE-KVT-C00000011-7",
      last_updated: "2026-11-02T11:00:00Z",
    });
    const bare = codec211.tokenFromCore({ ...token, type: "RFID", visualNumber: "", language: "" });
    expect(Object.keys(bare)).not.toContain("visual_number");
    expect(violations("Token", bare)).toEqual([]);
    expect(bare["type"]).toBe("RFID");
  });

  it("the answer to an authorization says what is allowed, where, and why, and no more", () => {
    const wire = codec211.authorizationInfoFromCore({
      allowed: "NO_CREDIT",
      token,
      location: { locationId: "L", evseUids: [] },
      authorizationReference: "R1",
      info: { language: "sv", text: "x".repeat(600) },
    });
    expect(violations("AuthorizationInfo", wire)).toEqual([]);
    expect(Object.keys(wire).toSorted()).toEqual(["allowed", "info", "location"]);
    expect(wire["location"]).toEqual({ location_id: "L" });
  });

  it("our credentials are those of one party", () => {
    const wire = codec211.credentialsFromCore({
      token: "secret",
      url: "https://kvitt.example/ocpi/versions",
      roles: [
        { role: "SCSP", countryCode: "se", partyId: "xxx", businessDetails: { name: "No" } },
        { role: "EMSP", countryCode: "se", partyId: "kvt", businessDetails: { name: "Kvitt" } },
      ],
    });
    expect(violations("Credentials", wire)).toEqual([]);
    expect(wire).toMatchObject({ country_code: "SE", party_id: "KVT" });
  });

  it("a location loses what 2.1.1 has no words for, and nothing empty is sent", () => {
    const location = fullLocation();
    const wire = codec211.locationFromCore(location);
    expect(violations("Location", wire)).toEqual([]);
    expect(wire).toMatchObject({ type: "OTHER", postal_code: "#NA" });
    const [evse] = location.evses;
    const [connector] = evse?.connectors ?? [];
    if (!evse || !connector) throw new Error("the example has no connector");
    expect(violations("EVSE", codec211.evseFromCore(evse))).toEqual([]);
    expect(violations("Connector", codec211.connectorFromCore(connector))).toEqual([]);
  });

  it("open round the clock means no hours", () => {
    const always = { ...fullLocation().openingTimes, twentyfourseven: true };
    const openingTimes = {
      exceptionalOpenings: [],
      exceptionalClosings: [],
      regularHours: [],
      ...always,
    };
    const wire = codec211.locationFromCore({ ...fullLocation(), openingTimes });
    expect(wire["opening_times"]).toEqual({ twentyfourseven: true });
  });

  it.each(EXAMPLES)("%s, a %s, keeps to its table", (name, kind) => {
    expect(violations(kind, throughCore(name, kind))).toEqual([]);
  });

  it.each(EXAMPLES.filter(([, kind]) => kind !== "Session"))(
    "%s, a %s, says what it said",
    (name, kind) => {
      const printed = canonicalContent(exampleObject(name)).replace('"status_schedule":[],', "");
      expect(canonicalContent(throughCore(name, kind))).toBe(printed);
    },
  );

  it("a session shows its location by the table, with nothing but its own EVSE and Connector", () => {
    const example = exampleObject(
      "mod_sessions__02__simple_session_example_of_a_just_starting_session",
    );
    const read = codec211.parseSession(example, NOW, PARTIES);
    if (!read.ok) throw new Error("the example is not read");
    const { session } = read.value;
    const places = [{}, { connectorId: "9" }, { evseUid: "9" }].map((more) => {
      const wire = codec211.sessionFromCore({ ...session, ...more }, fullLocation());
      expect(violations("Session", wire)).toEqual([]);
      const { location } = wire;
      return isJsonObject(location) ? location["evses"] : null;
    });
    const own = { uid: "3256", connectors: [{ id: "1" }] };
    const unsure = { uid: "3256", connectors: [{ id: "1" }, { id: "2" }] };
    expect(places).toMatchObject([[own], [unsure], undefined]);
  });

  it("a session is told as it was received, but for the parts of its place that are not held", () => {
    const name = "mod_sessions__03__simple_session_example_of_a_short_finished_session";
    const { location, ...told } = throughCore(name, "Session");
    const { location: _location, ...printed } = exampleObject(name);
    expect(canonicalContent(told)).toBe(canonicalContent(printed));
    expect(location).toMatchObject({ id: "LOC1" });
  });
});
