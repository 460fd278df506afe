import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { contains, durationMs } from "@/core/time/period";
import { billingMonthOf, billingPeriodAt, lastEndedBillingPeriod } from "./billing-period";

const HOUR = 3_600_000;
const zones = ["Europe/Stockholm", "Europe/Amsterdam", "Asia/Kathmandu", "America/St_Johns", "UTC"];

describe("billing months", () => {
  it("keep the hour that a clock change gives or takes", () => {
    const march = billingPeriodAt(
      Temporal.Instant.from("2026-03-10T12:00:00Z"),
      "Europe/Stockholm",
    );
    const october = billingPeriodAt(
      Temporal.Instant.from("2026-10-10T12:00:00Z"),
      "Europe/Stockholm",
    );
    expect(durationMs(march) / HOUR).toBe(31 * 24 - 1);
    expect(durationMs(october) / HOUR).toBe(31 * 24 + 1);
  });

  it("hold every instant exactly once", () => {
    const anyInstant = fc
      .integer({ min: Date.UTC(2020, 0), max: Date.UTC(2032, 0) })
      .map((ms) => Temporal.Instant.fromEpochMilliseconds(ms));
    fc.assert(
      fc.property(anyInstant, fc.constantFrom(...zones), (at, zone) => {
        const month = billingPeriodAt(at, zone);
        expect(contains(month, at)).toBe(true);
        expect(billingPeriodAt(month.end, zone).start.equals(month.end)).toBe(true);
        expect(contains(billingPeriodAt(month.end, zone), at)).toBe(false);
      }),
    );
  });

  it("begin at the driver's midnight, not at UTC's", () => {
    const late = Temporal.Instant.from("2026-10-31T23:30:00Z");
    expect(billingMonthOf(late, "Europe/Stockholm")).toBe("2026-11");
    expect(billingMonthOf(late, "UTC")).toBe("2026-10");
    const ended = lastEndedBillingPeriod(late, "Europe/Stockholm");
    expect(ended.start.toString()).toBe("2026-09-30T22:00:00Z");
    expect(ended.end.toString()).toBe("2026-10-31T23:00:00Z");
  });
});
