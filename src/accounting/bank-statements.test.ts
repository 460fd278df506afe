import { describe, expect, it } from "vitest";
import { openBankCsv, readBankCsv } from "./bank-csv";
import { readCamt053 } from "./camt053";
import { decimalAmount } from "./decimal-amount";
import { statementXml } from "./fixtures/camt053";
import { readXml } from "./xml-reader";

describe.each(["02", "08"] as const)("camt.053.001.%s", (version) => {
  const read = readCamt053(statementXml(version));

  it("gives every booked entry with whom and what for", () => {
    if (!read.ok) throw new Error(read.reason);
    expect(read.value.account).toBe("SE3550000000054910000003");
    expect(
      read.value.entries.map((one) => ({ ...one, bookedOn: one.bookedOn.toString() })),
    ).toMatchObject([
      { bankRef: "A1", amountMinor: 94_250n, text: "STRIPE PAYOUT", bookedOn: "2026-11-20" },
      { amountMinor: 11_880n, reference: "K-2026-000002", counterparty: "Lindqvist & Sön" },
      { bankRef: "A3/1", amountMinor: -10_000n, reference: "MSG-7" },
      { bankRef: "A3/2", amountMinor: -20_000n },
    ]);
  });

  it("tells what is pending and what it cannot read, instead of dropping it", () => {
    if (!read.ok) throw new Error(read.reason);
    expect(read.value.unread).toMatchObject([
      { line: 4, reason: "not_booked" },
      { line: 5, reason: "no_amount" },
    ]);
  });
});

describe("XML", () => {
  it("with a document type is refused: no entity is ever expanded", () => {
    const bomb = '<!DOCTYPE a [<!ENTITY b "cc">]><a>&b;</a>';
    expect(readXml(bomb).ok).toBe(false);
    expect(readXml("<a><b></a></b>").ok).toBe(false);
    expect(readXml("<a>").ok).toBe(false);
    expect(readXml("<a/><b/>").ok).toBe(false);
    expect(readXml(`${"<a>".repeat(80)}${"</a>".repeat(80)}`).ok).toBe(false);
    expect(readCamt053("<Document><Other/></Document>")).toMatchObject({ reason: "not-camt053" });
  });
});

describe("an amount of a bank", () => {
  it.each([
    ["-1 234,50", -123_450n],
    ["1.234,50", 123_450n],
    ["1,234.50", 123_450n],
    ["1\u00A0234\u202F567,8", 123_456_780n],
    ["\u2212100", -10_000n],
    ["100,5-", -10_050n],
    ["+7", 700n],
    ["1.234.567", 123_456_700n],
    ["0,10", 10n],
    ["12,500", null],
    ["1.234", null],
    ["1,2,3", null],
    ["12,345.6,7", null],
    ["1e3", null],
    ["", null],
    ["--5", null],
    ["0,125", null],
  ])("%s is %s öre", (text, minor) => {
    expect(decimalAmount(text, "SEK")).toBe(minor);
  });

  it("has the decimals of its currency", () => {
    expect(decimalAmount("1234", "JPY")).toBe(1_234n);
    expect(decimalAmount("1,5", "JPY")).toBeNull();
    expect(decimalAmount("1,00", "JPY")).toBe(1n);
    expect(decimalAmount("5", "XXX")).toBeNull();
  });
});

describe("a bank's CSV", () => {
  const rowsOf = (source: string, currency = "SEK") => {
    const csv = openBankCsv(source);
    if (!csv.ok) throw new Error(csv.reason);
    return readBankCsv(csv.value, csv.value.mapping, currency);
  };

  it("with semicolons, lines above the heading and Swedish amounts is read", () => {
    const { entries, unread } = rowsOf(
      [
        "Kontonummer;1234 56 789",
        "",
        "Bokföringsdag;Belopp;Avsändare;Rubrik;Referens;Valuta",
        '2026-11-20;"1 188,80";Astrid;"Insättning; ""OCR""";K-2026-000002;SEK',
        "2026-11-21;-12,50;;Avgift;;SEK",
        "i morgon;5,00;;;;SEK",
        "2026-11-21;fem;;;;SEK",
        "2026-02-30;5,00;;;;SEK",
      ].join("\r\n"),
    );
    expect(entries).toMatchObject([
      { amountMinor: 118_880n, text: 'Insättning; "OCR"', reference: "K-2026-000002" },
      { amountMinor: -1_250n, counterparty: null },
    ]);
    expect(unread.map(({ line, reason }) => [line, reason])).toEqual([
      [6, "no_date"],
      [7, "no_amount"],
      [8, "no_date"],
    ]);
  });

  it("with commas, and with a column for what came in and one for what went out, is read", () => {
    const { entries } = rowsOf(
      'date,description,credit,debit\n20.11.2026,Payout,"1,234.50",\n20.11.2026,Fee,,3.00\n',
      "EUR",
    );
    expect(entries.map(({ amountMinor, currency }) => [amountMinor, currency])).toEqual([
      [123_450n, "EUR"],
      [-300n, "EUR"],
    ]);
  });

  it("without a heading that can be understood is refused", () => {
    expect(openBankCsv("a;b\n1;2").ok).toBe(false);
    expect(openBankCsv("").ok).toBe(false);
  });
});
