import type { Outcome } from "@/core/outcome";
import { type PriceCdrInput, priceCdr } from "@/core/rating/price-cdr";
import {
  AMOUNT_SCALE,
  type PricedCdr,
  type PricedLine,
  type Tax,
  type Unpriceable,
} from "@/core/rating/priced-cdr";
import { Rational } from "./rational";
import type { Bucket } from "./reference-lines";
import {
  type ReferenceCharge,
  type ReferencePrice,
  type ReferenceRefusal,
  referencePrice,
} from "./reference-price";
import { amountOf, type TaxGroup } from "./reference-totals";

/** What prices a CDR: the engine, or in a test something that is known to be wrong. */
export type Engine = (input: PriceCdrInput) => Outcome<PricedCdr, Unpriceable>;

/** The engine's word for each of the reference's refusals. */
const REFUSALS: Record<ReferenceRefusal, Unpriceable["code"]> = {
  "no-periods": "no-periods",
  "no-tariff": "no-tariff",
  "unknown-tariff": "unknown-tariff",
  currency: "currency-mismatch",
  "no-time-zone": "no-time-zone",
  "limit-needs-rate": "limit-needs-tax-rate",
};

type Exact = { readonly n: bigint; readonly d: bigint };

/**
 * Prices a charge with both and returns each difference as a sentence; none means that they agree:
 * on the refusal, or on net, gross, every rate's sums and every kind of line's amount, exactly.
 */
export function differencesOf(charge: ReferenceCharge, engine: Engine = priceCdr): string[] {
  const expected = referencePrice(charge);
  const priced = engine(charge);
  if ("refusal" in expected) {
    const wanted = REFUSALS[expected.refusal];
    if (priced.ok) return [`priced, though the reference refuses: ${wanted}`];
    if (priced.reason.code === wanted) return [];
    return [`refused as ${priced.reason.code}, the reference as ${wanted}`];
  }
  if (!priced.ok) return [`refused as ${priced.reason.code}, though the reference has a price`];
  return priceDifferences(expected.price, priced.value);
}

function priceDifferences(expected: ReferencePrice, priced: PricedCdr): string[] {
  return [
    ...unequal("net", expected.net, priced.net),
    ...unequal("gross", expected.gross, priced.gross),
    ...rateDifferences(expected.groups, priced),
    ...lineDifferences(expected, priced.lines),
  ];
}

function unequal(what: string, expected: Rational | null, found: Exact | null): string[] {
  const own = found === null ? null : Rational.of(found.n, found.d);
  if (own === null && expected === null) return [];
  if (own !== null && expected?.equals(own) === true) return [];
  return [`${what}: ${String(own)}, the reference ${String(expected)}`];
}

function rateDifferences(groups: readonly TaxGroup[], { taxTotals }: PricedCdr): string[] {
  const found = new Map(taxTotals.map((total) => [rateOf(total.tax), total]));
  const differences = groups.flatMap((group) => {
    const total = found.get(group.rate);
    if (total === undefined) return [`rate ${group.rate}: missing`];
    return [
      ...unequal(`net at rate ${group.rate}`, group.net, total.net),
      ...unequal(`gross at rate ${group.rate}`, group.gross, total.gross),
    ];
  });
  if (taxTotals.length > groups.length) differences.push("there are rates too many");
  return differences;
}

function rateOf(tax: Tax): TaxGroup["rate"] {
  return tax.kind === "rate" ? tax.rate : tax.kind;
}

const BUCKETS = ["ENERGY", "TIME", "PARKING_TIME", "RESERVATION", "FLAT", "FLAT_RES"] as const;

/** As priced, before what tax and limits make of it: errors that cancel each other out show here. */
function lineDifferences(expected: ReferencePrice, lines: readonly PricedLine[]): string[] {
  return BUCKETS.flatMap((bucket) =>
    unequal(
      `amount of ${bucket}`,
      expected.lines
        .filter((line) => line.bucket === bucket)
        .reduce((sum, line) => sum.plus(amountOf(line)), Rational.ZERO),
      {
        n: lines
          .filter((line) => bucketOf(line) === bucket)
          .reduce((sum, { amount }) => sum + amount, 0n),
        d: AMOUNT_SCALE,
      },
    ),
  );
}

function bucketOf({ phase, dimension }: PricedLine): Bucket {
  if (phase === "charging") return dimension;
  return dimension === "FLAT" ? "FLAT_RES" : "RESERVATION";
}
