import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { TaxedAmount } from "@/core/invoicing/totals";
import { vatAmountOf, type PriceBasis } from "@/core/money/vat-amount";
import { creditLines, type CreditSelection } from "./credit-lines";
import { creditTotals } from "./credit-totals";
import {
  leftOf,
  rateKey,
  sumByRate,
  type CreditableLine,
  type CreditedLine,
} from "./creditable-line";

const RATES = [250_000, 120_000, 60_000];

function amount(basis: PriceBasis, minor: bigint, vatRate = 250_000, country = "SE"): TaxedAmount {
  return { ...vatAmountOf(basis, minor, vatRate), category: "S", country };
}

const aLine = (basis: PriceBasis) =>
  fc
    .uniqueArray(fc.constantFrom(...RATES), { minLength: 1 })
    .chain((rates) =>
      fc.tuple(
        ...rates.map((rate) =>
          fc.bigInt({ min: 0n, max: 100_000n }).map((minor) => amount(basis, minor, rate)),
        ),
      ),
    );

const someLines = fc
  .constantFrom<PriceBasis>("gross", "net")
  .chain((basis) =>
    fc
      .array(aLine(basis), { minLength: 1, maxLength: 6 })
      .map((amounts) => ({ basis, lines: amounts.map((left, at) => ({ seq: at + 1, left })) })),
  );

const anySelection = fc.oneof(
  fc.constant<CreditSelection>({ of: "whole" }),
  fc
    .bigInt({ min: 1n, max: 200_000n })
    .map((amountMinor) => ({ of: "amount", amountMinor }) as const),
  fc
    .uniqueArray(fc.integer({ min: 1, max: 6 }), { minLength: 1 })
    .chain((seqs) =>
      fc.tuple(
        ...seqs.map((seq) =>
          fc.oneof(
            fc.constant({ seq, part: { of: "all" as const } }),
            fc
              .bigInt({ min: 1n, max: 120_000n })
              .map((amountMinor) => ({ seq, part: { of: "amount" as const, amountMinor } })),
            fc
              .integer({ min: 1, max: 1_000_000 })
              .map((share) => ({ seq, part: { of: "share" as const, share } })),
          ),
        ),
      ),
    )
    .map((lines) => ({ of: "lines", lines }) as const),
);

function take(lines: readonly CreditableLine[], credited: readonly CreditedLine[]) {
  const given = new Map(credited.map(({ seq, amounts }) => [seq, amounts]));
  return lines.map(({ seq, left }) => ({ seq, left: leftOf(left, given.get(seq) ?? []) }));
}

describe("what a credit note gives back", () => {
  it("is never above what is left: of a line, of a rate, of net, VAT or gross, however many follow each other", () => {
    fc.assert(
      fc.property(
        someLines,
        fc.array(anySelection, { maxLength: 8 }),
        ({ basis, lines }, asked) => {
          let left: readonly CreditableLine[] = lines;
          for (const selection of asked) {
            const credited = creditLines(basis, left, selection);
            if (!credited.ok) continue;
            left = take(left, credited.value);
          }
          for (const rest of left.flatMap((line) => line.left)) {
            expect(rest.netMinor >= 0n && rest.vatMinor >= 0n && rest.grossMinor >= 0n).toBe(true);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it("adds up: in each rate net + VAT = gross, and the lines are the totals", () => {
    fc.assert(
      fc.property(someLines, anySelection, ({ basis, lines }, selection) => {
        const credited = creditLines(basis, lines, selection);
        if (!credited.ok) return;
        const totals = creditTotals(lines, credited.value, 0n);
        for (const row of credited.value.flatMap(({ amounts }) => amounts)) {
          expect(row.netMinor + row.vatMinor).toBe(row.grossMinor);
        }
        expect(totals.netMinor + totals.vatMinor).toBe(totals.totalMinor);
        expect(totals.totalMinor > 0n).toBe(true);
        if (selection.of === "amount") {
          const based = basis === "gross" ? totals.totalMinor : totals.netMinor;
          expect(based).toBe(selection.amountMinor);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("takes all of it in the end: what is left after parts is the rest to the last minor unit", () => {
    fc.assert(
      fc.property(someLines, anySelection, ({ basis, lines }, first) => {
        const part = creditLines(basis, lines, first);
        const left = part.ok ? take(lines, part.value) : lines;
        const rest = creditLines(basis, left, { of: "whole" });
        if (!rest.ok) return;
        for (const amounts of take(left, rest.value)) {
          expect(
            amounts.left.every(({ netMinor, vatMinor }) => netMinor === 0n && vatMinor === 0n),
          ).toBe(true);
        }
        const given = [...(part.ok ? part.value : []), ...rest.value].flatMap(
          ({ amounts }) => amounts,
        );
        const before = sumByRate(lines.flatMap(({ left: all }) => all)).filter(
          (row) => row.grossMinor > 0n,
        );
        const after = new Map(sumByRate(given).map((row) => [rateKey(row), row]));
        for (const row of before) expect(after.get(rateKey(row))).toEqual(row);
      }),
    );
  });

  it("splits the VAT by the line's own amounts: a third of 100.00 with 20.00 VAT has 6.67", () => {
    const lines = [{ seq: 1, left: [amount("gross", 10_000n)] }];
    const credited = creditLines("gross", lines, {
      of: "lines",
      lines: [{ seq: 1, part: { of: "share", share: 333_333 } }],
    });
    expect(credited).toMatchObject({
      ok: true,
      value: [{ amounts: [{ grossMinor: 3333n, vatMinor: 667n, netMinor: 2666n }] }],
    });
  });

  it("refuses what cannot be: nothing chosen, unknown or doubled lines, nothing left, more than there is", () => {
    const lines = [
      { seq: 1, left: [amount("gross", 10_000n)] },
      { seq: 2, left: [amount("gross", 0n)] },
    ];
    const of = (
      ...parts: { seq: number; part: { of: "all" } | { of: "amount"; amountMinor: bigint } }[]
    ) => creditLines("gross", lines, { of: "lines", lines: parts });
    expect(of()).toEqual({ ok: false, reason: "nothing_chosen" });
    expect(of({ seq: 3, part: { of: "all" } })).toEqual({ ok: false, reason: "unknown_line" });
    expect(of({ seq: 1, part: { of: "all" } }, { seq: 1, part: { of: "all" } })).toEqual({
      ok: false,
      reason: "line_chosen_twice",
    });
    expect(of({ seq: 2, part: { of: "all" } })).toEqual({ ok: false, reason: "nothing_left" });
    expect(of({ seq: 1, part: { of: "amount", amountMinor: 10_001n } })).toEqual({
      ok: false,
      reason: "above_line",
    });
    expect(of({ seq: 1, part: { of: "amount", amountMinor: 0n } })).toEqual({
      ok: false,
      reason: "not_positive",
    });
    expect(creditLines("gross", lines, { of: "amount", amountMinor: 10_001n })).toEqual({
      ok: false,
      reason: "above_document",
    });
  });

  it("does not give back more of a line than the document asked for, where another line took something off", () => {
    const lines = [
      { seq: 1, left: [amount("gross", 10_000n)] },
      { seq: 2, left: [amount("gross", -8000n)] },
    ];
    expect(
      creditLines("gross", lines, { of: "lines", lines: [{ seq: 1, part: { of: "all" } }] }),
    ).toEqual({ ok: false, reason: "above_document" });
    const whole = creditLines("gross", lines, { of: "whole" });
    expect(whole.ok && creditTotals(lines, whole.value, 0n).totalMinor).toBe(2000n);
    const part = creditLines("gross", lines, { of: "amount", amountMinor: 1500n });
    expect(part.ok && creditTotals(lines, part.value, 0n).totalMinor).toBe(1500n);
  });

  it("takes the rounding of the total back with the last of the document, and not before", () => {
    const lines = [{ seq: 1, left: [amount("gross", 9970n)] }];
    const most = creditLines("gross", lines, { of: "amount", amountMinor: 9000n });
    const whole = creditLines("gross", lines, { of: "whole" });
    expect(most.ok && creditTotals(lines, most.value, 30n).totalMinor).toBe(9000n);
    expect(whole.ok && creditTotals(lines, whole.value, 30n)).toMatchObject({
      totalMinor: 10_000n,
      roundingMinor: 30n,
    });
  });
});
