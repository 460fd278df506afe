import { describe, expect, it } from "vitest";
import { micro } from "@/core/money/quantity";
import { checkProfile } from "./charging-profile";
import { profileOfCourse, secondsApart } from "./single-profile";

const HOUR = 3_600_000;
const FROM = Date.parse("2026-11-02T18:00:00Z");
const stretch = (from: number, to: number) => ({
  startMs: FROM + from * HOUR,
  endMs: FROM + to * HOUR,
  powerW: 7_400,
});
const sent = (...stretches: readonly ReturnType<typeof stretch>[]) => ({
  course: { stretches, deliveredWh: 0, shortfallWh: 0, readyMs: null },
  fromMs: FROM,
  departureMs: FROM + 12 * HOUR,
  fullW: 11_000,
  minW: 1_380,
});

describe("the profile of a session that is planned by itself", () => {
  it("waits, charges at all the power there is, waits again, and frees the car when it leaves", () => {
    const profile = profileOfCourse(sent(stretch(4, 6), stretch(8, 9)));
    expect(profile).toEqual({
      startDateTime: Temporal.Instant.from("2026-11-02T18:00:00Z"),
      rateUnit: "W",
      minRate: micro("1380"),
      periods: [
        { startS: 0, limit: 0n },
        { startS: 14_400, limit: micro("11000") },
        { startS: 21_600, limit: 0n },
        { startS: 28_800, limit: micro("11000") },
        { startS: 32_400, limit: 0n },
        { startS: 43_200, limit: micro("11000") },
      ],
    });
    expect(profile && checkProfile(profile).ok).toBe(true);
    // The last period frees the car, and nothing ends it.
    expect(profile?.durationS).toBeUndefined();
    expect(profile?.periods.at(-1)?.limit).toBe(micro("11000"));
  });

  it("is none where nothing is held back, or nobody says when the car leaves", () => {
    expect(profileOfCourse(sent(stretch(0, 12)))).toBeNull();
    expect(profileOfCourse({ ...sent(stretch(4, 6)), departureMs: null })).toBeNull();
  });

  it("starts at once where the plan does", () => {
    expect(profileOfCourse(sent(stretch(0, 1)))?.periods.slice(0, 2)).toEqual([
      { startS: 0, limit: micro("11000") },
      { startS: 3_600, limit: 0n },
    ]);
  });
});

describe("two profiles", () => {
  const span = { fromMs: FROM, toMs: FROM + 12 * HOUR };
  const a = profileOfCourse(sent(stretch(4, 6)));

  it("are apart for as long as they hold the car differently", () => {
    const b = profileOfCourse(sent(stretch(4, 6.25)));
    expect(secondsApart(a, a, span)).toBe(0);
    expect(secondsApart(a, b, span)).toBe(900);
    // Without one the car may take all: ten hours in which the other holds it.
    expect(secondsApart(a, null, span)).toBe(36_000);
    expect(secondsApart(null, null, span)).toBe(0);
  });

  it("are the same whatever full power they name", () => {
    const weak = profileOfCourse({ ...sent(stretch(4, 6)), fullW: 7_400 });
    expect(secondsApart(a, weak, span)).toBe(0);
  });

  it("made at different times are compared by the clock", () => {
    const later = { ...sent(stretch(4, 6)), fromMs: FROM + HOUR };
    const left = { fromMs: FROM + HOUR, toMs: span.toMs };
    expect(secondsApart(a, profileOfCourse(later), left)).toBe(0);
  });
});
