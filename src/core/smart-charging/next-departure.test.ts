import { describe, expect, it } from "vitest";
import { nextDeparture } from "./next-departure";

const at = (now: string, clock: string, timeZone = "Europe/Stockholm") => {
  const next = nextDeparture(Temporal.Instant.from(now), clock, timeZone);
  return next.ok ? next.value.toString() : next.reason;
};

describe("the next departure", () => {
  it.each([
    ["later today", "2026-11-02T18:00:00Z", "23:15", "2026-11-02T22:15:00Z"],
    ["tomorrow", "2026-11-02T18:00:00Z", "06:30", "2026-11-03T05:30:00Z"],
    ["tomorrow, when it is that time now", "2026-11-02T05:30:00Z", "06:30", "2026-11-03T05:30:00Z"],
    ["after the clocks went back", "2026-10-24T20:00:00Z", "06:30", "2026-10-25T05:30:00Z"],
    ["after an hour that does not exist", "2026-03-28T20:00:00Z", "02:30", "2026-03-29T01:30:00Z"],
  ])("is %s", (_, now, clock, next) => {
    expect(at(now, clock)).toBe(next);
  });

  it("is none where the clock or the zone is none", () => {
    expect(at("2026-11-02T18:00:00Z", "25:00")).toBe("not-a-time");
    expect(at("2026-11-02T18:00:00Z", "06:30", "Europe/Nowhere")).toBe("not-a-time");
  });
});
