import { describe, expect, it } from "vitest";
import { testDatabase } from "@/testing/database";
import { aSteeredSite, type ProfileFate } from "@/testing/steered-site";

const database = testDatabase();
const LIMIT_A = 50;
const LIMIT_W = LIMIT_A * 690;
const PLACES = 5;

/** Numbers in [0, 1) that are the same in each run (mulberry32). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const FATES: readonly ProfileFate[] = [
  "confirms",
  "confirms",
  "confirms",
  "does-silently",
  "forgets",
  "station-refuses",
  "cpo-refuses",
  "too-often",
  "unanswered",
];

async function expectNoWorse(
  before: readonly number[],
  after: readonly number[],
  what: string,
): Promise<void> {
  const worse = after.findIndex((watts, step) => watts > Math.max(LIMIT_W, before[step] ?? 0) + 1);
  expect(worse, `${what}: ${after[worse]} W at step ${worse}`).toBe(-1);
}

describe("a site whose CPO confirms late, refuses, never answers, or says TOO_OFTEN", () => {
  it.each([1, 2, 3])("is never brought above its limit by what we send (run %i)", async (seed) => {
    const random = numbers(seed);
    const site = await aSteeredSite(database.pool, { evses: PLACES, limitA: LIMIT_A, safeW: 0 });
    const { clock } = site;
    for (let round = 0; round < 12; round += 1) {
      const place = 1 + Math.floor(random() * PLACES);
      if (!site.isHere(place)) await site.arrive(place);
      else if (random() < 0.3) await site.depart(place);
      clock.advance({ seconds: 20 + Math.floor(random() * 500) });
      await site.timeOut();
      await site.plan();
      const before = await site.allowedW();
      const wishes = await site.send(() => FATES[Math.floor(random() * FATES.length)]!);
      await expectNoWorse(before, await site.allowedW(), `round ${round}, ${wishes.length} sent`);
    }
    // Once the CPO answers again, all of them share the limit.
    for (let round = 0; round < 6; round += 1) {
      clock.advance({ minutes: 3 });
      await site.timeOut();
      await site.plan();
      await site.send();
    }
    expect(Math.max(...(await site.allowedW()))).toBeLessThanOrEqual(LIMIT_W + 1);
  });

  it("takes a late confirmation for what it is, and holds room for it until then", async () => {
    const site = await aSteeredSite(database.pool, { evses: 2, limitA: LIMIT_A });
    const { clock } = site;
    await site.arrive(1);
    await site.plan();
    const [late] = await site.send(() => "does-silently");
    clock.advance({ minutes: 1 });
    await site.timeOut();
    await site.arrive(2);
    await site.plan();
    await site.send();
    clock.advance({ seconds: 5 });
    await site.plan();
    await site.send();
    // 32 A at most for the silent one leave 18 A.
    const first = (await site.allowedW(1))[0]!;
    expect(first).toBeLessThanOrEqual(LIMIT_W + 1);
    await site.result(late!, "ACCEPTED");
    for (let round = 0; round < 3; round += 1) {
      clock.advance({ seconds: 5 });
      await site.plan();
      await site.send();
    }
    const allowed = await site.allowedW();
    expect(allowed[0]).toBeGreaterThan(LIMIT_W - 690);
    expect(Math.max(...allowed)).toBeLessThanOrEqual(LIMIT_W + 1);
  });
});
