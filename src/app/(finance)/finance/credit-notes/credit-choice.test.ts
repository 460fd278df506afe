import { describe, expect, it } from "vitest";
import { partOf, selectionOf, type CreditFields } from "./credit-choice";

const FIELDS: CreditFields = {
  what: "whole",
  amount: "",
  lines: new Map(),
  cause: "goodwill",
  reason: "",
  target: "wallet",
};

describe("what finance writes into the credit-note dialog", () => {
  it("is an amount, a share, or all of a line", () => {
    expect(partOf(" ", "SEK")).toEqual({ of: "all" });
    expect(partOf("12,50", "SEK")).toEqual({ of: "amount", amountMinor: 1250n });
    expect(partOf("50 %", "SEK")).toEqual({ of: "share", share: 500_000 });
    expect(partOf("33,3%", "SEK")).toEqual({ of: "share", share: 333_000 });
  });

  it("is nothing as long as it is no amount above zero", () => {
    for (const text of ["0", "-5", "0 %", "-1 %", "abc", "1,234"]) {
      expect([text, partOf(text, "SEK")]).toEqual([text, null]);
    }
  });

  it("asks for nothing until it is complete, so that nothing is previewed or issued by half", () => {
    expect(selectionOf(FIELDS, "SEK")).toEqual({ of: "whole" });
    expect(selectionOf({ ...FIELDS, what: "amount" }, "SEK")).toBeNull();
    expect(selectionOf({ ...FIELDS, what: "lines" }, "SEK")).toBeNull();
    const lines = new Map([
      [1, ""],
      [3, "x"],
    ]);
    expect(selectionOf({ ...FIELDS, what: "lines", lines }, "SEK")).toBeNull();
    lines.set(3, "10");
    expect(selectionOf({ ...FIELDS, what: "lines", lines }, "SEK")).toEqual({
      of: "lines",
      lines: [
        { seq: 1, part: { of: "all" } },
        { seq: 3, part: { of: "amount", amountMinor: 1000n } },
      ],
    });
  });
});
