import { describe, expect, it } from "vitest";

import { DEFAULT_POLICY } from "@/core/rating/rating-policy";
import { usualFindings } from "@/core/rating/usual-findings";
import { readRatingSettings, withRatingSettings, type RatingSettings } from "./rating-settings";

const usual = readRatingSettings({});

describe("rating's part of a partner's settings", () => {
  it("is the default in every field where nothing is set", () => {
    expect(usual).toEqual({
      policy: DEFAULT_POLICY,
      toleranceMicro: null,
      tolerancePpm: null,
      toleranceBelowMicro: null,
      tolerancePpmBelow: null,
      cumulativeToleranceMicro: null,
      contractCheck: "hold",
      findings: usualFindings,
      parkingMeans: "not-charging",
    });
  });

  it("keeps what differs from the default and nothing else, and leaves other settings alone", () => {
    const others = { strictness: "strict", parties: ["SE/NSL"] } as const;
    const wanted: RatingSettings = {
      policy: { ...DEFAULT_POLICY, flat: "each-element", snapsToSeconds: false },
      toleranceMicro: 1_000_000n,
      tolerancePpm: 5_000,
      toleranceBelowMicro: 2_000_000n,
      tolerancePpmBelow: 60_000,
      cumulativeToleranceMicro: 0n,
      contractCheck: "note",
      findings: { ...usualFindings, "overlap-evse": "note", "too-late": "hold" },
      parkingMeans: "not-requesting",
    };
    const kept = withRatingSettings({ ...others, tolerancePpm: 7 }, wanted);
    expect(kept).toEqual({
      ...others,
      ratingPolicy: { flat: "each-element", snapsToSeconds: false },
      toleranceMicro: "1000000",
      toleranceBelowMicro: "2000000",
      tolerancePpmBelow: 60_000,
      cumulativeToleranceMicro: "0",
      contractCheck: "note",
      findings: { "overlap-evse": "note", "too-late": "hold" },
      parkingMeans: "not-requesting",
    });
    expect(readRatingSettings(kept)).toEqual({ ...wanted, tolerancePpm: null });
    expect(withRatingSettings(kept, usual)).toEqual(others);
  });

  it.each<[string, Partial<RatingSettings>]>([
    ["toleranceMicro", { toleranceMicro: -1n }],
    ["toleranceMicro", { toleranceMicro: 100_000_001n }],
    ["tolerancePpm", { tolerancePpm: -1 }],
    ["tolerancePpm", { tolerancePpm: 50_001 }],
    ["tolerancePpm", { tolerancePpm: 0.5 }],
    ["toleranceBelowMicro", { toleranceBelowMicro: 1_000_000_001n }],
    ["tolerancePpmBelow", { tolerancePpmBelow: 500_001 }],
    ["cumulativeToleranceMicro", { cumulativeToleranceMicro: -1n }],
    ["cumulativeToleranceMicro", { cumulativeToleranceMicro: 1_000_000_000_001n }],
  ])("refuses a %s out of its bounds: %o", (field, wrong) => {
    expect(() => withRatingSettings({}, { ...usual, ...wrong })).toThrow(
      expect.objectContaining({ code: "INVALID", detail: { field } }),
    );
  });

  it("refuses a tolerance below ours that is tighter than above, given or by default", () => {
    const tighter: Partial<RatingSettings>[] = [
      { toleranceBelowMicro: 19_999n },
      { toleranceMicro: 500_000n, toleranceBelowMicro: 499_999n },
      { tolerancePpmBelow: 4_999 },
      { tolerancePpm: 20_000, tolerancePpmBelow: 19_999 },
    ];
    for (const one of tighter) {
      expect(() => withRatingSettings({}, { ...usual, ...one })).toThrow("not tighter than above");
    }
    const equal = { ...usual, toleranceMicro: 500_000n, toleranceBelowMicro: 500_000n };
    expect(withRatingSettings({}, equal)).toMatchObject({ toleranceBelowMicro: "500000" });
  });
});
