import { describe, expect, it } from "vitest";
import { summarizeDay, type SlotValue } from "./summarize-day";

const START = Date.parse("2026-11-23T00:00Z");
const day = (...values: readonly (number | null)[]): SlotValue[] =>
  values.map((value, index) => ({
    startsMs: START + index * 900_000,
    valueMicro: value === null ? null : BigInt(value),
    isKnown: value !== null,
  }));

describe("a day of the market", () => {
  it("names its lowest and highest hour by their means, not by one quarter hour", () => {
    const slots = day(10, 10, 10, 10, 0, 90, 90, 90, 20, 20, 20, 20);
    expect(summarizeDay(slots)).toEqual({
      knowledge: "known",
      meanMicro: 33n,
      lowest: { startsMs: START, valueMicro: 10n },
      highest: { startsMs: START + 3_600_000, valueMicro: 68n },
    });
  });

  it("says whether all of it was published, some, or nothing", () => {
    const known = day(1, 2);
    const foretold = known.map((slot) => ({ ...slot, isKnown: false }));
    expect(summarizeDay(known).knowledge).toBe("known");
    expect(summarizeDay([...known, ...foretold]).knowledge).toBe("partly");
    expect(summarizeDay(foretold).knowledge).toBe("forecast");
    expect(summarizeDay(day(null, null))).toEqual({
      knowledge: "none",
      meanMicro: null,
      lowest: null,
      highest: null,
    });
  });
});
