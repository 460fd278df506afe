import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { asId } from "@/core/ids";
import { micro } from "@/core/money/quantity";
import type { Period } from "@/core/time/period";
import { prorate, secondsOf } from "./prorate";
import {
  changeDeed,
  renewDeed,
  startDeed,
  stopDeed,
  type RunningSubscription,
  type SubscribedPlan,
  type SubscriptionDeed,
} from "./subscription-deed";
import type { SubscriptionTerms } from "./subscription-terms";

const who = { timeZone: "Europe/Stockholm", currency: "SEK" };
const at = (text: string) => Temporal.Instant.from(text);

function planOf(
  name: string,
  feeMinor: bigint,
  more: Partial<SubscriptionTerms> = {},
): SubscribedPlan {
  return {
    planVersionId: asId<"planVersion">(name),
    name,
    basis: "gross",
    terms: {
      interval: "month",
      currencies: [{ currency: "SEK", feeMinor }],
      trialDays: 0,
      includedMicroKwh: micro("100"),
      freeStarts: 10,
      ...more,
    },
  };
}

function right<T>(outcome: { ok: true; value: T } | { ok: false; reason: unknown }): T {
  if (!outcome.ok) throw new Error(String(outcome.reason));
  return outcome.value;
}

function runningAfter(deed: SubscriptionDeed, before?: RunningSubscription): RunningSubscription {
  if (!deed.opened) throw new Error("nothing was opened");
  const { plan, ...stretch } = deed.opened;
  return { plan, anchorAt: deed.anchorAt ?? before?.anchorAt ?? deed.at, stretch };
}

const amounts = ({ items }: SubscriptionDeed) =>
  items.map(({ kind, amountMinor }) => [kind, amountMinor]);

describe("a deed on a subscription", () => {
  const small = planOf("Small", 99_00n);
  const large = planOf("Large", 199_00n, { includedMicroKwh: micro("300"), freeStarts: 30 });
  const november = at("2026-11-01T11:00:00Z");

  it("takes the whole fee in advance at the start", () => {
    const deed = right(startDeed(who, small, november, true));
    expect(amounts(deed)).toEqual([["subscription_fee", 99_00n]]);
    expect(deed.opened).toMatchObject({ includedMicroKwh: micro("100"), includedStarts: 10 });
  });

  it("takes nothing in a trial, which includes its share of a period, and then counts from its end", () => {
    const plan = planOf("Trial", 99_00n, { trialDays: 15 });
    const deed = right(startDeed(who, plan, november, true));
    expect(deed.items).toEqual([]);
    // 15 of the 30 days of November.
    expect(deed.opened).toMatchObject({ includedMicroKwh: micro("50"), includedStarts: 5 });
    const paid = right(renewDeed(who, runningAfter(deed), plan));
    expect(amounts(paid)).toEqual([["subscription_fee", 99_00n]]);
    expect(paid.anchorAt).toEqual(at("2026-11-16T11:00:00Z"));
    expect(startDeed(who, plan, november, false)).toMatchObject({
      value: { items: [{ amountMinor: 99_00n }] },
    });
  });

  it("gives back the unused and takes the rest, twice in one period", () => {
    const started = runningAfter(right(startDeed(who, small, november, false)));
    // After 10 of 30 days: −99.00 × 20/30 = −66.00; +199.00 × 20/30 = 132.666… → 132.67.
    const first = right(changeDeed(who, started, large, at("2026-11-11T11:00:00Z")));
    expect(amounts(first)).toEqual([
      ["proration_credit", -66_00n],
      ["proration_charge", 132_67n],
    ]);
    expect(first.cut).toEqual({ includedMicroKwh: 33_333_333n, includedStarts: 3 });
    expect(first.opened).toMatchObject({ includedMicroKwh: micro("200"), includedStarts: 20 });
    // After 20 of 30 days back: −199.00 × 10/30 = −66.333… → −66.33; +99.00 × 10/30 = 33.00.
    const second = right(
      changeDeed(who, runningAfter(first, started), small, at("2026-11-21T11:00:00Z")),
    );
    expect(amounts(second)).toEqual([
      ["proration_credit", -66_33n],
      ["proration_charge", 33_00n],
    ]);
    expect(second.opened?.period.end).toEqual(at("2026-12-01T11:00:00Z"));
  });

  it("counts what was used beyond the share of the passed time as used of the new allowance", () => {
    const started = runningAfter(right(startDeed(who, small, november, false)));
    const used = {
      ...started,
      stretch: { ...started.stretch, usedMicroKwh: micro("90"), usedStarts: 4 },
    };
    const deed = right(changeDeed(who, used, large, at("2026-11-16T11:00:00Z")));
    // Half a month: 50 of 100 kWh and 5 of 10 starts were his; 40 kWh too many, no start.
    expect(deed.opened).toMatchObject({
      includedMicroKwh: micro("150"),
      usedMicroKwh: micro("40"),
      includedStarts: 15,
      usedStarts: 0,
    });
  });

  it("begins a whole period where the interval changes, or a trial ends by the change", () => {
    const yearly = planOf("Yearly", 990_00n, { interval: "year" });
    const started = runningAfter(right(startDeed(who, small, november, false)));
    const changed = right(changeDeed(who, started, yearly, at("2026-11-16T11:00:00Z")));
    expect(amounts(changed)).toEqual([
      ["proration_credit", -49_50n],
      ["subscription_fee", 990_00n],
    ]);
    expect(changed.opened?.period.end).toEqual(at("2027-11-16T11:00:00Z"));
    const trial = planOf("Trial", 99_00n, { trialDays: 14 });
    const inTrial = runningAfter(right(startDeed(who, trial, november, true)));
    const left = right(changeDeed(who, inTrial, large, at("2026-11-05T11:00:00Z")));
    expect(amounts(left)).toEqual([["subscription_fee", 199_00n]]);
  });

  it("is refused in the second in which the stretch began, and in a currency without a fee", () => {
    const started = runningAfter(right(startDeed(who, small, november, false)));
    expect(changeDeed(who, started, large, november)).toEqual({ ok: false, reason: "too-soon" });
    const euro = { ...who, currency: "EUR" };
    expect(startDeed(euro, small, november, false)).toEqual({ ok: false, reason: "no-fee" });
  });
});

describe("proration", () => {
  const seconds = fc.integer({ min: 1, max: 40_000_000 });
  const amount = fc.bigInt({ min: 0n, max: 1_000_000_00n });
  const origin = at("2026-01-31T22:59:59Z");
  const periodOf = (from: number, until: number): Period => ({
    start: origin.add({ seconds: from }),
    end: origin.add({ seconds: until }),
  });

  it("splits an amount in parts that miss the whole by less than half a unit each", () => {
    fc.assert(
      fc.property(amount, seconds, seconds, (minor, a, b) => {
        const whole = periodOf(0, a + b);
        const sum =
          prorate(minor, periodOf(0, a), whole) + prorate(minor, periodOf(a, a + b), whole);
        const off = sum - minor;
        expect(off >= -1n && off <= 1n).toBe(true);
        expect(prorate(minor, whole, whole)).toBe(minor);
        expect(prorate(-minor, periodOf(0, a), whole)).toBe(-prorate(minor, periodOf(0, a), whole));
      }),
    );
  });

  it("leaves a driver who changes ever so often with the fees of the time that he was on each plan", () => {
    const plans = [planOf("A", 99_00n), planOf("B", 249_00n), planOf("C", 13_37n)];
    const cuts = fc.uniqueArray(fc.integer({ min: 1, max: 2_591_999 }), {
      minLength: 1,
      maxLength: 8,
    });
    fc.assert(
      fc.property(cuts, fc.integer({ min: 0, max: 2 }), (moments, first) => {
        const start = at("2026-11-01T11:00:00Z");
        const opening = right(startDeed(who, plans[first]!, start, false));
        let running = runningAfter(opening);
        let paid = opening.items.reduce((sum, one) => sum + one.amountMinor, 0n);
        const whole = running.stretch.whole;
        let owed = 0;
        let since = start;
        for (const [index, moment] of moments.toSorted((a, b) => a - b).entries()) {
          const changeAt = start.add({ seconds: moment });
          const deed = right(changeDeed(who, running, plans[(first + index + 1) % 3]!, changeAt));
          paid += deed.items.reduce((sum, one) => sum + one.amountMinor, 0n);
          owed += shareOf(running, { start: since, end: changeAt }, whole);
          expect(deed.opened!.includedMicroKwh >= 0n && deed.cut!.includedMicroKwh >= 0n).toBe(
            true,
          );
          running = runningAfter(deed, running);
          since = changeAt;
        }
        owed += shareOf(running, { start: since, end: whole.end }, whole);
        // Half a minor unit for each of the two lines of a change.
        expect(Math.abs(Number(paid) - owed)).toBeLessThanOrEqual(moments.length + 1e-6);
      }),
    );
  });

  it("gives the whole fee back to the second: what is kept and what is returned add up", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2_591_999 }), (moment) => {
        const start = at("2026-11-01T11:00:00Z");
        const running = runningAfter(right(startDeed(who, planOf("A", 99_00n), start, false)));
        const deed = right(stopDeed(who, running, start.add({ seconds: moment })));
        const back = deed.items.reduce((sum, one) => sum + one.amountMinor, 0n);
        expect(back <= 0n && back >= -99_00n).toBe(true);
      }),
    );
  });
});

function shareOf({ plan }: RunningSubscription, part: Period, whole: Period): number {
  const fee = Number(plan.terms.currencies[0]!.feeMinor);
  return (fee * Number(secondsOf(part))) / Number(secondsOf(whole));
}
