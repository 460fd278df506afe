import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encodeCp1252, encodeCp437 } from "./code-pages";
import { writeDatev } from "./datev";
import { datevColumns } from "./datev-columns";
import { goldenFile } from "./fixtures/golden-voucher-file";
import { pairLegs } from "./pair-legs";
import { writeSie4 } from "./sie4";
import type { VoucherLeg } from "@/core/ledger/voucher";
import { writeVoucherCsv } from "./voucher-csv";

const latin = (bytes: Uint8Array) => Buffer.from(bytes).toString("latin1");
const windows = (bytes: Uint8Array) => new TextDecoder("windows-1252").decode(bytes);

describe("SIE 4", () => {
  it("is, byte for byte, what the specification of type 4I prescribes", () => {
    const { bytes, replaced } = writeSie4(goldenFile, { version: "1.0" });
    // In PC8 å is 0x86, ä 0x84, ö 0x94, Å 0x8F, Ö 0x99, ó 0xA2.
    const expected = [
      "#FLAGGA 0",
      '#PROGRAM "Kvitt" "1.0"',
      "#FORMAT PC8",
      "#GEN 20261122",
      "#SIETYP 4",
      "#ORGNR 559999-0001",
      '#FNAMN "Kvitt \\"Laddning\\" \x8Fre/\x99st AB"',
      "#RAR 0 20260101 20261231",
      "#VALUTA SEK",
      '#KONTO 1510 "Kundfordringar"',
      '#KONTO 1580 "Fordringar p\x86 kort"',
      '#KONTO 2611 "Utg\x86ende moms 25 %"',
      '#KONTO 3001 "F\x94rs\x84ljning"',
      '#VER "K" "1" 20261014 "Laddning hos ?\xA2dz Sarj ? \x94re (Kvitt 12-1)" 20261122',
      "{",
      '\t#TRANS 1510 {} 125.00 20261014 "Kund"',
      '\t#TRANS 2611 {} -25.00 20261014 "Moms"',
      '\t#TRANS 3001 {} -100.00 20261014 "Laddning"',
      "}",
      '#VER "K" "2" 20261031 "=SUM(\\"A1\\") (Kvitt 12-2)" 20261122',
      "{",
      '\t#TRANS 1580 {} 0.05 20261031 "-\x94re"',
      '\t#TRANS 1510 {} -0.05 20261031 "x"',
      "}",
      "",
    ].join("\r\n");
    expect(latin(bytes)).toBe(expected);
    // "Ł" has no plain form, and the dash has none: both can be seen.
    expect(replaced).toBe(2);
  });

  it("refuses a file over two financial years", () => {
    const periodEnd = Temporal.PlainDate.from("2027-01-01");
    expect(() => writeSie4({ ...goldenFile, periodEnd }, { version: "1" })).toThrow(
      /one financial/,
    );
  });
});

describe("DATEV", () => {
  const client = { adviser: 1001, client: 7, chart: "03", accountLength: 4 };
  const lines = windows(writeDatev(goldenFile, client).bytes).split("\r\n");

  it("has the header of version 700 with its 31 fields, and 125 columns", () => {
    expect(lines[0]).toBe(
      '"EXTF";700;21;"Buchungsstapel";13;20261122140506007;;"KV";"Kvitt";"";1001;7;20260101;4;20261001;20261031;' +
        '"Kvitt 12";"";1;0;0;"SEK";;"";;;"03";;;"";"Stapel 12"',
    );
    expect(lines[0]?.split(";")).toHaveLength(31);
    expect(datevColumns).toHaveLength(125);
    expect(new Set(datevColumns).size).toBe(125);
    expect(lines[1]).toBe(datevColumns.join(";"));
  });

  it("books each voucher from account to account, amounts positive with a decimal comma", () => {
    const rows = lines.slice(2, -1).map((line) => line.split(";"));
    expect(rows.map((row) => row.length)).toEqual([125, 125, 125]);
    const told = rows.map((row) => [...row.slice(0, 3), ...row.slice(6, 11), row[13], row[113]]);
    expect(told).toEqual([
      [
        "25,00",
        '"S"',
        '"SEK"',
        "1510",
        "2611",
        "",
        "1410",
        '"12-1"',
        '"Laddning hos ?ódz Sarj – öre"',
        "0",
      ],
      [
        "100,00",
        '"S"',
        '"SEK"',
        "1510",
        "3001",
        '"40"',
        "1410",
        '"12-1"',
        '"Laddning hos ?ódz Sarj – öre"',
        "0",
      ],
      ["0,05", '"S"', '"SEK"', "1580", "1510", "", "3110", '"12-2"', '"=SUM(""A1"")"', "0"],
    ]);
  });
});

describe("CSV", () => {
  it("lets no text of others be taken for a formula", () => {
    const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(writeVoucherCsv(goldenFile));
    const rows = text.split("\r\n");
    expect(rows[0]).toBe(
      "\uFEFFbatch,voucher,date,text,account,account_name,debit,credit,currency,leg_text",
    );
    expect(rows[4]).toBe(`12,2,2026-10-31,"'=SUM(""A1"")",1580,Fordringar på kort,0.05,,SEK,'-öre`);
    expect(rows[5]).toContain(",,0.05,SEK,x");
  });
});

describe("bookings of two sides", () => {
  const amounts = fc.array(fc.bigInt({ min: -1_000_000n, max: 1_000_000n }), {
    minLength: 1,
    maxLength: 12,
  });
  const legsOf = (values: readonly bigint[]): VoucherLeg[] => {
    const rest = -values.reduce((sum, value) => sum + value, 0n);
    return [...values, rest].map((amountMinor, index) => ({
      account: String(1000 + index),
      amountMinor,
      text: "",
      vatCode: null,
    }));
  };

  it("come to the same on every account as the voucher", () => {
    fc.assert(
      fc.property(amounts, (values) => {
        const legs = legsOf(values);
        const pairs = pairLegs(legs);
        const moved = new Map<string, bigint>();
        const add = (account: string, amount: bigint) =>
          moved.set(account, (moved.get(account) ?? 0n) + amount);
        for (const { debit, credit, amountMinor } of pairs) {
          expect(amountMinor).toBeGreaterThan(0n);
          add(debit.account, amountMinor);
          add(credit.account, -amountMinor);
        }
        for (const { account, amountMinor } of legs) {
          expect(moved.get(account) ?? 0n).toBe(amountMinor);
        }
      }),
    );
  });

  it("are refused for what does not balance", () => {
    expect(() => pairLegs(legsOf([5n]).slice(0, 1))).toThrow(/does not balance/);
  });
});

describe("code pages", () => {
  it("give every character of theirs back", () => {
    const page = new TextDecoder("windows-1252");
    const all = Uint8Array.from({ length: 96 }, (_, index) => 0xa0 + index);
    expect(encodeCp1252(page.decode(all))).toEqual({ bytes: all, replaced: 0 });
    expect([...encodeCp437("åäöÅÄÖéü").bytes]).toEqual([
      0x86, 0x84, 0x94, 0x8f, 0x8e, 0x99, 0x82, 0x81,
    ]);
    expect(encodeCp1252("€ž").bytes).toEqual(Uint8Array.of(0x80, 0x9e));
    expect(encodeCp1252("\0").replaced).toBe(0);
  });
});
