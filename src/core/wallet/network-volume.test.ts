import { describe, expect, it } from "vitest";
import { judgeVolume } from "./network-volume";

describe("judgeVolume", () => {
  it.each([
    [0n, "none", 0],
    [79_999_999n, "none", 79],
    [80_000_000n, "near", 80],
    [99_999_999n, "near", 99],
    [100_000_000n, "reached", 100],
    [250_000_000n, "reached", 250],
  ] as const)("says of %s cents: %s", (amount, level, percent) => {
    expect(judgeVolume(amount, "EUR")).toEqual({ level, percent });
  });

  it("says nothing of other currencies", () => {
    expect(judgeVolume(999_999_999_999n, "SEK")).toBeNull();
  });
});
