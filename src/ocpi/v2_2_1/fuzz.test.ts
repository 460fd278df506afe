import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalContent } from "@/ocpi/canonical-content";
import { isJsonObject, JsonNumber, type JsonValue } from "@/ocpi/json-value";
import { readJson } from "@/ocpi/read-json";
import { parseCdr, parseLocation, parseSession, parseTariff } from "./parse";
import { exampleBytes, exampleJson } from "./specification-examples";

const NOW = Temporal.Instant.from("2026-11-02T11:00:00Z");
const SEED = 20_261_102;

const SUBJECTS = [
  ["cdr_example", parseCdr],
  ["session_example_2_short_finished", parseSession],
  ["tariff_4_complex", parseTariff],
  ["location_example", parseLocation],
] as const;

const ODD: readonly JsonValue[] = [
  null,
  true,
  "",
  " ",
  "x".repeat(10_000),
  "\u202Eabc",
  "1e5",
  "-0",
  "2015-02-30T00:00:00Z",
  "+275760-09-13T00:00:00Z",
  "24:00",
  [],
  [[]],
  [null],
  {},
  { excl_vat: null },
  new JsonNumber("-0"),
  new JsonNumber("1e300"),
  new JsonNumber("1e-300"),
  new JsonNumber("123456789012345678901234567890"),
  new JsonNumber("0.00000000000000000001"),
];

/** Replaces, removes or doubles one place of a value, chosen by the picks. */
function mutate(value: JsonValue, picks: readonly number[], odd: JsonValue): JsonValue {
  const [pick = 0, ...rest] = picks;
  if (rest.length === 0) return odd;
  if (Array.isArray(value) && value.length > 0) {
    const at = pick % value.length;
    if (pick % 7 === 0) return [...value, ...value];
    return value.map((one, index) => (index === at ? mutate(one, rest, odd) : one));
  }
  if (isJsonObject(value) && Object.keys(value).length > 0) {
    const keys = Object.keys(value);
    const key = keys[pick % keys.length] ?? "";
    const { [key]: picked = null, ...others } = value;
    if (pick % 11 === 0) return others;
    return { ...others, [key]: mutate(picked, rest, odd) };
  }
  return odd;
}

describe("mutated valid bodies", () => {
  it(
    "are read or refused with reasons, and never throw: 2,000 of them",
    { timeout: 30_000 },
    () => {
      const picks = fc.array(fc.nat(1000), { minLength: 2, maxLength: 7 });
      for (const [name, parse] of SUBJECTS) {
        const valid = exampleJson(name);
        fc.assert(
          fc.property(picks, picks, fc.constantFrom(...ODD), (first, second, odd) => {
            const body = mutate(mutate(valid, first, odd), second, odd);
            const read = parse(body, NOW);
            if (!read.ok) expect(read.reason.length).toBeGreaterThan(0);
            expect(canonicalContent(body)).toBeTypeOf("string");
          }),
          { numRuns: 500, seed: SEED },
        );
      }
    },
  );

  it("survive broken bytes: 2,000 flips and cuts", { timeout: 30_000 }, () => {
    const valid = exampleBytes("cdr_example");
    const flip = fc.record({ at: fc.nat(valid.length - 1), to: fc.nat(255), cut: fc.boolean() });
    fc.assert(
      fc.property(fc.array(flip, { minLength: 1, maxLength: 4 }), (flips) => {
        let bytes = Uint8Array.from(valid);
        for (const { at, to, cut } of flips) {
          if (cut && at > valid.length / 2) bytes = bytes.slice(0, at);
          else bytes[Math.min(at, bytes.length - 1)] = to;
        }
        const read = readJson(bytes);
        if (read.ok) parseCdr(read.value.json, NOW);
        else expect(read.reason.text).not.toBe("");
      }),
      { numRuns: 2000, seed: SEED },
    );
  });
});
