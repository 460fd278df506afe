import { describe, expect, it } from "vitest";
import { Rational } from "./rational";
import type { Bucket } from "./reference-lines";
import { type ReferencePrice, referencePrice } from "./reference-price";
import { amountOf, taxedLine } from "./reference-totals";
import { type VectorCase, vectorCases } from "./vector-cases";

/** Repeating decimals are printed with 8 places, and hours with 4. */
const TOLERANCE = Rational.of(5n, 100_000n);

const cases = vectorCases();

describe("the reference agrees with the published cases", () => {
  it("has all of them", () => {
    expect(cases).toHaveLength(42);
    expect(cases.filter(({ isErratum }) => isErratum)).toHaveLength(2);
  });

  it.each(cases.filter(({ isErratum }) => !isErratum))("$id", (vector) => {
    const price = priceOf(vector);
    if (vector.totalExcl !== null) expectNear(price.net, vector.totalExcl);
    if (vector.totalIncl !== null) expectNear(price.gross, vector.totalIncl);
    for (const [bucket, text] of Object.entries(vector.dimensions))
      expectNear(bucketOf(price, bucket as Bucket), text);
  });

  it("keeps unknown what the tariff does not tell", () => {
    expect(priceOf(caseNamed("spec-na-exclusive")).gross).toBeNull();
    expect(priceOf(caseNamed("spec-na-inclusive")).net).toBeNull();
  });
});

describe("the two printed errors are not reproduced", () => {
  it("the 2.3.0 table ignores its own step_size: 20.45 kWh are billed as 20.5", () => {
    const price = priceOf(caseNamed("spec-alt-url-table-2.3.0"));
    expect(price.net).toEqual(Rational.of(5625n, 1000n));
    expect(isNear(price.net, "5.61")).toBe(false);
    // 5.61 is what is left without the step: 0.50 + 20.45 kWh × 0.25 = 5.6125.
    const energy = price.lines.find(({ bucket }) => bucket === "ENERGY");
    expect(energy?.quantity).toEqual(Rational.of(20_500n));
  });

  it("the Saturday example was computed with 1.20 per hour, the tariff says 1.25", () => {
    const price = priceOf(caseNamed("spec-complex-saturday-prose"));
    expect(isNear(price.net, "12.28")).toBe(false);
    const time = price.lines.find(({ bucket }) => bucket === "TIME");
    expect(time?.component.price).toBe(1_250_000n);
    // 1.9 hours are 0.095 dearer than printed.
    expect(isNear(price.net?.minus(Rational.of(95n, 1000n)) ?? null, "12.28")).toBe(true);
  });
});

function caseNamed(id: string): VectorCase {
  const found = cases.find((vector) => vector.id === id);
  if (found === undefined) throw new Error(`there is no case ${id}`);
  return found;
}

function priceOf({ charge }: VectorCase): ReferencePrice {
  const result = referencePrice(charge);
  if ("refusal" in result) throw new Error(result.refusal);
  return result.price;
}

function bucketOf({ lines }: ReferencePrice, bucket: Bucket): Rational {
  return lines
    .filter((line) => line.bucket === bucket)
    .map((line) => taxedLine(line).net ?? amountOf(line))
    .reduce((sum, amount) => sum.plus(amount), Rational.ZERO);
}

function isNear(value: Rational | null, text: string): boolean {
  if (value === null) return false;
  const [whole = "", fraction = ""] = text.split(".");
  const printed = Rational.of(BigInt(whole + fraction), 10n ** BigInt(fraction.length));
  const off = value.minus(printed);
  return off.compare(TOLERANCE) <= 0 && Rational.ZERO.minus(off).compare(TOLERANCE) <= 0;
}

function expectNear(value: Rational | null, text: string): void {
  expect(isNear(value, text), `${String(value)} instead of ${text}`).toBe(true);
}
