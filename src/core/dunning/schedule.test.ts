import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { knownDunningCountries, startingRates, startingRules } from "./country-rules";
import { bearsAdditions, feeOf, type DunningRules } from "./dunning-rules";
import { nextStepAt } from "./next-step";
import { problemsOfRules } from "./rules-problems";

const ZONE = "Europe/Stockholm";
const dueOn = Temporal.PlainDate.from("2026-10-12");
const { steps } = startingRules("SE").rules;
const local = (at: Temporal.Instant | null) =>
  at?.toZonedDateTimeISO(ZONE).toPlainDateTime().toString() ?? null;
const stepAt = (taken: number, since: string) =>
  local(nextStepAt({ steps, taken, dueOn, timeZone: ZONE, since: Temporal.Instant.from(since) }));

describe("the schedule", () => {
  it("counts its days from the due day, at nine on the driver's clock, across a change of the clocks", () => {
    expect(stepAt(0, "2026-10-13T07:00:00Z")).toBe("2026-10-17T09:00:00");
    expect(stepAt(1, "2026-10-17T07:00:10Z")).toBe("2026-10-24T09:00:00");
    expect(stepAt(2, "2026-10-24T07:00:10Z")).toBe("2026-11-01T09:00:00");
    expect(stepAt(3, "2026-11-01T08:00:10Z")).toBe("2026-11-26T09:00:00");
    expect(stepAt(4, "2026-11-26T08:00:10Z")).toBeNull();
  });

  it("keeps the days between two steps when the first was taken late", () => {
    expect(stepAt(0, "2026-12-20T10:00:00Z")).toBe("2026-12-20T11:00:00");
    expect(stepAt(1, "2026-12-20T10:00:00Z")).toBe("2026-12-27T09:00:00");
  });

  it("never has two steps within fewer days than its rules keep between them, however late the worker is", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 900 }), { minLength: 4, maxLength: 4 }),
        (late) => {
          let since = Temporal.Instant.from("2026-10-13T08:00:00Z");
          late.forEach((hours, taken) => {
            const at = nextStepAt({ steps, taken, dueOn, timeZone: ZONE, since });
            const gap =
              taken === 0 ? 0 : (steps[taken]?.afterDays ?? 0) - (steps[taken - 1]?.afterDays ?? 0);
            const before = since.toZonedDateTimeISO(ZONE).toPlainDate();
            const day = (at ?? since).toZonedDateTimeISO(ZONE).toPlainDate();
            expect(before.until(day, { largestUnit: "day" }).days).toBeGreaterThanOrEqual(gap);
            since = (at ?? since).add({ hours });
          });
        },
      ),
    );
  });
});

describe("fees", () => {
  const { rules } = startingRules("SE");
  const [reminder, , notice] = rules.steps;
  const invoice = { currency: "SEK", openMinor: 50_000n, isOfFees: false };
  if (!reminder || !notice) throw new Error("the Swedish schedule has four steps");

  it("of a reminder are asked for only where the terms name them, of a collection letter by law", () => {
    const agreed: DunningRules = { ...rules, termsNameFees: true };
    expect([rules, agreed].map((one) => feeOf(one, reminder, invoice))).toEqual([0n, 6_000n]);
    expect([rules, agreed].map((one) => feeOf(one, notice, invoice))).toEqual([18_000n, 18_000n]);
  });

  it("never come on fees, on next to nothing, or in a currency without one", () => {
    expect(feeOf(rules, notice, { ...invoice, isOfFees: true })).toBe(0n);
    expect(bearsAdditions(rules, { ...invoice, isOfFees: true })).toBe(false);
    expect(feeOf(rules, notice, { ...invoice, openMinor: 9_999n })).toBe(0n);
    expect(feeOf(rules, notice, { ...invoice, currency: "EUR" })).toBe(0n);
  });
});

describe("rules to start with", () => {
  it.each([...knownDunningCountries, "FR"])(
    "of %s could be published, and rates rise by date",
    (country) => {
      expect(problemsOfRules(startingRules(country).rules)).toEqual([]);
      const days = startingRates(country).map(({ validFrom }) => validFrom);
      expect(days).toEqual(days.toSorted());
    },
  );

  it("ask for neither fee nor interest in a country whose law nobody looked up", () => {
    const { rules } = startingRules("FR");
    expect(rules.interestAboveReference).toBeNull();
    expect(rules.steps.flatMap(({ fee }) => (fee ? [fee] : []))).toEqual([]);
  });
});

describe("rules that are no rules", () => {
  const { rules } = startingRules("SE");
  it.each<[string, Partial<DunningRules>]>([
    ["no_steps", { steps: [] }],
    [
      "days_fall",
      {
        steps: [
          { afterDays: 9, action: "reminder" },
          { afterDays: 3, action: "reminder" },
        ],
      },
    ],
    ["days_out_of_range", { steps: [{ afterDays: 999, action: "reminder" }] }],
    [
      "after_hand_over",
      {
        steps: [
          { afterDays: 3, action: "reminder" },
          { afterDays: 9, action: "hand_over" },
          { afterDays: 12, action: "reminder" },
        ],
      },
    ],
    ["no_reminder_first", { steps: [{ afterDays: 3, action: "block_charging" }] }],
    ["fee_currency", { steps: [{ afterDays: 3, action: "reminder", fee: { XXX: "1" } }] }],
    ["fee_amount", { steps: [{ afterDays: 3, action: "reminder", fee: { SEK: "-5" } }] }],
    [
      "fee_on_wrong_step",
      {
        steps: [
          { afterDays: 3, action: "reminder" },
          { afterDays: 5, action: "block_charging", fee: { SEK: "100" } },
        ],
      },
    ],
    ["retry_days", { retryAfterDays: [3, 3] }],
    ["too_many_retries", { retryAfterDays: [1, 2, 3, 4, 5, 6, 7, 8] }],
    ["interest_out_of_range", { interestAboveReference: 900_000 }],
  ])("are refused: %s", (problem, change) => {
    expect(problemsOfRules({ ...rules, ...change })).toContain(problem);
  });
});
