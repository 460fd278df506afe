import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalContent, contentSha256 } from "./canonical-content";
import { readJson } from "./read-json";

function canonical(text: string): string {
  const read = readJson(new TextEncoder().encode(text));
  if (!read.ok) throw new Error(read.reason.code);
  return canonicalContent(read.value.json);
}

describe("canonical content", () => {
  it("is one for all orders, blanks and spellings of numbers", () => {
    const texts = ['{"a":2,"b":[1.50]}', '{ "b":[15e-1], "a":2.0 }', '{"b":[1.5],"a":0.2E1}'];
    expect(new Set(texts.map(canonical)).size).toBe(1);
    expect(new Set(["0", "0.0", "-0", "0e9", "-0.00"].map(canonical)).size).toBe(1);
  });

  it.each([
    ["[1,2]", "[2,1]"],
    ["1", '"1"'],
    ["1", "10"],
    ["0.1", "0.01"],
    ["-1", "1"],
    ["9007199254740993", "9007199254740992"],
    ['{"a":null}', "{}"],
    ['{"a":"b,c"}', '{"a":"b","c":""}'],
  ])("tells %s from %s", (a, b) => {
    expect(canonical(a)).not.toBe(canonical(b));
  });

  it("is the same number exactly where the values are the same", () => {
    const decimal = fc.tuple(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.nat(12));
    fc.assert(
      fc.property(decimal, fc.nat(6), ([digits, scale], zeros) => {
        // "00" is no number of JSON.
        fc.pre(digits !== 0n);
        const text = `${digits}e-${scale}`;
        const longer = `${digits}${"0".repeat(zeros)}e-${scale + zeros}`;
        expect(canonical(longer)).toBe(canonical(text));
      }),
    );
  });

  it("has a SHA-256 of 32 bytes", () => {
    expect(contentSha256({ a: "b" })).toHaveLength(32);
  });
});
