import { describe, expect, it } from "vitest";
import type { Hours } from "./location";
import { isOpenAt } from "./opening-hours";

const AT = (text: string) => Temporal.Instant.from(text);
const ZONE = "Europe/Stockholm";

function hours(change: Partial<Hours>): Hours {
  return {
    twentyfourseven: false,
    regularHours: [],
    exceptionalOpenings: [],
    exceptionalClosings: [],
    ...change,
  };
}

describe("whether a place is open", () => {
  const office = hours({
    regularHours: [{ weekday: 1, periodBegin: "08:00", periodEnd: "17:30" }],
  });

  it("is told by the wall clock of the place", () => {
    // 2026-11-02 is a Monday; Stockholm is an hour ahead of UTC.
    expect(isOpenAt(office, ZONE, AT("2026-11-02T06:59:59Z"))).toBe(false);
    expect(isOpenAt(office, ZONE, AT("2026-11-02T07:00:00Z"))).toBe(true);
    expect(isOpenAt(office, ZONE, AT("2026-11-02T16:29:59Z"))).toBe(true);
    expect(isOpenAt(office, ZONE, AT("2026-11-02T16:30:00Z"))).toBe(false);
    expect(isOpenAt(office, ZONE, AT("2026-11-03T10:00:00Z"))).toBe(false);
  });

  it("goes on past midnight where the end is on the next day", () => {
    const bar = hours({ regularHours: [{ weekday: 7, periodBegin: "20:00", periodEnd: "02:00" }] });
    expect(isOpenAt(bar, ZONE, AT("2026-11-01T22:00:00Z"))).toBe(true);
    expect(isOpenAt(bar, ZONE, AT("2026-11-02T00:59:00Z"))).toBe(true);
    expect(isOpenAt(bar, ZONE, AT("2026-11-02T01:00:00Z"))).toBe(false);
  });

  it("follows exceptions before the rule", () => {
    const span = {
      periodBegin: AT("2026-12-24T00:00:00Z"),
      periodEnd: AT("2026-12-26T00:00:00Z"),
    };
    const closed = hours({ twentyfourseven: true, exceptionalClosings: [span] });
    const opened = hours({ ...office, exceptionalOpenings: [span] });
    const christmas = AT("2026-12-25T12:00:00Z");
    expect(isOpenAt(closed, ZONE, christmas)).toBe(false);
    expect(isOpenAt(closed, ZONE, AT("2026-12-27T12:00:00Z"))).toBe(true);
    expect(isOpenAt(opened, ZONE, christmas)).toBe(true);
  });

  it("is not known without hours, or without the place's zone", () => {
    const noon = AT("2026-11-02T11:00:00Z");
    expect(isOpenAt(undefined, ZONE, noon)).toBeNull();
    expect(isOpenAt(hours({}), ZONE, noon)).toBeNull();
    expect(isOpenAt(office, null, noon)).toBeNull();
    expect(isOpenAt(office, "Europe/Nowhere", noon)).toBeNull();
  });
});
