import { describe, expect, it } from "vitest";

import { contains, durationMs, intersect, overlaps, period } from "./period";

const t = (hour: number) => Temporal.Instant.fromEpochMilliseconds(hour * 3_600_000);

describe("a period", () => {
  it("holds its start and not its end", () => {
    expect(contains(period(t(1), t(2)), t(1))).toBe(true);
    expect(contains(period(t(1), t(2)), t(2))).toBe(false);
    expect(durationMs(period(t(1), t(3)))).toBe(7_200_000);
  });

  it("does not overlap the one that begins where it ends", () => {
    expect(overlaps(period(t(1), t(2)), period(t(2), t(3)))).toBe(false);
    expect(intersect(period(t(1), t(2)), period(t(2), t(3)))).toBeUndefined();
    expect(intersect(period(t(1), t(3)), period(t(2), t(4)))).toEqual(period(t(2), t(3)));
  });

  it("cannot end before it starts", () => {
    expect(() => period(t(2), t(1))).toThrow("ends before");
  });
});
