import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decideAutoTopup, type AutoTopupSettings, type WalletStanding } from "./auto-topup";

const now = Temporal.Instant.from("2026-11-02T11:00:00Z");
const settings: AutoTopupSettings = {
  isOn: true,
  thresholdMinor: 100_00n,
  topupMinor: 300_00n,
  maxDayMinor: 900_00n,
  maxMonthMinor: 3_000_00n,
  backOffUntil: null,
};
const standing: WalletStanding = {
  spendableMinor: 99_99n,
  pendingMinor: 0n,
  lastAt: [],
  dayMinor: 0n,
  monthMinor: 0n,
  hasMethod: true,
};
const ago = (minutes: number) => now.subtract({ minutes });

describe("decideAutoTopup", () => {
  it.each<[string, Partial<AutoTopupSettings>, Partial<WalletStanding>, bigint | string]>([
    ["tops up below the threshold", {}, {}, 300_00n],
    ["not at the threshold", {}, { spendableMinor: 100_00n }, "enough"],
    ["counts what is under way as credit", {}, { pendingMinor: 1n }, "enough"],
    ["not where it is off", { isOn: false }, {}, "off"],
    ["not where it was never set up", { topupMinor: null }, {}, "off"],
    ["not without a saved method", {}, { hasMethod: false }, "no-method"],
    [
      "not within the hour after a decline",
      { backOffUntil: now.add({ seconds: 1 }) },
      {},
      "back-off",
    ],
    ["again when the hour is over", { backOffUntil: now }, {}, 300_00n],
    ["not a fourth time in ten minutes", {}, { lastAt: [1, 5, 9].map(ago) }, "too-many"],
    ["again when the first is ten minutes ago", {}, { lastAt: [1, 5, 10].map(ago) }, 300_00n],
    ["up to the day's cap", {}, { dayMinor: 600_00n }, 300_00n],
    ["not above the day's cap", {}, { dayMinor: 600_01n }, "day-cap"],
    ["not above the month's cap", {}, { monthMinor: 2_700_01n }, "month-cap"],
    ["by more where a debt asks for it", {}, { spendableMinor: -400_00n }, 500_00n],
    ["by less than the debt asks where a cap says so", {}, { spendableMinor: -1_000_00n }, 900_00n],
  ])("%s", (_name, set, stands, expected) => {
    const decided = decideAutoTopup({ ...settings, ...set }, { ...standing, ...stands }, now);
    expect(decided.ok ? decided.value : decided.reason).toBe(expected);
  });

  it("never exceeds a cap, whatever the debt", () => {
    const minor = fc.bigInt({ min: 0n, max: 5_000_00n });
    fc.assert(
      fc.property(
        fc.bigInt({ min: -9_000_00n, max: 99_99n }),
        minor,
        minor,
        (spendable, day, month) => {
          const stands = {
            ...standing,
            spendableMinor: spendable,
            dayMinor: day,
            monthMinor: month,
          };
          const decided = decideAutoTopup(settings, stands, now);
          if (!decided.ok) return;
          expect(day + decided.value <= 900_00n).toBe(true);
          expect(month + decided.value <= 3_000_00n).toBe(true);
        },
      ),
    );
  });
});
