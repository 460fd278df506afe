import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalContent } from "@/ocpi/canonical-content";
import { readJson } from "@/ocpi/read-json";
import { mutate, ODD } from "@/testing/mutate-json";
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
