import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { interestBegins, interestFor, interestStretches, latePaymentRates } from "./interest";

const day = (text: string) => Temporal.PlainDate.from(text);
const flat = (rate: number) => [{ from: day("2000-01-01"), rate }];

describe("interest on late payment", () => {
  it.each([
    // 1 000.00 at 10 % for 30 of 365 days: 8.219 → 8.22
    { when: "a common year", minor: 100_000n, from: "2025-03-01", until: "2025-03-31", is: 822n },
    // the same for 30 of 366 days: 8.197 → 8.20
    { when: "a leap year", minor: 100_000n, from: "2024-03-01", until: "2024-03-31", is: 820n },
    { when: "a whole year", minor: 100_000n, from: "2025-01-01", until: "2026-01-01", is: 10_000n },
    {
      when: "a whole leap year",
      minor: 100_000n,
      from: "2024-01-01",
      until: "2025-01-01",
      is: 10_000n,
    },
    { when: "no day", minor: 100_000n, from: "2025-03-01", until: "2025-03-01", is: 0n },
    // 73 of 365 days: 2.5 of 125, to 3 half away from zero
    { when: "a half", minor: 125n, from: "2025-01-01", until: "2025-03-15", is: 3n },
  ])("is exact at 10 % in $when", ({ minor, from, until, is }) => {
    expect(interestFor(minor, day(from), day(until), flat(100_000))).toBe(is);
  });

  it("counts each day at the rate in force on it", () => {
    const rates = [
      { from: day("2025-07-01"), rate: 100_000 },
      { from: day("2025-01-01"), rate: 110_000 },
    ];
    // 10 days at 11 % and 20 at 10 %: (110 + 200) % × 1 000.00 / 365
    expect(interestFor(100_000n, day("2025-06-21"), day("2025-07-21"), rates)).toBe(849n);
    expect(interestStretches(day("2025-06-21"), day("2025-07-21"), rates)).toEqual([
      { from: day("2025-06-21"), until: day("2025-07-01"), rate: 110_000 },
      { from: day("2025-07-01"), until: day("2025-07-21"), rate: 100_000 },
    ]);
  });

  it("bears nothing before the first rate is known", () => {
    expect(interestFor(100_000n, day("1999-01-01"), day("1999-12-31"), flat(80_000))).toBe(0n);
  });

  it("cuts a span into stretches that cover each of its days once, wherever rates and years change", () => {
    const date = fc.integer({ min: 0, max: 4000 }).map((days) => day("2019-01-01").add({ days }));
    const rates = fc.array(fc.record({ from: date, rate: fc.integer({ min: 0, max: 200_000 }) }), {
      maxLength: 5,
    });
    fc.assert(
      fc.property(date, fc.integer({ min: 0, max: 1500 }), rates, (from, length, list) => {
        const until = from.add({ days: length });
        const stretches = interestStretches(from, until, list);
        const days = stretches.map((one) => one.from.until(one.until).days);
        expect(days.every((count) => count > 0)).toBe(true);
        expect(days.reduce((a, b) => a + b, 0)).toBe(length);
        stretches.forEach((one, index) => {
          expect(one.from.equals(stretches[index - 1]?.until ?? from)).toBe(true);
          expect(one.until.subtract({ days: 1 }).year).toBe(one.from.year);
        });
      }),
    );
  });

  it("never shrinks with time or amount, and differs by at most a minor unit when a span is cut", () => {
    const amount = fc.bigInt({ min: 0n, max: 100_000_000n });
    const days = fc.integer({ min: 0, max: 900 });
    fc.assert(
      fc.property(amount, days, days, fc.integer({ min: 0, max: 200_000 }), (minor, a, b, rate) => {
        const start = day("2023-05-09");
        const middle = start.add({ days: a });
        const end = middle.add({ days: b });
        const rates = [...flat(rate), { from: day("2024-07-01"), rate: rate + 5000 }];
        const whole = interestFor(minor, start, end, rates);
        const first = interestFor(minor, start, middle, rates);
        const apart = first + interestFor(minor, middle, end, rates);
        expect(whole >= first).toBe(true);
        expect(interestFor(minor + 1n, start, end, rates) >= whole).toBe(true);
        expect(whole - apart <= 1n && apart - whole <= 1n).toBe(true);
      }),
    );
  });

  it("begins the day after the due day, or thirty days after the demand where that is later", () => {
    const invoice = { issuedOn: day("2026-10-02"), dueOn: day("2026-10-12") };
    const due = interestBegins({ interestFrom: "due_day" }, invoice);
    const thirty = interestBegins({ interestFrom: "thirty_days_after_demand" }, invoice);
    expect(due).toEqual(day("2026-10-13"));
    expect(thirty).toEqual(day("2026-11-02"));
  });

  it("is the reference rate and what the rules add, never below zero", () => {
    expect(latePaymentRates(flat(20_000), 80_000)[0]?.rate).toBe(100_000);
    expect(latePaymentRates(flat(-8_800), 5_000)[0]?.rate).toBe(0);
  });
});
