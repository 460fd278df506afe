import { describe, expect, it } from "vitest";
import { countdown, saidMinute } from "./countdown";

describe("a countdown", () => {
  it.each([
    [0, "0:00"],
    [-5_000, "0:00"],
    [1, "0:01"],
    [59_000, "0:59"],
    [60_000, "1:00"],
    [581_000, "9:41"],
    [3_599_000, "59:59"],
    [3_600_000, "1 h 00 min"],
    [4_020_000, "1 h 07 min"],
  ])("of %i ms is %s", (ms, text) => {
    expect(countdown(ms).replaceAll("\u00a0", " ")).toBe(text);
  });

  it("is said aloud at ten, five and one minute only", () => {
    const said = Array.from({ length: 12 }, (_, n) => saidMinute((12 - n) * 60_000));
    expect(said).toEqual([null, null, 10, null, null, null, null, 5, null, null, null, 1]);
    expect(saidMinute(30_000)).toBe(1);
    expect(saidMinute(0)).toBeNull();
  });
});
