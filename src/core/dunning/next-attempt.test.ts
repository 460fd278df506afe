import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nextAttempt, type FailedCollection } from "./next-attempt";

const FAILED: FailedCollection = {
  failure: "retry",
  attempts: 1,
  cardFailures: 1,
  firstFailedAt: Temporal.Instant.from("2026-11-02T11:00:00Z"),
  lastFailedAt: Temporal.Instant.from("2026-11-02T11:00:00Z"),
  retryAfterDays: [1, 3, 5, 7],
  timeZone: "Europe/Stockholm",
};

const at = (facts: Partial<FailedCollection>) => {
  const next = nextAttempt({ ...FAILED, ...facts });
  return next.kind === "at"
    ? next.at.toZonedDateTimeISO(FAILED.timeZone).toPlainDateTime().toString()
    : next;
};

describe("the next attempt", () => {
  it("is on days 1, 3, 5 and 7 after the first failure, in the morning, and then no more", () => {
    expect([1, 2, 3, 4].map((attempts) => at({ attempts }))).toEqual([
      "2026-11-03T09:00:00",
      "2026-11-05T09:00:00",
      "2026-11-07T09:00:00",
      "2026-11-09T09:00:00",
    ]);
    expect(at({ attempts: 5 })).toEqual({ kind: "stop", reason: "schedule" });
  });

  it("waits for the next pay day where there was no money, if one is near, and goes on daily then", () => {
    const first = Temporal.Instant.from("2026-11-16T11:00:00Z");
    const facts = { failure: "pay_day", firstFailedAt: first, lastFailedAt: first } as const;
    expect(at(facts)).toBe("2026-11-25T09:00:00");
    const lastFailedAt = Temporal.Instant.from("2026-11-25T08:00:30Z");
    expect(at({ ...facts, attempts: 2, lastFailedAt })).toBe("2026-11-26T09:00:00");
    // Too far off: the schedule's own day.
    expect(at({ failure: "pay_day" })).toBe("2026-11-03T09:00:00");
  });

  it("never comes by itself where a card is refused for good, or where the driver must approve", () => {
    expect(at({ failure: "method" })).toEqual({ kind: "ask", for: "method" });
    expect(at({ failure: "approval" })).toEqual({ kind: "ask", for: "approval" });
  });

  it("keeps the card networks' limits whatever the schedule says", () => {
    const retryAfterDays = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
    expect(at({ attempts: 8, retryAfterDays })).toEqual({ kind: "stop", reason: "invoice_limit" });
    expect(at({ cardFailures: 10 })).toEqual({ kind: "ask", for: "method" });
  });

  it("is never on the day of the last attempt or before it, at nine on the driver's clock, also around DST", () => {
    const start = Temporal.Instant.from("2026-01-01T00:00:00Z");
    const facts = fc.record({
      failure: fc.constantFrom("retry" as const, "pay_day" as const),
      attempts: fc.integer({ min: 1, max: 7 }),
      hours: fc.integer({ min: 0, max: 9000 }),
      late: fc.integer({ min: 0, max: 700 }),
      timeZone: fc.constantFrom("Europe/Stockholm", "UTC", "Pacific/Auckland", "America/St_Johns"),
    });
    fc.assert(
      fc.property(facts, ({ hours, late, ...rest }) => {
        const firstFailedAt = start.add({ hours });
        const lastFailedAt = firstFailedAt.add({ hours: late });
        const next = nextAttempt({ ...FAILED, ...rest, firstFailedAt, lastFailedAt });
        if (next.kind !== "at") return;
        const local = next.at.toZonedDateTimeISO(rest.timeZone);
        const last = lastFailedAt.toZonedDateTimeISO(rest.timeZone).toPlainDate();
        expect(local.hour).toBe(9);
        expect(Temporal.PlainDate.compare(local.toPlainDate(), last)).toBe(1);
      }),
    );
  });
});
