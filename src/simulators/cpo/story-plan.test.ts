import { describe, expect, it } from "vitest";
import { DEMO_TOKENS } from "./configuration";
import { formatSeconds, GRID_SECONDS, localTime } from "./instants";
import { buildLocations } from "./locations";
import { PROFILES, type ProfileName } from "./profiles";
import { type Cast, planHistory, planLive, previousMonth } from "./story-plan";

const NOW_MS = Date.parse("2026-03-03T10:00:00Z");

function castOf(name: ProfileName, seed = "one"): Cast {
  const profile = PROFILES[name];
  return {
    profile,
    locations: buildLocations(profile, "2026-01-01T00:00:00Z"),
    tokens: [...DEMO_TOKENS],
    seed,
  };
}

describe("the story", () => {
  it("is the same for the same seed and another for another", () => {
    expect(planHistory(castOf("nordstrom"), NOW_MS)).toEqual(
      planHistory(castOf("nordstrom"), NOW_MS),
    );
    expect(planHistory(castOf("nordstrom", "two"), NOW_MS)).not.toEqual(
      planHistory(castOf("nordstrom"), NOW_MS),
    );
    for (let turn = 1; turn <= 12; turn += 1) {
      expect(planLive(castOf("kanaal"), turn, NOW_MS)).toEqual(
        planLive(castOf("kanaal"), turn, NOW_MS),
      );
    }
  });

  it("takes the month before on the operator's wall clock", () => {
    // Already March in Stockholm, still February in UTC.
    expect(previousMonth(Date.parse("2026-02-28T23:30:00Z"), "Europe/Stockholm")).toBe("2026-02");
    expect(previousMonth(Date.parse("2026-01-15T12:00:00Z"), "Europe/Stockholm")).toBe("2025-12");
  });

  it.each([...Array(40).keys()])(
    "keeps last month's charges apart and inside their month (seed %i)",
    (seed) => {
      const planned = planHistory(castOf("nordstrom", String(seed)), NOW_MS);
      const monthStart = Date.parse("2026-01-31T23:00:00Z") / 1000;
      const monthEnd = Date.parse("2026-02-28T23:00:00Z") / 1000;
      for (const token of DEMO_TOKENS) {
        const own = planned.filter((charge) => charge.token.uid === token.uid);
        expect(own).toHaveLength(8);
        for (const [index, { charge, endS }] of own.entries()) {
          expect(charge.startS).toBeGreaterThanOrEqual(own[index - 1]?.endS ?? monthStart);
          expect(endS).toBeLessThanOrEqual(monthEnd);
          expect([charge.startS % GRID_SECONDS, endS % GRID_SECONDS]).toEqual([0, 0]);
        }
        const atNight = (seconds: number) => {
          const time = localTime(seconds, "Europe/Stockholm");
          return time >= "22:00" || time < "06:00";
        };
        const crossesTheNight = own.some(
          ({ charge, endS }) => !atNight(charge.startS) && atNight(endS),
        );
        const idles = own.some(
          ({ charge, endS }) => endS - charge.startS > (charge.fullAfterS ?? Infinity),
        );
        expect([crossesTheNight, idles]).toEqual([true, true]);
      }
    },
  );

  it("sends only the first driver abroad last month", () => {
    const planned = planHistory(castOf("kanaal"), NOW_MS);
    expect(planned.map(({ token }) => token.uid)).toEqual(Array(3).fill(DEMO_TOKENS[0]?.uid));
  });

  it.each([...Array(40).keys()])(
    "has nobody charge with both operators at the same time last month (seed %i)",
    (seed) => {
      for (const nowMs of [NOW_MS, Date.parse("2026-11-17T10:00:00Z")]) {
        const [swedish, dutch] = (["nordstrom", "kanaal"] as const).map((name) =>
          planHistory(castOf(name, String(seed)), nowMs),
        );
        const together = (dutch ?? []).filter((abroad) =>
          swedish?.some(
            (home) =>
              home.token.uid === abroad.token.uid &&
              home.charge.startS < abroad.endS &&
              abroad.charge.startS < home.endS,
          ),
        );
        expect(together).toEqual([]);
        const month = previousMonth(nowMs, "Europe/Amsterdam");
        expect(dutch?.map(({ endS }) => formatSeconds(endS).slice(0, 7))).toEqual([
          month,
          month,
          month,
        ]);
      }
    },
  );

  it("begins a live session no earlier than the token's latest one ended", () => {
    const untilS = NOW_MS / 1000 - 120;
    for (let turn = 1; turn <= 24; turn += 1) {
      const { charge, endS } = planLive(castOf("nordstrom"), turn, NOW_MS, () => untilS);
      expect(charge.startS).toBeGreaterThanOrEqual(untilS);
      expect(charge.startS).toBeLessThan(NOW_MS / 1000);
      expect(endS).toBeGreaterThan(NOW_MS / 1000);
    }
  });

  it("alternates tokens, has begun a while ago and goes on for less than a minute", () => {
    for (let turn = 1; turn <= 24; turn += 1) {
      const { token, charge, endS } = planLive(castOf("nordstrom"), turn, NOW_MS);
      expect(token.uid).toBe(DEMO_TOKENS[(turn - 1) % 2]?.uid);
      expect(NOW_MS / 1000 - charge.startS).toBeGreaterThan(600);
      expect(endS - NOW_MS / 1000).toBeGreaterThanOrEqual(24);
      expect(endS - NOW_MS / 1000).toBeLessThanOrEqual(40);
    }
  });

  it("has one wrong claim and one replay among the first and again later", () => {
    const turns = Array.from({ length: 26 }, (_, index) =>
      planLive(castOf("nordstrom"), index + 1, NOW_MS),
    );
    const numbers = (isIt: (turn: (typeof turns)[number]) => boolean) =>
      turns.flatMap((turn, index) => (isIt(turn) ? [index + 1] : []));
    expect(numbers(({ surcharge }) => surcharge > 0)).toEqual([2, 13, 24]);
    expect(numbers(({ isSentTwice }) => isSentTwice)).toEqual([3, 14, 25]);
  });
});
