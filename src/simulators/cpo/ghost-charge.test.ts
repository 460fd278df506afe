import { describe, expect, it } from "vitest";
import { DEMO_TOKENS } from "./configuration";
import { planGhost } from "./ghost-charge";
import { GRID_SECONDS } from "./instants";
import { buildLocations } from "./locations";
import { PROFILES, type ProfileName } from "./profiles";
import { planHistory } from "./story-plan";

const NOW_MS = Date.parse("2026-03-03T10:00:00Z");
const castOf = (name: ProfileName) => ({
  profile: PROFILES[name],
  locations: buildLocations(PROFILES[name], "2026-01-01T00:00:00Z"),
  tokens: [...DEMO_TOKENS],
  seed: "one",
});

describe("a copied card", () => {
  it("charges in two towns at once, apart from what its driver did last month", () => {
    const [own, ghost, ...rest] = planGhost(castOf("nordstrom"), NOW_MS);
    if (!own || !ghost) throw new Error("two charges were expected");
    expect(rest).toEqual([]);
    expect([own.token.uid, ghost.token.uid]).toEqual(Array(2).fill(DEMO_TOKENS[1]?.uid));
    expect(own.place.location.city).not.toBe(ghost.place.location.city);
    expect(ghost.charge.startS).toBeLessThan(own.endS);
    expect(ghost.charge.startS % GRID_SECONDS).toBe(0);
    const month = planHistory(castOf("nordstrom"), NOW_MS).filter(
      ({ token }) => token.uid === own.token.uid,
    );
    expect(month.every(({ endS }) => endS < own.charge.startS)).toBe(true);
    expect(own.endS * 1_000).toBeLessThan(NOW_MS);
  });

  it("is not played where there is but one town", () => {
    expect(planGhost(castOf("kanaal"), NOW_MS)).toEqual([]);
  });
});
