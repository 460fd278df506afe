import { describe, expect, it } from "vitest";
import { readRatingSettings } from "@/services/partners/rating-settings";
import { ratingSettingsForm, type RatingSettingsForm } from "@/trpc/inputs/rating-settings";
import { formOfSettings, settingsOfForm } from "./settings-of-form";

const usual = formOfSettings(readRatingSettings({}));
const faults = (changed: Partial<RatingSettingsForm>) => {
  const read = ratingSettingsForm.safeParse({ ...usual, ...changed });
  return read.success ? [] : [...new Set(read.error.issues.map(({ path }) => path[0]))];
};

describe("the form of rating settings", () => {
  it("gives back what is kept, to the last digit", () => {
    const kept = readRatingSettings({
      toleranceMicro: "123456",
      tolerancePpm: 12_345,
      toleranceBelowMicro: "999999999",
      tolerancePpmBelow: 500_000,
      cumulativeToleranceMicro: "0",
      contractCheck: "note",
      parkingMeans: "not-requesting",
      ratingPolicy: { flat: "each-element" },
      findings: { "too-late": "hold" },
    });
    const form = formOfSettings(kept);
    expect(form).toMatchObject({ above: "0.123456", aboveRate: "1.2345", invoice: "0" });
    expect(settingsOfForm(ratingSettingsForm.parse(form))).toEqual(kept);
  });

  it("takes nothing for the default, and a comma for a point", () => {
    expect(settingsOfForm(ratingSettingsForm.parse(usual))).toEqual(readRatingSettings({}));
    expect(settingsOfForm({ ...usual, above: " 0,5", belowRate: "12,5" })).toMatchObject({
      toleranceMicro: 500_000n,
      tolerancePpmBelow: 125_000,
    });
  });

  it("marks the field that is out of its bounds", () => {
    expect(faults({})).toEqual([]);
    expect(faults({ above: "101", below: "200" })).toEqual(["above"]);
    expect(faults({ above: "-1" })).toEqual(["above"]);
    expect(faults({ aboveRate: "0.00001" })).toEqual(["aboveRate"]);
    expect(faults({ belowRate: "50.1" })).toEqual(["belowRate"]);
    expect(faults({ invoice: "1000001" })).toEqual(["invoice"]);
  });

  it("marks a bound below ours that is tighter than above, given or by default", () => {
    expect(faults({ below: "0.01" })).toEqual(["below"]);
    expect(faults({ above: "0.5", below: "0.4" })).toEqual(["below"]);
    expect(faults({ above: "0.5", below: "0.5" })).toEqual([]);
    expect(faults({ belowRate: "0.4" })).toEqual(["belowRate"]);
    expect(faults({ aboveRate: "2", belowRate: "2" })).toEqual([]);
  });
});
