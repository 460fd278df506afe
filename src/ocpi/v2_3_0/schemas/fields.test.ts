import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import type { z } from "zod";
import { readWire } from "@/ocpi/wire/read-wire";
import { cdrSchema } from "./cdr";
import { credentialsSchema } from "./credentials";
import { connectorSchema, evseSchema, locationSchema } from "./location";
import { evseParkingSchema, parkingSchema } from "./parking";
import { priceLimitSchema, priceSchema, taxAmountSchema } from "./price";
import { sessionSchema } from "./session";
import { tariffSchema } from "./tariff";

const NOW = Temporal.Instant.from("2026-11-02T11:00:00Z");

interface FieldTable {
  readonly classes: Readonly<
    Record<
      string,
      {
        file: string;
        fields: readonly { name: string; type: string; max: number | null; card: string }[];
      }
    >
  >;
}

const tableOf = (version: string) =>
  JSON.parse(
    readFileSync(path.resolve("src/ocpi", version, "fixtures/fields.json"), "utf8"),
  ) as FieldTable;
const table = tableOf("v2_3_0");
const earlier = tableOf("v2_2_1");

/** The classes that are 2.3.0's own; the others are read by 2.2.1's schemas. */
const SCHEMAS = {
  CDR: cdrSchema,
  Connector: connectorSchema,
  Credentials: credentialsSchema,
  EVSE: evseSchema,
  EVSEParking: evseParkingSchema,
  Location: locationSchema,
  Parking: parkingSchema,
  Price: priceSchema,
  PriceLimit: priceLimitSchema,
  Session: sessionSchema,
  Tariff: tariffSchema,
  TaxAmount: taxAmountSchema,
} as const;

/** Read by a receiver of its own. */
const ELSEWHERE = new Set(["InvoiceReconciliationRecord"]);

describe("the schemas of 2.3.0 against the specification's tables", () => {
  it("are there for each class that differs from 2.2.1", () => {
    const differing = Object.entries(table.classes)
      .filter(([name, { fields }]) => {
        const before = earlier.classes[name]?.fields;
        return JSON.stringify(before) !== JSON.stringify(fields);
      })
      .map(([name]) => name);
    expect(differing.filter((name) => !(name in SCHEMAS) && !ELSEWHERE.has(name))).toEqual([]);
  });

  it.each(Object.entries(SCHEMAS))("%s has every field and no other", (name, schema) => {
    const fields = table.classes[name]?.fields.map((field) => field.name) ?? [];
    expect(Object.keys(schema.shape).toSorted()).toEqual(fields.toSorted());
  });

  it.each(Object.entries(SCHEMAS))(
    "%s takes what may be left out, and says what may not",
    (name, schema) => {
      const fields = table.classes[name]?.fields ?? [];
      const read = readWire<unknown>(schema as z.ZodType, {}, NOW);
      const told = new Set(
        (read.ok ? read.value.notes : read.reason).map(
          (finding) => finding.path.split(/[.[]/, 1)[0] ?? "",
        ),
      );
      const optional = fields.filter(({ card }) => card === "?" || card === "*");
      expect(optional.filter((field) => told.has(field.name))).toEqual([]);
      const required = fields.filter(({ card }) => card === "1" || card === "+").map((f) => f.name);
      if (read.ok) expect([...told].toSorted()).toEqual(required.toSorted());
      else expect(required).toEqual(expect.arrayContaining([...told]));
    },
  );
});
