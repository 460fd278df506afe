import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { asId } from "@/core/ids";
import { alignLines, documentTotals } from "@/core/invoicing/totals";
import { creditNoteIssued } from "@/core/ledger/entries/credit-note-issued";
import { vatAmountOf } from "@/core/money/vat-amount";
import { creditLines, type CreditSelection } from "./credit-lines";
import { creditTotals } from "./credit-totals";
import { leftOf, type CreditableLine, type CreditedLine } from "./creditable-line";
import { shareCredit, type CreditShares } from "./share-credit";
import { withinLeft } from "./within-left";

const page = readFileSync(new URL("../../../docs/credit-notes.md", import.meta.url), "utf8");

/** The invoice of docs/ledger.md: 118.80, 42.72 and 42.72 with 25 % VAT in them. */
const charges = [118_80n, 42_72n, 42_72n].map((minor) => ({
  country: "SE",
  amounts: [vatAmountOf("gross", minor, 250_000)],
}));
const aligned = alignLines("gross", charges, documentTotals("gross", charges));
const invoice: readonly CreditableLine[] = aligned.map((left, index) => ({ seq: index + 1, left }));

function take(lines: readonly CreditableLine[], credited: readonly CreditedLine[]) {
  const given = new Map(credited.map(({ seq, amounts }) => [seq, amounts]));
  return lines.map(({ seq, left }) => ({ seq, left: leftOf(left, given.get(seq) ?? []) }));
}

function credit(lines: readonly CreditableLine[], selection: CreditSelection) {
  const credited = creditLines("gross", lines, selection);
  if (!credited.ok) throw new Error(credited.reason);
  return { lines: credited.value, totals: creditTotals(lines, credited.value, 0n) };
}

function legs(credited: readonly CreditedLine[], shares: CreditShares) {
  const posted = creditNoteIssued({
    creditNoteId: asId<"creditNote">("00000000-0000-7000-8000-0000000000c1"),
    driverId: asId<"driver">("00000000-0000-7000-8000-0000000000d1"),
    currency: "SEK",
    issuedAt: Temporal.Instant.from("2026-11-10T09:00:00Z"),
    lines: credited.map(({ amounts }) => ({ revenue: "energy", amounts })),
    roundingMinor: 0n,
    shares,
  });
  return Object.fromEntries(
    (posted?.legs ?? []).map(({ account, amountMinor }) => [
      account.ownerId ? account.kind.replace("driver_", "") : account.code,
      written(amountMinor),
    ]),
  );
}

function written(minor: bigint): string {
  const size = minor < 0n ? -minor : minor;
  return `${minor < 0n ? "−" : ""}${size / 100n}.${String(size % 100n).padStart(2, "0")}`;
}

/** The row of the page's table that begins with a name, cell by cell. */
function row(name: string): string[] {
  const line = page.split("\n").find((text) => text.startsWith(`| \`${name}\``)) ?? "";
  return line
    .split("|")
    .slice(2, -1)
    .map((cell) => cell.trim());
}

describe("the example of docs/credit-notes.md", () => {
  const goodwill = credit(invoice, { of: "amount", amountMinor: 20_00n });
  const rest = take(invoice, goodwill.lines);
  const taken = withinLeft("gross", rest[0]?.left ?? [], aligned[0] ?? []);
  const credited = [{ seq: 1, amounts: taken }];
  const totals = creditTotals(rest, credited, 0n);

  it("shares the goodwill over the lines, with the VAT of each", () => {
    const parts = goodwill.lines.map(({ amounts }) =>
      amounts.map((amount) => written(amount.grossMinor)),
    );
    expect(parts).toEqual([["11.64"], ["4.18"], ["4.18"]]);
    expect([goodwill.totals.netMinor, goodwill.totals.vatMinor].map(written)).toEqual([
      "16.00",
      "4.00",
    ]);
    for (const text of ["11.64", "4.18", "16.00", "4.00"]) expect(page).toContain(text);
  });

  it("does not give the operator's charge back twice: only what is left of it", () => {
    expect([totals.totalMinor, totals.netMinor, totals.vatMinor].map(written)).toEqual([
      "107.16",
      "85.73",
      "21.43",
    ]);
    for (const text of ["107.16", "85.73", "21.43"]) expect(page).toContain(text);
  });

  it("books what its table says, cell by cell", () => {
    const first = legs(
      goodwill.lines,
      shareCredit(20_00n, { openMinor: 204_24n, writtenOffMinor: 0n, target: "wallet" }),
    );
    const second = legs(
      credited,
      shareCredit(totals.totalMinor, { openMinor: 0n, writtenOffMinor: 0n, target: "card" }),
    );
    const cell = (of: Record<string, string>, name: string) => of[name] ?? "";
    for (const name of ["revenue:energy", "vat:SE:25", "receivable", "refund_payable"]) {
      const shown = name.startsWith("re") && !name.includes(":") ? `driver:astrid:${name}` : name;
      const cells = row(shown);
      expect([shown, cells[1], cells[3]]).toEqual([shown, cell(first, name), cell(second, name)]);
    }
  });

  it("leaves sums of zero in each column, and nothing owed either way", () => {
    const rows = ["driver:astrid:receivable", "driver:astrid:refund_payable"].map(row);
    expect(rows.map((cells) => cells.at(-1))).toEqual(["0.00", "0.00"]);
  });
});
