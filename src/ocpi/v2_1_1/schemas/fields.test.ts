import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import type { z } from "zod";
import { displayTextSchema } from "@/ocpi/v2_2_1/schemas/display-text";
import { energySourceSchema } from "@/ocpi/v2_2_1/schemas/energy-mix";
import { statusScheduleSchema } from "@/ocpi/v2_2_1/schemas/evse";
import { businessDetailsSchema } from "@/ocpi/v2_2_1/schemas/business-details";
import { geoLocationSchema } from "@/ocpi/v2_2_1/schemas/geo-location";
import { exceptionalPeriodSchema, regularHoursSchema } from "@/ocpi/v2_2_1/schemas/hours";
import { imageSchema } from "@/ocpi/v2_2_1/schemas/image";
import { additionalGeoLocationSchema } from "@/ocpi/v2_2_1/schemas/location";
import { versionSchema } from "@/ocpi/v2_2_1/schemas/version";
import type { JsonValue } from "@/ocpi/json-value";
import { readWire } from "@/ocpi/wire/read-wire";
import { cdrSchema } from "./cdr";
import { cdrDimensionSchema, chargingPeriodSchema } from "./charging-period";
import { connectorSchema } from "./connector";
import { credentialsSchema } from "./credentials";
import { energyMixSchema, environmentalImpactSchema } from "./energy-mix";
import { evseSchema } from "./evse";
import { hoursSchema } from "./hours";
import { locationSchema } from "./location";
import { locationReferencesSchema } from "./location-references";
import { sessionSchema } from "./session";
import {
  priceComponentSchema,
  tariffElementSchema,
  tariffRestrictionsSchema,
  tariffSchema,
} from "./tariff";
import { tokenSchema } from "./token";
import { endpointSchema } from "./version";

const NOW = Temporal.Instant.from("2026-11-02T11:00:00Z");

interface Field {
  readonly name: string;
  readonly type: string;
  readonly max: number | null;
  readonly card: string;
}

const table = JSON.parse(
  readFileSync(path.resolve("src/ocpi/v2_1_1/fixtures/fields.json"), "utf8"),
) as { readonly classes: Readonly<Record<string, { file: string; fields: readonly Field[] }>> };

const SCHEMAS = {
  AdditionalGeoLocation: additionalGeoLocationSchema,
  BusinessDetails: businessDetailsSchema,
  CDR: cdrSchema,
  CdrDimension: cdrDimensionSchema,
  ChargingPeriod: chargingPeriodSchema,
  Connector: connectorSchema,
  Credentials: credentialsSchema,
  DisplayText: displayTextSchema,
  EVSE: evseSchema,
  Endpoint: endpointSchema,
  EnergyMix: energyMixSchema,
  EnergySource: energySourceSchema,
  EnvironmentalImpact: environmentalImpactSchema,
  ExceptionalPeriod: exceptionalPeriodSchema,
  GeoLocation: geoLocationSchema,
  Hours: hoursSchema,
  Image: imageSchema,
  Location: locationSchema,
  LocationReferences: locationReferencesSchema,
  PriceComponent: priceComponentSchema,
  RegularHours: regularHoursSchema,
  Session: sessionSchema,
  StatusSchedule: statusScheduleSchema,
  Tariff: tariffSchema,
  TariffElement: tariffElementSchema,
  TariffRestrictions: tariffRestrictionsSchema,
  Token: tokenSchema,
  Version: versionSchema,
} as const;

/** One of these is what any field of a later version holds. */
const SAMPLES: readonly JsonValue[] = [
  "1",
  "2015-06-29T21:39:09Z",
  "RESERVATION",
  true,
  [],
  { encoding_method: "OCMF", signed_values: [] },
];

const SHAPES = Object.entries(SCHEMAS) as [keyof typeof SCHEMAS, z.ZodObject][];
const fieldsOf = (name: string) => table.classes[name]?.fields ?? [];

describe("the schemas against the specification's 2.1.1 tables", () => {
  it("leave out no class but those of commands, and the answer that we only send", () => {
    const missing = Object.entries(table.classes)
      .filter(([name, { file }]) => file !== "mod_commands.md" && !(name in SCHEMAS))
      .map(([name]) => name);
    expect(missing).toEqual(["AuthorizationInfo"]);
  });

  it.each(SHAPES)(
    "%s has every field, and what is beyond is noted as of a later version",
    (name, schema) => {
      const fields = fieldsOf(name).map((field) => field.name);
      const shape = Object.keys(schema.shape);
      expect(fields.filter((field) => !shape.includes(field))).toEqual([]);
      for (const key of shape.filter((field) => !fields.includes(field))) {
        const notes = SAMPLES.flatMap((value) => {
          const read = readWire(schema.shape[key] as z.ZodType, value, NOW);
          return read.ok ? read.value.notes.map(({ code }) => code) : [];
        });
        expect([key, notes.includes("later-version")]).toEqual([key, true]);
      }
    },
  );

  it.each(SHAPES)("%s takes what may be left out, and says what may not", (name, schema) => {
    const named = (text: string) => text.split(/[.[]/, 1)[0] ?? "";
    const read = readWire(schema, {}, NOW);
    const told = new Set(
      (read.ok ? read.value.notes : read.reason).map((finding) => named(finding.path)),
    );
    const required = fieldsOf(name)
      .filter(({ card }) => card === "1" || card === "+")
      .map((field) => field.name);
    // Findings come in rounds: without reasons every required field is noted; with reasons those are required.
    if (read.ok) expect([...told].toSorted()).toEqual(required.toSorted());
    else expect(required).toEqual(expect.arrayContaining([...told]));
  });

  it.each(SHAPES)("%s notes texts beyond their length and keeps them whole", (name, schema) => {
    const texts = fieldsOf(name).filter(
      ({ type, max, card }) => max !== null && /^(Ci)?string$/i.test(type) && card !== "*",
    );
    for (const { name: field, max } of texts) {
      const long = "X".repeat((max ?? 0) + 1);
      const read = readWire(schema.shape[field] as z.ZodType, long, NOW);
      const isKept = read.ok && read.value.notes.length === 1 && read.value.value === long;
      const isFormat = /currency|_time$|_date$|period_|time_zone/.test(field);
      expect([field, isKept || isFormat]).toEqual([field, true]);
    }
  });
});
