import { describe, expect, it } from "vitest";
import { ALL_WEEKDAYS, chooseRoutine, type RoutineRule } from "./routine";

const WORKDAYS = 31;
const SATURDAY = 32;
const FRIDAY = 16;
const rule = (id: string, change: Partial<RoutineRule> = {}): RoutineRule => ({
  id,
  weekdays: ALL_WEEKDAYS,
  locationId: null,
  departure: "07:00",
  isOn: true,
  createdAt: Temporal.Instant.from("2026-10-01T00:00:00Z"),
  ...change,
});
/** Thursday evening in Stockholm, unless said. */
const chosen = (
  rules: readonly RoutineRule[],
  at = "2026-11-05T18:00:00Z",
  locationId: string | null = "home",
) =>
  chooseRoutine(rules, {
    at: Temporal.Instant.from(at),
    locationId,
    timeZone: "Europe/Stockholm",
  });

describe("the routine of a charge", () => {
  it("is the most exact: place and weekday, then place, then weekday, then any", () => {
    const any = rule("any");
    const day = rule("day", { weekdays: FRIDAY });
    const place = rule("place", { locationId: "home" });
    const both = rule("both", { locationId: "home", weekdays: FRIDAY });
    const idOf = (...rules: readonly RoutineRule[]) => chosen(rules)?.routine.id;
    expect(idOf(any, day, place, both)).toBe("both");
    expect(idOf(any, day, place)).toBe("place");
    expect(idOf(any, day)).toBe("day");
    expect(idOf(any)).toBe("any");
    expect(idOf()).toBeUndefined();
  });

  it("goes by the weekday on which the car leaves, not on which it comes", () => {
    const workdays = rule("w", { weekdays: WORKDAYS });
    expect(chosen([workdays])?.departureAt?.toString()).toBe("2026-11-06T06:00:00Z");
    // Friday evening: it leaves on Saturday.
    expect(chosen([workdays], "2026-11-06T18:00:00Z")).toBeNull();
    expect(chosen([rule("s", { weekdays: SATURDAY })], "2026-11-06T18:00:00Z")).not.toBeNull();
    // Friday before seven: it leaves on Friday.
    expect(chosen([workdays], "2026-11-06T05:00:00Z")).not.toBeNull();
  });

  it("without a departure goes by the weekday of the arrival at the place", () => {
    const friday = rule("f", { weekdays: FRIDAY, departure: null });
    expect(chosen([friday])).toBeNull();
    // Still Thursday in London; Friday already in Stockholm.
    expect(chosen([friday], "2026-11-05T23:30:00Z")).toEqual({
      routine: friday,
      departureAt: null,
    });
  });

  it("is none of another place, none that rests, and none at a place that is not known", () => {
    expect(chosen([rule("x", { locationId: "work" })])).toBeNull();
    expect(chosen([rule("x", { isOn: false })])).toBeNull();
    expect(chosen([rule("x", { locationId: "home" })], undefined, null)).toBeNull();
  });

  it("of two alike is the one with the sooner departure, then the newer", () => {
    const late = rule("late", { departure: "09:00" });
    expect(chosen([late, rule("soon")])?.routine.id).toBe("soon");
    const createdAt = Temporal.Instant.from("2026-10-02T00:00:00Z");
    expect(chosen([rule("old"), rule("new", { createdAt })])?.routine.id).toBe("new");
    const open = rule("open", { departure: null });
    expect(chosen([open, late])?.routine.id).toBe("late");
    expect(chosen([open, rule("younger", { departure: null, createdAt })])?.routine.id).toBe(
      "younger",
    );
  });
});
