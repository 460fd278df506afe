import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isJsonObject } from "@/ocpi/json-value";
import { mutate, ODD } from "@/testing/mutate-json";
import { codec211 } from "./codec";
import { exampleJson, exampleObject, PARTIES } from "./specification-examples";

const NOW = Temporal.Instant.from("2026-11-02T11:00:00Z");
const SEED = 20_261_102;
const picks = fc.array(fc.nat(1000), { minLength: 2, maxLength: 7 });

const CDR = "mod_cdrs__01__example_of_a_cdr";
const SESSION = "mod_sessions__03__simple_session_example_of_a_short_finished_session";
const TARIFF = "mod_tariffs__06__complex_tariff_example";
const LOCATION = "mod_locations__06__example";

const SUBJECTS = [
  [CDR, codec211.parseCdr],
  [SESSION, codec211.parseSession],
  [TARIFF, codec211.parseTariff],
  [LOCATION, codec211.parseLocation],
  ["mod_tokens__01__example_put_a_new_token", codec211.parseToken],
  ["credentials__01__example", codec211.parseCredentials],
  ["version_information_endpoint__02__example", codec211.parseVersionDetails],
] as const;

describe("mutated valid 2.1.1 bodies", () => {
  it(
    "are read or refused with reasons, and never throw: 2,100 of them",
    { timeout: 30_000 },
    () => {
      for (const [name, parse] of SUBJECTS) {
        const valid = exampleJson(name);
        fc.assert(
          fc.property(picks, picks, fc.constantFrom(...ODD), (first, second, odd) => {
            const body = mutate(mutate(valid, first, odd), second, odd);
            const read = parse(body, NOW, PARTIES);
            if (!read.ok) expect(read.reason.length).toBeGreaterThan(0);
          }),
          { numRuns: 300, seed: SEED },
        );
      }
    },
  );

  it(
    "end in a change or in reasons when they are changes: 900 of them",
    { timeout: 30_000 },
    () => {
      const session = codec211.parseSession(exampleJson(SESSION), NOW, PARTIES);
      const location = codec211.parseLocation(exampleJson(LOCATION), NOW, PARTIES);
      if (!session.ok || !location.ok) throw new Error("an example is not read");
      const held = { ...session.value, ...location.value };
      const subjects = [
        [SESSION, (patch) => codec211.patchSession(held.session, patch, NOW).ok],
        [LOCATION, (patch) => codec211.patchLocation(held.location, patch, NOW).outcome],
        [LOCATION, (patch) => codec211.patchEvse(held.location, "3256", patch, NOW).outcome],
      ] as const satisfies readonly [
        string,
        (patch: ReturnType<typeof exampleObject>) => unknown,
      ][];
      for (const [name, apply] of subjects) {
        const valid = exampleObject(name);
        fc.assert(
          fc.property(picks, picks, fc.constantFrom(...ODD), (first, second, odd) => {
            const body = mutate(mutate(valid, first, odd), second, odd);
            if (isJsonObject(body)) expect(apply(body)).toBeDefined();
          }),
          { numRuns: 300, seed: SEED },
        );
      }
    },
  );
});
