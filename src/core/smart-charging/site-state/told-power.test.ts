import { describe, expect, it } from "vitest";
import {
  aSiteState,
  aStateSession,
  confirmedAmps,
  SITE_START,
  toldAmps,
} from "@/testing/site-states";
import { rateOfW } from "./profile-rate";
import { allowedWithin, mayDraw, toldLast } from "./told-power";

const state = aSiteState({ span: { startsAt: SITE_START, slotMinutes: 15, slots: 3 } });
const THREE = { voltage: 230, phases: 3 } as const;
const TEN_A = 10 * 690;

describe("what a station may draw", () => {
  it("is all that its connector gives while it has confirmed nothing, also when it was sent something", () => {
    const silent = aStateSession("s", {
      steering: { ...confirmedAmps(0), confirmed: null, unanswered: [toldAmps(10)] },
    });
    expect(mayDraw(state, silent)).toEqual([22_080, 22_080, 22_080]);
  });

  it("is what it confirmed, and the larger of both while a newer profile is not answered", () => {
    const told = (unanswered: number[]) =>
      aStateSession("s", {
        steering: { ...confirmedAmps(10), unanswered: unanswered.map((amps) => toldAmps(amps)) },
      });
    expect(mayDraw(state, told([]))).toEqual([TEN_A, TEN_A, TEN_A]);
    expect(mayDraw(state, told([6]))).toEqual([TEN_A, TEN_A, TEN_A]);
    expect(mayDraw(state, told([16, 6]))).toEqual([11_040, 11_040, 11_040]);
    expect(toldLast(state, told([16, 6]))).toEqual([4_140, 4_140, 4_140]);
  });

  it("is all that its connector gives once it was told to follow no profile", () => {
    const freed = aStateSession("s", {
      steering: {
        ...confirmedAmps(10),
        unanswered: [{ requestId: "c", profile: null, at: SITE_START }],
      },
    });
    expect(mayDraw(state, freed)).toEqual([22_080, 22_080, 22_080]);
  });

  it("is the most of any period within a slot, and nothing holds after a profile's duration", () => {
    const profile = {
      startDateTime: SITE_START,
      rateUnit: "W" as const,
      durationS: 2_400,
      periods: [
        { startS: 0, limit: 3_000_000_000n },
        { startS: 600, limit: 7_000_000_000n },
        { startS: 900, limit: 5_000_000_000n },
      ],
    };
    const session = aStateSession("s", {
      steering: { ...confirmedAmps(0), confirmed: { requestId: "p", profile, at: SITE_START } },
    });
    expect(mayDraw(state, session)).toEqual([7_000, 5_000, 22_080]);
  });

  it("counts only what is left of the slot that has begun", () => {
    const at = SITE_START.add({ minutes: 5 });
    const told = {
      requestId: "p",
      at,
      profile: {
        startDateTime: SITE_START,
        rateUnit: "W" as const,
        periods: [
          { startS: 0, limit: 9_000_000_000n },
          { startS: 300, limit: 2_000_000_000n },
        ],
      },
    };
    const session = aStateSession("s", { steering: { ...confirmedAmps(0), confirmed: told } });
    expect(mayDraw({ ...state, at }, session)[0]).toBe(2_000);
  });

  it("holds a car to nothing before its profile begins", () => {
    const later = toldAmps(10, SITE_START.add({ minutes: 15 }));
    const slot = { from: SITE_START, to: SITE_START.add({ minutes: 15 }) };
    expect(allowedWithin(later, slot, THREE)).toEqual({ most: Infinity, least: Infinity });
  });
});

describe("a rate of a profile", () => {
  it("has one decimal and never allows more than was planned", () => {
    expect(rateOfW(11_000, "A", THREE)).toBe(15_900_000n);
    expect(rateOfW(4_140, "A", THREE)).toBe(6_000_000n);
    expect(rateOfW(4_140, "W", THREE)).toBe(4_140_000_000n);
    expect(rateOfW(-5, "W", THREE)).toBe(0n);
  });
});
