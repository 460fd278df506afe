import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { answerBy, clockDays, clockStepOf, daysLeft, isOverdue, USUAL_DAYS } from "./dispute-clock";
import { disputeStates, turnOf } from "./dispute-steps";

const ZONE = "Europe/Stockholm";
const SE = { timeZone: ZONE, country: "SE", counts: "working" } as const;
const instant = (text: string) => Temporal.Instant.from(text);
const local = (at: Temporal.Instant) => at.toZonedDateTimeISO(ZONE);

describe("the clock of a step", () => {
  it("ends with the last working day: a Monday and ten of them are the Monday after next", () => {
    const by = answerBy(instant("2026-11-23T09:00:00Z"), 10, SE);
    expect(local(by).toPlainDateTime().toString()).toBe("2026-12-07T23:59:59");
  });

  it("leaves week-ends out, also one on which it begins", () => {
    expect(
      local(answerBy(instant("2026-11-27T15:00:00Z"), 3, SE))
        .toPlainDate()
        .toString(),
    ).toBe("2026-12-02");
    expect(
      local(answerBy(instant("2026-11-28T15:00:00Z"), 1, SE))
        .toPlainDate()
        .toString(),
    ).toBe("2026-11-30");
  });

  it("is right over the change to winter time", () => {
    const by = answerBy(instant("2026-10-23T09:00:00Z"), 1, SE);
    expect(by.toString()).toBe("2026-10-26T22:59:59Z");
  });

  it("always ends on a working day, never earlier for more days or a later beginning", () => {
    const moment = fc
      .integer({ min: 0, max: 500_000 })
      .map((minutes) => instant("2026-01-01T00:00:00Z").add({ minutes }));
    fc.assert(
      fc.property(
        moment,
        fc.integer({ min: 1, max: 30 }),
        fc.integer({ min: 0, max: 9_000 }),
        (from, days, later) => {
          const by = answerBy(from, days, SE);
          expect(local(by).dayOfWeek).toBeLessThanOrEqual(5);
          expect(Temporal.Instant.compare(by, from)).toBe(1);
          expect(Temporal.Instant.compare(answerBy(from, days + 1, SE), by)).toBe(1);
          const after = answerBy(from.add({ minutes: later }), days, SE);
          expect(Temporal.Instant.compare(after, by)).toBeGreaterThanOrEqual(0);
          expect(daysLeft(by, from, ZONE)).toBeGreaterThanOrEqual(days);
        },
      ),
    );
  });

  it("leaves out the public holidays of its country, and none where all days count", () => {
    const from = instant("2026-12-22T09:00:00Z");
    const ends = (country: string, counts: "working" | "calendar") =>
      local(answerBy(from, 3, { ...SE, country, counts }))
        .toPlainDate()
        .toString();
    // Wednesday 23rd; the 24th and 25th are holidays; Monday 28th, Tuesday 29th.
    expect(ends("SE", "working")).toBe("2026-12-29");
    // Christmas Eve is a working day.
    expect(ends("DE", "working")).toBe("2026-12-28");
    expect(ends("SE", "calendar")).toBe("2026-12-25");
  });

  it("is overdue the second after, and counts days as people do", () => {
    const by = instant("2026-12-07T22:59:59Z");
    expect(isOverdue(by, by)).toBe(false);
    expect(isOverdue(by, by.add({ seconds: 1 }))).toBe(true);
    expect(isOverdue(null, by)).toBe(false);
    expect(daysLeft(by, instant("2026-12-01T23:30:00Z"), ZONE)).toBe(5);
    expect(daysLeft(by, instant("2026-12-07T06:00:00Z"), ZONE)).toBe(0);
    expect(daysLeft(by, instant("2026-12-09T06:00:00Z"), ZONE)).toBe(-2);
  });

  it("runs in every state in which somebody has to act, and in no other", () => {
    for (const state of disputeStates) {
      for (const isRefundComing of [true, false]) {
        const runs = clockStepOf(state, isRefundComing) !== null;
        expect(runs, state).toBe(turnOf(state, isRefundComing) !== null);
      }
    }
  });

  it("keeps to a tenant's own days where they are sensible", () => {
    expect(clockDays({ finance: 1, partner: 20 })).toEqual({
      ...USUAL_DAYS,
      finance: 1,
      partner: 20,
    });
    expect(clockDays({ credit: 2, refund: 90, counts: "calendar" })).toEqual({
      ...USUAL_DAYS,
      credit: 2,
      refund: 90,
      counts: "calendar",
    });
    expect(clockDays({ finance: 0, partner: 1.5, refund: 91 })).toEqual(USUAL_DAYS);
    expect(clockDays(undefined)).toEqual(USUAL_DAYS);
  });
});
