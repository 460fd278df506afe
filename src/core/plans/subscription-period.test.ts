import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { contains, durationMs } from "@/core/time/period";
import { subscriptionPeriodAt, subscriptionPeriodFrom, type Anchor } from "./subscription-period";

const at = (text: string) => Temporal.Instant.from(text);
const anchorOf = (text: string, more: Partial<Anchor> = {}): Anchor => ({
  at: at(text),
  timeZone: "Europe/Stockholm",
  interval: "month",
  ...more,
});
const texts = ({ start, end }: { start: Temporal.Instant; end: Temporal.Instant }) =>
  [start, end].map((one) =>
    one.toZonedDateTimeISO("Europe/Stockholm").toPlainDateTime().toString(),
  );

const instants = fc
  .integer({ min: 1_700_000_000, max: 1_900_000_000 })
  .map((seconds) => Temporal.Instant.fromEpochMilliseconds(seconds * 1000));
const anchors = fc.record({
  at: instants,
  timeZone: fc.constantFrom("Europe/Stockholm", "America/New_York", "Australia/Lord_Howe", "UTC"),
  interval: fc.constantFrom("month" as const, "year" as const),
});

describe("periods of a subscription", () => {
  it("keep the day of the anchor, and take a month's last day where it has no such day", () => {
    const anchor = anchorOf("2027-01-31T09:00:00Z");
    const days = ["2027-02-01T00:00:00Z", "2027-03-01T00:00:00Z", "2027-04-01T00:00:00Z"].map(
      (text) => texts(subscriptionPeriodAt(anchor, at(text))),
    );
    expect(days).toEqual([
      ["2027-01-31T10:00:00", "2027-02-28T10:00:00"],
      ["2027-02-28T10:00:00", "2027-03-31T10:00:00"],
      ["2027-03-31T10:00:00", "2027-04-30T10:00:00"],
    ]);
  });

  it("keep the clock of the anchor over the changes of the clock", () => {
    const spring = subscriptionPeriodAt(
      anchorOf("2027-03-15T11:00:00Z"),
      at("2027-03-20T00:00:00Z"),
    );
    expect(texts(spring)).toEqual(["2027-03-15T12:00:00", "2027-04-15T12:00:00"]);
    expect(durationMs(spring)).toBe((31 * 24 - 1) * 3_600_000);
    const autumn = subscriptionPeriodAt(
      anchorOf("2026-10-15T10:00:00Z"),
      at("2026-10-20T00:00:00Z"),
    );
    expect(durationMs(autumn)).toBe((31 * 24 + 1) * 3_600_000);
  });

  it("last a year on 29 February, too", () => {
    const anchor = anchorOf("2028-02-29T11:00:00Z", { interval: "year" });
    expect(texts(subscriptionPeriodAt(anchor, at("2029-01-01T00:00:00Z")))).toEqual([
      "2028-02-29T12:00:00",
      "2029-02-28T12:00:00",
    ]);
  });

  it("hold every instant in exactly one, each beginning where the one before ends", () => {
    fc.assert(
      fc.property(anchors, instants, (anchor, instant) => {
        const period = subscriptionPeriodAt(anchor, instant);
        expect(contains(period, instant)).toBe(true);
        expect(subscriptionPeriodAt(anchor, period.end).start).toEqual(period.end);
        expect(subscriptionPeriodFrom(anchor, period.start)).toEqual(period);
      }),
    );
  });

  it("do not sell a period of a few hours to a driver whose zone changed", () => {
    const sold = subscriptionPeriodAt(anchorOf("2026-06-10T10:00:00Z"), at("2026-07-01T00:00:00Z"));
    const moved = anchorOf("2026-06-10T10:00:00Z", { timeZone: "America/New_York" });
    const next = subscriptionPeriodFrom(moved, sold.end.subtract({ hours: 5 }));
    expect(durationMs(next)).toBeGreaterThan(27 * 24 * 3_600_000);
  });
});
