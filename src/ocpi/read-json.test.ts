import { describe, expect, it } from "vitest";
import { JsonNumber } from "./json-value";
import { readJson } from "./read-json";

const bytes = (text: string) => new TextEncoder().encode(text);
const codeOf = (input: string | Uint8Array) => {
  const read = readJson(typeof input === "string" ? bytes(input) : input);
  return read.ok ? "read" : read.reason.code;
};

describe("a partner's JSON", () => {
  it("keeps every number as it was written, and writes it so again", () => {
    const text = '{"a":9007199254740993,"b":0.10,"c":-0,"d":[1e2,12345678901234567890.123456]}';
    const read = readJson(bytes(text));
    expect(read.ok && JSON.stringify(read.value.json)).toBe(text);
    expect(read.ok && read.value.json).toMatchObject({ b: new JsonNumber("0.10") });
  });

  it("is read in spite of a byte order mark, which is noted", () => {
    expect(readJson(bytes('\uFEFF{"a":"b"}'))).toEqual({
      ok: true,
      value: { json: { a: "b" }, notes: ["byte-order-mark"] },
    });
  });

  it.each([
    ["empty", ""],
    ["empty", " \n"],
    ["not-json", "NaN"],
    ["not-json", '{"a":NaN}'],
    ["not-json", '{"a":1,}'],
    ["not-json", '{"a":"b'],
    ["not-json", '{"a'],
    ["not-json", "}{"],
    ["bad-number", '{"a":1e999}'],
    ["bad-number", '[-1e999,{"a":"\\u0000"}]'],
    ["duplicate-key", '{"a":1,"b":2,"a":3}'],
    ["duplicate-key", '{"a":1,"\\u0061":2}'],
    ["duplicate-key", '{"x":{"a":1 , "a" : 2}}'],
    ["forbidden-key", '{"__proto__":{"admin":true}}'],
    ["forbidden-key", '{"\\u005f_proto__":{}}'],
    ["forbidden-key", '{"a":[{"constructor":1}]}'],
    ["forbidden-key", '{"a\\u0000":1}'],
    ["bad-text", '{"a":"\\ud800"}'],
    ["bad-text", '{"a":"x\\u0000y"}'],
  ])("is refused as %s: %s", (code, text) => {
    expect(codeOf(text)).toBe(code);
  });

  it("is refused where it is not UTF-8", () => {
    expect(codeOf(Uint8Array.of(0x22, 0xc3, 0x28, 0x22))).toBe("not-utf8");
  });

  it("nests 64 levels and no more, however deep it claims to go", () => {
    const nested = (levels: number) => "[".repeat(levels) + "]".repeat(levels);
    expect(codeOf(nested(64))).toBe("read");
    expect(codeOf(nested(65))).toBe("too-deep");
    expect(codeOf("[".repeat(2_000_000))).toBe("too-deep");
    expect(codeOf('{"a":'.repeat(1_000_000))).toBe("too-deep");
  });

  it("may hold the same key in different objects, and brackets and quotes in texts", () => {
    expect(codeOf('[{"a":1},{"a":1},{"b":{"b":"a\\"]}{[:"}}]')).toBe("read");
    expect(codeOf('{"a":"a","b":"a"}')).toBe("read");
  });
});
