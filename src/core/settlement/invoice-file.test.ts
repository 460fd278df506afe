import { describe, expect, it } from "vitest";
import { readInvoiceFile } from "./invoice-file";

describe("an operator's file of CDRs", () => {
  it("is read with comma, semicolon or tab, point or comma, quotes, and the mark of UTF-8", () => {
    const files = [
      '\uFEFFcdr_id,net\n"A-1",86.40\r\nA-2,"1,234.50"\n',
      "CDR_ID;Belopp exkl moms\nA-1;86,4\nA-2;1 234,50\n",
      "cost\tid\n86.40\tA-1\n1234.5\tA-2",
    ];
    for (const file of files) {
      expect(readInvoiceFile(file, "SEK").claims).toEqual([
        { cdrRef: "A-1", claimedMinor: 8_640n },
        { cdrRef: "A-2", claimedMinor: 123_450n },
      ]);
    }
  });

  it("keeps what it can't read, with its line and why", () => {
    const { claims, unread } = readInvoiceFile(
      'id;net\nA;1,00\n;2,00\nB;two\n"C\nD";1.230\nE;0,005\nF;-3,00\n\n',
      "SEK",
    );
    expect(claims).toEqual([
      { cdrRef: "A", claimedMinor: 100n },
      { cdrRef: "F", claimedMinor: -300n },
    ]);
    expect(unread.map(({ line, reason }) => [line, reason])).toEqual([
      [3, "no_cdr_id"],
      [4, "no_amount"],
      [5, "too_precise"],
      [7, "too_precise"],
    ]);
  });

  it("takes names alone where there is no amount, and nothing where there is no id", () => {
    expect(readInvoiceFile("cdr_id\nA\nB\n", "EUR").claims).toEqual([
      { cdrRef: "A", claimedMinor: null },
      { cdrRef: "B", claimedMinor: null },
    ]);
    expect(readInvoiceFile("who,what\nA,1\n", "EUR")).toEqual({
      claims: [],
      unread: [],
      cdrColumn: null,
      amountColumn: null,
    });
  });

  it("counts in the currency's own decimals", () => {
    const amountOf = (text: string, currency: string) =>
      readInvoiceFile(`id;net\nA;${text}`, currency).claims[0]?.claimedMinor;
    expect(amountOf("1 234", "JPY")).toBe(1_234n);
    expect(amountOf("1,234", "KWD")).toBe(1_234n);
    expect(amountOf("−0,50", "SEK")).toBe(-50n);
  });
});
