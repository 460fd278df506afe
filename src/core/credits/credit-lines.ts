import type { TaxedAmount } from "@/core/invoicing/totals";
import { allocate } from "@/core/money/allocate";
import { RATE_WHOLE, type Rate } from "@/core/money/quantity";
import { divRound } from "@/core/money/rounding";
import type { PriceBasis } from "@/core/money/vat-amount";
import { no, ok, type Outcome } from "@/core/outcome";
import { alignVat } from "./align-vat";
import {
  basedOn,
  rateKey,
  sumByRate,
  type CreditableLine,
  type CreditedLine,
} from "./creditable-line";
import { partOfAmounts } from "./part-of-line";

/** How much of one line: all that is left, an amount in the document's basis, or a share of what is left (10⁻⁴ %). */
export type LinePart =
  | { readonly of: "all" }
  | { readonly of: "amount"; readonly amountMinor: bigint }
  | { readonly of: "share"; readonly share: Rate };

/** What is to be credited: all that is left, an amount shared over the lines, or parts of chosen lines. */
export type CreditSelection =
  | { readonly of: "whole" }
  | { readonly of: "amount"; readonly amountMinor: bigint }
  | {
      readonly of: "lines";
      readonly lines: readonly { readonly seq: number; readonly part: LinePart }[];
    };

/** Why nothing can be credited so. */
export type CreditRefusal =
  | "nothing_chosen"
  | "nothing_left"
  | "unknown_line"
  | "line_chosen_twice"
  | "not_positive"
  | "above_line"
  | "above_document";

/**
 * What is given back of each line, with its VAT in the proportion that the line itself has, rounded once for each rate. Never more than is left: of a
 * line, of a rate on the whole document, of the document.
 */
export function creditLines(
  basis: PriceBasis,
  lines: readonly CreditableLine[],
  selection: CreditSelection,
): Outcome<readonly CreditedLine[], CreditRefusal> {
  const chosen = choose(basis, lines, selection);
  if (!chosen.ok) return chosen;
  const given = chosen.value.filter(({ amounts }) => amounts.length > 0);
  if (given.length === 0) return no("nothing_left");
  const credited = alignVat(basis, lines, given);
  return withinDocument(basis, lines, credited) ?? ok(credited);
}

function choose(
  basis: PriceBasis,
  lines: readonly CreditableLine[],
  selection: CreditSelection,
): Outcome<readonly CreditedLine[], CreditRefusal> {
  if (selection.of === "whole") return ok(lines.map(wholeLine));
  if (selection.of === "amount") return shareAmount(basis, lines, selection.amountMinor);
  const wanted = selection.lines;
  if (wanted.length === 0) return no("nothing_chosen");
  if (new Set(wanted.map(({ seq }) => seq)).size < wanted.length) return no("line_chosen_twice");
  const credited: CreditedLine[] = [];
  for (const { seq, part } of wanted) {
    const line = lines.find((one) => one.seq === seq);
    if (!line) return no("unknown_line");
    const amounts = partOfLine(basis, line, part);
    if (!amounts.ok) return amounts;
    credited.push({ seq, amounts: amounts.value });
  }
  return ok(credited.toSorted((a, b) => a.seq - b.seq));
}

function wholeLine({ seq, left }: CreditableLine): CreditedLine {
  return { seq, amounts: left.filter(({ grossMinor }) => grossMinor !== 0n) };
}

function partOfLine(
  basis: PriceBasis,
  line: CreditableLine,
  part: LinePart,
): Outcome<readonly TaxedAmount[], CreditRefusal> {
  if (part.of === "all") return ok(wholeLine(line).amounts);
  const left = line.left.reduce((sum, amount) => sum + positive(basedOn(basis, amount)), 0n);
  const wanted =
    part.of === "amount"
      ? part.amountMinor
      : divRound(left * BigInt(part.share), BigInt(RATE_WHOLE), "half-away");
  if (part.of === "share" && part.share > RATE_WHOLE) return no("above_line");
  if (wanted <= 0n) return no("not_positive");
  if (wanted > left) return no("above_line");
  return ok(partOfAmounts(basis, line.left, wanted));
}

// First over the rates, by what is left of each on the whole document, then over the lines of a rate: no rate can be
// credited above what the document has of it, also where lines of both signs meet in it.
function shareAmount(
  basis: PriceBasis,
  lines: readonly CreditableLine[],
  amountMinor: bigint,
): Outcome<readonly CreditedLine[], CreditRefusal> {
  if (amountMinor <= 0n) return no("not_positive");
  const rates = sumByRate(lines.flatMap(({ left }) => left)).filter(
    (amount) => basedOn(basis, amount) > 0n,
  );
  const whole = rates.reduce((sum, amount) => sum + basedOn(basis, amount), 0n);
  if (amountMinor > whole) return no(whole === 0n ? "nothing_left" : "above_document");
  const parts = allocate(
    amountMinor,
    rates.map((amount) => basedOn(basis, amount)),
  );
  const given = rates.flatMap((rate, index) => overLines(basis, lines, rate, parts[index] ?? 0n));
  return ok(
    lines.map(({ seq }) => ({
      seq,
      amounts: given.filter((part) => part.seq === seq).flatMap(({ amounts }) => amounts),
    })),
  );
}

function overLines(
  basis: PriceBasis,
  lines: readonly CreditableLine[],
  rate: TaxedAmount,
  partMinor: bigint,
): CreditedLine[] {
  const places = lines.flatMap(({ seq, left }) =>
    left
      .filter((amount) => rateKey(amount) === rateKey(rate) && basedOn(basis, amount) > 0n)
      .map((amount) => ({ seq, amount })),
  );
  if (places.length === 0) return [];
  const shares = allocate(
    partMinor,
    places.map(({ amount }) => basedOn(basis, amount)),
  );
  return places.map(({ seq, amount }, index) => ({
    seq,
    amounts: partOfAmounts(basis, [amount], shares[index] ?? 0n),
  }));
}

function withinDocument(
  basis: PriceBasis,
  lines: readonly CreditableLine[],
  credited: readonly CreditedLine[],
) {
  const rates = sumByRate(lines.flatMap((line) => line.left));
  const left = new Map(rates.map((amount) => [rateKey(amount), amount]));
  const given = sumByRate(credited.flatMap(({ amounts }) => amounts));
  const above = given.some((amount) => {
    const rest = left.get(rateKey(amount));
    return !rest || isAbove(amount, rest, basis);
  });
  const total = grossOf(given);
  if (above || total > grossOf(rates)) return no("above_document" as const);
  return total > 0n ? undefined : no("not_positive" as const);
}

function grossOf(amounts: readonly TaxedAmount[]): bigint {
  return amounts.reduce((sum, { grossMinor }) => sum + grossMinor, 0n);
}

// A rate whose rest is below zero takes things off: it may only be taken back as a whole, with the lines that it belongs to.
function isAbove(given: TaxedAmount, rest: TaxedAmount, basis: PriceBasis): boolean {
  const [part, whole] = [basedOn(basis, given), basedOn(basis, rest)];
  return whole < 0n ? part !== whole : part > whole || given.vatMinor > rest.vatMinor;
}

function positive(amount: bigint): bigint {
  return amount > 0n ? amount : 0n;
}
