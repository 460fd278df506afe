import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import type { z } from "zod";
import { readWire } from "@/ocpi/wire/read-wire";
import { authorizationInfoSchema } from "./authorization-info";
import { businessDetailsSchema } from "./business-details";
import { cdrSchema } from "./cdr";
import { cdrDimensionSchema } from "./cdr-dimension";
import { cdrLocationSchema } from "./cdr-location";
import { cdrTokenSchema } from "./cdr-token";
import {
  activeChargingProfileResultSchema,
  chargingProfileResponseSchema,
  chargingProfileResultSchema,
} from "./charging-answers";
import { chargingPeriodSchema } from "./charging-period";
import {
  activeChargingProfileSchema,
  chargingProfilePeriodSchema,
  chargingProfileSchema,
} from "./charging-profile";
import { commandResponseSchema } from "./command-response";
import { commandResultSchema } from "./command-result";
import { connectorSchema } from "./connector";
import { credentialsRoleSchema, credentialsSchema } from "./credentials";
import { displayTextSchema } from "./display-text";
import { energyMixSchema, energySourceSchema, environmentalImpactSchema } from "./energy-mix";
import { evseSchema, statusScheduleSchema } from "./evse";
import { geoLocationSchema } from "./geo-location";
import { exceptionalPeriodSchema, hoursSchema, regularHoursSchema } from "./hours";
import { imageSchema } from "./image";
import { additionalGeoLocationSchema, locationSchema, publishTokenTypeSchema } from "./location";
import { locationReferencesSchema } from "./location-references";
import { priceSchema } from "./price";
import { priceComponentSchema } from "./price-component";
import { sessionSchema } from "./session";
import { signedDataSchema, signedValueSchema } from "./signed-data";
import { tariffSchema } from "./tariff";
import { tariffElementSchema } from "./tariff-element";
import { tariffRestrictionsSchema } from "./tariff-restrictions";
import { energyContractSchema, tokenSchema } from "./token";
import { endpointSchema, versionSchema } from "./version";

const NOW = Temporal.Instant.from("2026-11-02T11:00:00Z");

interface FieldTable {
  readonly classes: Readonly<
    Record<
      string,
      { fields: readonly { name: string; type: string; max: number | null; card: string }[] }
    >
  >;
}

const table = JSON.parse(
  readFileSync(path.resolve("src/ocpi/v2_2_1/fixtures/fields.json"), "utf8"),
) as FieldTable;

const SCHEMAS = {
  ActiveChargingProfile: activeChargingProfileSchema,
  ActiveChargingProfileResult: activeChargingProfileResultSchema,
  AdditionalGeoLocation: additionalGeoLocationSchema,
  AuthorizationInfo: authorizationInfoSchema,
  BusinessDetails: businessDetailsSchema,
  CDR: cdrSchema,
  CdrDimension: cdrDimensionSchema,
  CdrLocation: cdrLocationSchema,
  CdrToken: cdrTokenSchema,
  ChargingPeriod: chargingPeriodSchema,
  ChargingProfile: chargingProfileSchema,
  ChargingProfilePeriod: chargingProfilePeriodSchema,
  ChargingProfileResponse: chargingProfileResponseSchema,
  ChargingProfileResult: chargingProfileResultSchema,
  ClearProfileResult: chargingProfileResultSchema,
  CommandResponse: commandResponseSchema,
  CommandResult: commandResultSchema,
  Connector: connectorSchema,
  Credentials: credentialsSchema,
  CredentialsRole: credentialsRoleSchema,
  DisplayText: displayTextSchema,
  EVSE: evseSchema,
  Endpoint: endpointSchema,
  EnergyContract: energyContractSchema,
  EnergyMix: energyMixSchema,
  EnergySource: energySourceSchema,
  EnvironmentalImpact: environmentalImpactSchema,
  ExceptionalPeriod: exceptionalPeriodSchema,
  GeoLocation: geoLocationSchema,
  Hours: hoursSchema,
  Image: imageSchema,
  Location: locationSchema,
  LocationReferences: locationReferencesSchema,
  Price: priceSchema,
  PriceComponent: priceComponentSchema,
  PublishTokenType: publishTokenTypeSchema,
  RegularHours: regularHoursSchema,
  Session: sessionSchema,
  SignedData: signedDataSchema,
  SignedValue: signedValueSchema,
  StatusSchedule: statusScheduleSchema,
  Tariff: tariffSchema,
  TariffElement: tariffElementSchema,
  TariffRestrictions: tariffRestrictionsSchema,
  Token: tokenSchema,
  Version: versionSchema,
} as const;

/** Modules that this house does not speak yet: no schema is missing among the others. */
const LATER = new Set(["mod_commands.asciidoc", "mod_hub_client_info.asciidoc"]);

const classes = Object.entries(table.classes) as [
  string,
  FieldTable["classes"][string] & { file: string },
][];

describe("the schemas against the specification's tables", () => {
  it("leave out no class of the modules that are spoken but those that only we send", () => {
    const spoken = classes.filter(([, one]) => !LATER.has(one.file)).map(([name]) => name);
    const missing = spoken.filter((name) => !(name in SCHEMAS));
    expect(missing).toEqual(["SetChargingProfile", "ChargingPreferences"]);
  });

  it.each(Object.entries(SCHEMAS))("%s has every field and no other", (name, schema) => {
    const fields = table.classes[name]?.fields.map((field) => field.name) ?? [];
    expect(Object.keys(schema.shape).toSorted()).toEqual(fields.toSorted());
  });

  it.each(Object.entries(SCHEMAS))(
    "%s takes what may be left out, and says what may not",
    (name, schema) => {
      const fields = table.classes[name]?.fields ?? [];
      const named = (text: string) => text.split(/[.[]/, 1)[0] ?? "";
      const read = readWire<unknown>(schema as z.ZodType, {}, NOW);
      const told = new Set(
        (read.ok ? read.value.notes : read.reason).map((finding) => named(finding.path)),
      );
      const optional = fields.filter(({ card }) => card === "?" || card === "*");
      expect(optional.filter((field) => told.has(field.name))).toEqual([]);
      // Findings come in rounds: without reasons every required field is noted; with reasons those are required.
      const required = fields.filter(({ card }) => card === "1" || card === "+").map((f) => f.name);
      if (read.ok) expect([...told].toSorted()).toEqual(required.toSorted());
      else expect(required).toEqual(expect.arrayContaining([...told]));
    },
  );

  it.each(Object.entries(SCHEMAS))(
    "%s notes texts beyond their length and keeps them whole",
    (name, schema) => {
      const texts = (table.classes[name]?.fields ?? []).filter(
        ({ type, max, card }) =>
          max !== null && ["string", "CiString"].includes(type) && card !== "*",
      );
      for (const { name: field, max } of texts) {
        const long = { [field]: "X".repeat((max ?? 0) + 1) };
        const one = schema.shape[field as keyof typeof schema.shape];
        const read = readWire(one, long[field] ?? null, NOW);
        const isKept = read.ok && read.value.notes.length === 1 && read.value.value === long[field];
        const isFormat = /currency|_time$|_date$|period_|time_zone/.test(field);
        expect([field, isKept || isFormat]).toEqual([field, true]);
      }
    },
  );
});
