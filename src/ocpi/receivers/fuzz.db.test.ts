import { count, eq } from "drizzle-orm";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { ocpiMessages } from "@/db/schema/partners";
import type { JsonObject } from "@/ocpi/json-value";
import { exampleObject } from "@/ocpi/v2_2_1/specification-examples";
import { aTenant, type TestTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { mutate, ODD } from "@/testing/mutate-json";
import { aPushingPartner, type PushingPartner } from "@/testing/pushing-partner";

const database = testDatabase();
const RUNS = 120;
const SEED = 20_261_103;
const party = { country_code: "BE", party_id: "BEC" };

let tenant: TestTenant;
let cpo: PushingPartner;

beforeAll(async () => {
  tenant = await aTenant(database.pool);
  cpo = await aPushingPartner(database.pool, tenant, ["BE/BEC"]);
});

const SUBJECTS: readonly (readonly [string, string, JsonObject])[] = [
  ["POST", "cdrs", { ...exampleObject("cdr_example"), ...party }],
  [
    "PUT",
    "sessions/BE/BEC/101",
    { ...exampleObject("session_example_2_short_finished"), ...party },
  ],
  ["PATCH", "sessions/BE/BEC/101", exampleObject("session_patch_example_charging_period")],
  ["PUT", "tariffs/BE/BEC/14", { ...exampleObject("tariff_4_complex"), ...party }],
  ["PUT", "locations/BE/BEC/LOC1", { ...exampleObject("location_example"), ...party }],
  ["PATCH", "locations/BE/BEC/LOC1", exampleObject("location_patch_example_location")],
  ["PUT", "locations/BE/BEC/LOC1/3299", exampleObject("location_put_example_add_evse")],
];

async function countMessages(): Promise<number> {
  const [row] = await database.pool.db
    .select({ messages: count() })
    .from(ocpiMessages)
    .where(eq(ocpiMessages.tenantId, tenant.tenantId));
  return row?.messages ?? 0;
}

describe("mutated valid pushes", () => {
  it.each(SUBJECTS)(
    "are each answered without a server error and kept: %s %s",
    { timeout: 120_000 },
    async (method, path, valid) => {
      const before = await countMessages();
      const picks = fc.array(fc.nat(1000), { minLength: 2, maxLength: 7 });
      const bodies = fc.sample(
        fc
          .tuple(picks, picks, fc.constantFrom(...ODD))
          .map(([first, second, odd]) => mutate(mutate(valid, first, odd), second, odd)),
        { numRuns: RUNS, seed: SEED },
      );
      for (const body of [valid, ...bodies]) {
        const answer = await cpo.send(method, path, JSON.stringify(body));
        expect([answer.http < 500, answer.ocpi < 3000]).toEqual([true, true]);
      }
      expect(await countMessages()).toBe(before + bodies.length + 1);
    },
  );
});
