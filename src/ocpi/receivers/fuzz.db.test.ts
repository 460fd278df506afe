import { count, eq } from "drizzle-orm";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { ocpiMessages } from "@/db/schema/partners";
import type { JsonObject } from "@/ocpi/json-value";
import { aTenant, type TestTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { mutate, ODD } from "@/testing/mutate-json";
import { aPushingPartner, type PushingPartner } from "@/testing/pushing-partner";
import { everyVersion, type VersionExamples } from "@/testing/version-examples";

const database = testDatabase();
const RUNS = 60;
const SEED = 20_261_103;

let tenant: TestTenant;

beforeAll(async () => {
  tenant = await aTenant(database.pool);
});

/** What is pushed, and where; of tariffs and sessions the ones that say the most. */
function subjectsOf(examples: VersionExamples): (readonly [string, string, JsonObject])[] {
  const { location, newEvse, patches, cdr, sessions, tariffs, ownedBy } = examples;
  const party = ownedBy("BE", "BEC");
  const named = (all: Readonly<Record<string, JsonObject>>, pattern: RegExp) =>
    Object.entries(all).find(([name]) => pattern.test(name))?.[1] ?? {};
  const finished = named(sessions, /short_finished/);
  return [
    ["POST", "cdrs", { ...cdr, ...party, id: `C-${examples.version}` }],
    ["PUT", "sessions/BE/BEC/101", { ...finished, ...party, id: "101" }],
    ["PATCH", "sessions/BE/BEC/101", patches.sessionEnergy],
    ["PUT", "tariffs/BE/BEC/14", { ...named(tariffs, /complex/), ...party, id: "14" }],
    ["PUT", "locations/BE/BEC/LOC1", { ...location, ...party }],
    ["PATCH", "locations/BE/BEC/LOC1", patches.name],
    ["PUT", "locations/BE/BEC/LOC1/3299", newEvse],
  ];
}

async function countMessages(): Promise<number> {
  const [row] = await database.pool.db
    .select({ messages: count() })
    .from(ocpiMessages)
    .where(eq(ocpiMessages.tenantId, tenant.tenantId));
  return row?.messages ?? 0;
}

describe.each(everyVersion)("mutated valid pushes of $version", (examples) => {
  let cpo: PushingPartner;
  beforeAll(async () => {
    const { version } = examples;
    cpo = await aPushingPartner(database.pool, tenant, ["BE/BEC"], { version });
  });

  it.each(["{", "", "no JSON", '{"id":1'])(
    "are HTTP 400 where they are no JSON, and kept: %j",
    async (body) => {
      const before = await countMessages();
      for (const [method, path] of subjectsOf(examples)) {
        expect(await cpo.send(method, path, body)).toMatchObject({ http: 400, ocpi: 2001 });
      }
      expect(await countMessages()).toBe(before + subjectsOf(examples).length);
    },
  );

  it.each(subjectsOf(examples))(
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
      expect((await cpo.send(method, path, JSON.stringify(valid))).ocpi).toBe(1000);
      for (const body of bodies) {
        const answer = await cpo.send(method, path, JSON.stringify(body));
        // What is JSON reaches the OCPI layer: its "no" is in the envelope.
        expect([200, 201]).toContain(answer.http);
        expect(answer.ocpi).toBeLessThan(3000);
      }
      expect(await countMessages()).toBe(before + bodies.length + 1);
    },
  );
});
