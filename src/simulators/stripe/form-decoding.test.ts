import { describe, expect, test } from "vitest";
import { checkAmount, feeOf, shown } from "./amounts";
import { decodeForm } from "./form-decoding";
import { isIban } from "./test-ibans";

describe("form decoding", () => {
  test.each([
    ["a=1&b=x%20y", { a: "1", b: "x y" }],
    ["a[b]=c&a[d][e]=f", { a: { b: "c", d: { e: "f" } } }],
    ["a[]=x&a[]=y", { a: ["x", "y"] }],
    ["a[0][b]=1&a[1][b]=2&a[0][c]=3", { a: [{ b: "1", c: "3" }, { b: "2" }] }],
    ["metadata[ö]=%F0%9F%94%8C", { metadata: { ö: "🔌" } }],
    ["a=", { a: "" }],
    ["", {}],
  ])("%s", (form, expected) => {
    expect(decodeForm(form)).toEqual(expected);
  });

  test.each(["a[b=c", "[a]=b", "a]b=c", "a[__proto__][x]=1", "constructor=1", "a=1&a[b]=2"])(
    "refuses %s",
    (form) => {
      expect(() => decodeForm(form)).toThrow(/Invalid/);
      expect(({} as Record<string, unknown>)["x"]).toBeUndefined();
    },
  );
});

describe("amounts", () => {
  test.each([
    [50, "jpy", "50 JPY"],
    [12_345, "sek", "123.45 SEK"],
    [5, "eur", "0.05 EUR"],
    [1230, "kwd", "1.230 KWD"],
  ])("%i %s is shown as %s", (amount, currency, text) => {
    expect(shown(amount, currency)).toBe(text);
  });

  test.each([
    [300, "sek"],
    [50, "eur"],
    [17_500, "huf"],
    [99_999_999, "sek"],
    [1010, "kwd"],
    [1100, "isk"],
  ])("%i %s can be charged", (amount, currency) => {
    expect(() => checkAmount(amount, currency)).not.toThrow();
  });

  test("the fee is 1.5 % and a fixed part, rounded half up", () => {
    expect([feeOf(12_500, "sek"), feeOf(10_033, "sek"), feeOf(1000, "eur")]).toEqual([
      368, 330, 40,
    ]);
  });
});

test("an IBAN is checked by its remainder", () => {
  expect(isIban("AT611904300234573201")).toBe(true);
  expect(isIban("AT611904300234573202")).toBe(false);
});
