import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import type { Id } from "@/core/ids";
import { micro } from "@/core/money/quantity";
import type { Location } from "@/core/roaming/location";
import type { Session } from "@/core/roaming/session";
import type { Tariff } from "@/core/roaming/tariff";
import type { Token } from "@/core/roaming/token";
import { type ChargingPreferences, profileTypes } from "@/core/smart-charging/charging-preferences";
import type { ChargingProfile } from "@/core/smart-charging/charging-profile";
import type { CommandToSend } from "@/services/commands/claim-due-commands";
import type { OcpiCodec } from "./codec";
import { codecs } from "./codec-for";
import { isJsonObject, JsonNumber, type JsonValue } from "./json-value";
import { ourCredentials } from "./our-credentials";
import { readJson } from "./read-json";
import { commandBody } from "./senders/send-command-body";
import type { SmartChargingCodec } from "./smart-charging-codec";
import { specificationExamples } from "./specification-examples";
import { codec211 } from "./v2_1_1/codec";
import * as examples211 from "./v2_1_1/specification-examples";
import { codec221 } from "./v2_2_1/codec";
import { codec230 } from "./v2_3_0/codec";
import { endpointsFor, versionsFor } from "./versions";

const NOW = Temporal.Instant.from("2026-11-02T11:00:00.123456Z");
const OWNER = { countryCode: "BE", partyId: "BEC" };
const US = { countryCode: "SE", partyId: "KVT" };
const PARTIES = { owner: OWNER, us: US };
const BASE_URL = "https://kvitt.example";

interface Field {
  readonly name: string;
  readonly type: string;
  readonly max: number | null;
  readonly card: string;
}

interface Table {
  readonly classes: Readonly<
    Record<string, { readonly file: string; readonly fields: readonly Field[] }>
  >;
  readonly enums: Readonly<
    Record<string, { readonly open: boolean; readonly values: readonly string[] }>
  >;
}

/** Holds objects against the tables of one version, to the letter; knows which classes it has seen. */
class StrictReader {
  readonly seen = new Set<string>();
  private readonly table: Table;

  constructor(private readonly codec: OcpiCodec) {
    const folder = `v${codec.version.replaceAll(".", "_")}`;
    const file = path.resolve("src/ocpi", folder, "fixtures/fields.json");
    this.table = JSON.parse(readFileSync(file, "utf8")) as Table;
  }

  get classes(): readonly string[] {
    return Object.keys(this.table.classes);
  }

  violations(type: string, value: JsonValue, at = type): string[] {
    const fields = this.table.classes[type]?.fields;
    if (fields === undefined) return this.isOfType(type, value) ? [] : [`${at} is no ${type}`];
    if (!isJsonObject(value)) return [`${at} is no object`];
    this.seen.add(type);
    const names = fields.map(({ name }) => name);
    return [
      ...Object.keys(value)
        .filter((key) => !names.includes(key))
        .map((key) => `${at}.${key} is not in the table`),
      ...fields.flatMap((field) => this.inField(field, value[field.name], `${at}.${field.name}`)),
    ];
  }

  private inField({ type, max, card }: Field, value: JsonValue | undefined, at: string): string[] {
    const isRequired = card === "1" || card === "+";
    if (value === undefined) return isRequired ? [`${at} is missing`] : [];
    if (value === null) return [`${at} is null`];
    const one = (item: JsonValue, where: string) => {
      const isLong = max !== null && typeof item === "string" && item.length > max;
      return [...this.violations(type, item, where), ...(isLong ? [`${where} is too long`] : [])];
    };
    if (card === "1" || card === "?") return one(value, at);
    if (!Array.isArray(value)) return [`${at} is no list`];
    if (value.length === 0 && card === "+") return [`${at} is empty`];
    return value.flatMap((item, index) => one(item, `${at}[${index}]`));
  }

  private isOfType(type: string, value: JsonValue): boolean {
    if (type === "number") return value instanceof JsonNumber;
    if (type === "int") return value instanceof JsonNumber && /^-?\d+$/.test(value.source);
    if (type === "boolean") return typeof value === "boolean";
    if (typeof value !== "string") return false;
    const fraction = this.codec.version === "2.1.1" ? "" : String.raw`(\.\d{1,3})?`;
    if (type === "DateTime") {
      return new RegExp(String.raw`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d${fraction}Z$`).test(value);
    }
    if (type === "URL") return value.length <= 255 && URL.canParse(value);
    if (type === "CiString") return /^[\u0020-\u007e]+$/.test(value);
    if (type.toLowerCase() === "string") return !/[\r\n\t]/.test(value);
    const words = this.table.enums[type];
    return words !== undefined && (words.open || words.values.includes(value));
  }
}

/** What goes out, as it stands in the body. */
function asSent(value: unknown): JsonValue {
  const read = readJson(new TextEncoder().encode(JSON.stringify(value)));
  if (!read.ok) throw new Error(read.reason.text);
  return read.value.json;
}

const token = (type: string): Token => ({
  ...US,
  uid: "APP-ASTRID",
  type,
  contractId: "SE-KVT-C00000011-7",
  visualNumber: "1".repeat(70),
  issuer: "K".repeat(70),
  groupId: "G1",
  valid: true,
  whitelist: "NEVER",
  language: "sv",
  defaultProfileType: "GREEN",
  energyContract: { supplierName: "Kvitt".repeat(20), contractId: "E1" },
  lastUpdated: NOW,
});

const COMMAND: Omit<CommandToSend, "kind"> = {
  id: "01a203da-0000-7000-8000-000000000001" as Id<"other">,
  partnerId: "01a203da-0000-7000-8000-000000000002" as Id<"partner">,
  to: OWNER,
  token: token("APP_USER"),
  authorizationReference: "R-1",
  locationOcpiId: "LOC1",
  evseUid: "3256",
  connectorId: "1",
  reservationId: "17",
  expiresAt: NOW,
  sessionOcpiId: "101",
};

const COMMANDS = {
  START_SESSION: "StartSession",
  STOP_SESSION: "StopSession",
  RESERVE_NOW: "ReserveNow",
  CANCEL_RESERVATION: "CancelReservation",
  UNLOCK_CONNECTOR: "UnlockConnector",
} as const;

/** What the specification's examples of all versions say, as the core holds it. */
function heldObjects() {
  const locations: Location[] = [];
  const sessions: Session[] = [];
  const tariffs: { tariff: Tariff; version: string }[] = [];
  const sources = [
    { codec: codec211, ...examples211 },
    { codec: codec221, ...specificationExamples("v2_2_1") },
    { codec: codec230, ...specificationExamples("v2_3_0") },
  ];
  for (const { codec, exampleNames, exampleJson } of sources) {
    for (const name of exampleNames()) {
      // Those break the tables themselves, or are parts and changes.
      if (/patch|put_example|__0[1-5]__example_(a|c|d|s|u)|d2\/|mod_tariffs__0[12]/.test(name))
        continue;
      const json = exampleJson(name);
      if (/^location_example|mod_locations__06/.test(name)) {
        const read = codec.parseLocation(json, NOW, PARTIES);
        if (read.ok) locations.push(read.value.location);
      } else if (/^session_|mod_sessions/.test(name)) {
        const read = codec.parseSession(json, NOW, PARTIES);
        if (read.ok) sessions.push(read.value.session);
      } else if (/^tariff_|mod_tariffs/.test(name)) {
        const read = codec.parseTariff(json, NOW, PARTIES);
        if (read.ok) tariffs.push({ tariff: read.value.tariff, version: codec.version });
      } else if (/^cdr_|mod_cdrs/.test(name)) {
        const read = codec.parseCdr(json, NOW, PARTIES);
        for (const tariff of read.ok ? read.value.cdr.tariffs : []) {
          tariffs.push({ tariff, version: codec.version });
        }
      }
    }
  }
  return { locations, sessions, tariffs };
}

const held = heldObjects();

/** A location with the parts that few examples have. */
function withEverything(location: Location): Location {
  const period = { periodBegin: NOW, periodEnd: NOW.add({ hours: 1 }) };
  return {
    ...location,
    relatedLocations: [
      { latitude: "51.047599", longitude: "3.729944", name: { language: "en", text: "Gate" } },
    ],
    openingTimes: {
      twentyfourseven: false,
      regularHours: [{ weekday: 1, periodBegin: "08:00", periodEnd: "20:00" }],
      exceptionalOpenings: [period],
      exceptionalClosings: [period],
    },
    energyMix: {
      isGreenEnergy: false,
      energySources: [{ source: "SOLAR", percentage: 62_500_000n }],
      environImpact: [{ category: "CARBON_DIOXIDE", amount: 372_100_000n }],
      supplierName: "Kraft",
      energyProductName: "Blandat",
    },
    evses: location.evses.map((evse) => ({
      ...evse,
      statusSchedule: [{ ...period, status: "PLANNED" }],
    })),
  };
}

/** Wishes for a session's charging, with all that they may say and with the least. */
function smartChargingOf(codec: SmartChargingCodec): [string, unknown][] {
  const preferences: ChargingPreferences[] = [
    ...profileTypes.map((profileType) => ({ profileType })),
    {
      profileType: "CHEAP",
      departureTime: NOW,
      energyNeed: micro("20.5"),
      dischargeAllowed: false,
    },
  ];
  const periods = [
    { startS: 0, limit: micro("11000") },
    { startS: 900, limit: micro("8.1") },
  ];
  const profiles: ChargingProfile[] = [
    { rateUnit: "A", periods: [] },
    { startDateTime: NOW, durationS: 3_600, rateUnit: "W", minRate: micro("6.5"), periods },
  ];
  return [
    ...preferences.map((one): [string, unknown] => [
      "ChargingPreferences",
      codec.preferencesFromCore(one),
    ]),
    ...profiles.map((one): [string, unknown] => [
      "SetChargingProfile",
      codec.setProfileFromCore(one, `${BASE_URL}/ocpi/r`),
    ]),
  ];
}

/** Everything that a version has us send, by class. */
function sentIn(codec: OcpiCodec): (readonly [string, JsonValue])[] {
  const sent: [string, unknown][] = [];
  const us = { ...US, name: "Kvitt Laddning ".repeat(20), website: BASE_URL };
  sent.push(["Credentials", ourCredentials(codec, { us, settings: {} }, BASE_URL, "T".repeat(64))]);
  // Their list stands above the versions: each of them knows its own and the earlier ones.
  const known = { versions: codecs.slice(codecs.indexOf(codec)).map(({ version }) => version) };
  for (const version of versionsFor(known, BASE_URL)) sent.push(["Version", version]);
  const { endpoints, ...details } = endpointsFor(codec, { settings: {}, roles: [] }, BASE_URL);
  sent.push(["Version", { ...details, url: BASE_URL }]);
  for (const endpoint of endpoints) sent.push(["Endpoint", endpoint]);
  for (const type of ["RFID", "APP_USER", "AD_HOC_USER", "OTHER", "EMAID"]) {
    sent.push(["Token", codec.tokenFromCore(token(type))]);
  }
  for (const allowed of ["ALLOWED", "BLOCKED", "EXPIRED", "NO_CREDIT", "NOT_ALLOWED"] as const) {
    const info = codec.authorizationInfoFromCore({
      allowed,
      token: token("RFID"),
      location: { locationId: "LOC1", evseUids: ["3256"] },
      authorizationReference: "R-1",
      info: { language: "sv", text: "x".repeat(600) },
    });
    sent.push(["AuthorizationInfo", info]);
  }
  for (const [kind, type] of Object.entries(COMMANDS)) {
    const command = { ...COMMAND, kind: kind as keyof typeof COMMANDS };
    const body = commandBody(command, codec, `${BASE_URL}/ocpi/r`);
    if (body) sent.push([type, body]);
  }
  if (codec.smartCharging) sent.push(...smartChargingOf(codec.smartCharging));
  for (const location of [...held.locations, ...held.locations.map(withEverything)]) {
    const shown = { ...location, lastUpdated: NOW };
    sent.push(["Location", codec.locationFromCore(shown)]);
    sent.push(["Location", codec.locationFromCore({ ...shown, timeZone: undefined })]);
    for (const evse of location.evses) {
      sent.push(["EVSE", codec.evseFromCore({ ...evse, lastUpdated: NOW })]);
      for (const connector of evse.connectors) {
        sent.push(["Connector", codec.connectorFromCore({ ...connector, lastUpdated: NOW })]);
      }
    }
  }
  for (const { tariff, version } of held.tariffs) {
    // A tariff that came with VAT, limits or validity goes out with them in 2.1.1 too, for without them it would say
    // another price.
    if (codec.version === "2.1.1" && version !== "2.1.1") continue;
    sent.push(["Tariff", codec.tariffFromCore({ ...tariff, lastUpdated: NOW })]);
  }
  for (const session of held.sessions) {
    sent.push(["Session", codec.sessionFromCore({ ...session, endDateTime: NOW })]);
  }
  return sent.map(([type, value]) => [type, asSent(value)] as const);
}

/** Classes that are sent to us only, or by nobody that we are. */
const NOT_SENT = new Set([
  "ActiveChargingProfile",
  "ActiveChargingProfileResult",
  "CDR",
  "CdrLocation",
  "ChargingProfileResponse",
  "ChargingProfileResult",
  "ClearProfileResult",
  "ClientInfo",
  "CommandResponse",
  "CommandResult",
  "InvoiceReconciliationRecord",
  "SignedData",
  "SignedValue",
]);

describe("what we send", () => {
  it("is read by tables that catch what is wrong", () => {
    const strict = new StrictReader(codec221);
    const right = asSent(codec221.tokenFromCore(token("RFID")));
    const wrong = {
      ...(isJsonObject(right) ? right : {}),
      more: true,
      uid: "x".repeat(40),
      language: null,
    };
    expect(
      strict.violations("Token", { ...wrong, type: "EMAID", last_updated: "2026-11-02" }),
    ).toEqual([
      "Token.more is not in the table",
      "Token.uid is too long",
      "Token.type is no TokenType",
      "Token.language is null",
      "Token.last_updated is no DateTime",
    ]);
    expect(held.locations.length).toBeGreaterThan(10);
    expect(held.sessions.length).toBeGreaterThan(5);
    expect(held.tariffs.length).toBeGreaterThan(40);
  });

  it.each(codecs.map((codec) => [codec.version, codec] as const))(
    "keeps to the tables of %s, whichever version it came in",
    (_, codec) => {
      const strict = new StrictReader(codec);
      const violations = sentIn(codec).flatMap(([type, value]) => strict.violations(type, value));
      expect([...new Set(violations)]).toEqual([]);
      const unseen = strict.classes.filter((name) => !strict.seen.has(name) && !NOT_SENT.has(name));
      expect(unseen).toEqual([]);
    },
  );
});
