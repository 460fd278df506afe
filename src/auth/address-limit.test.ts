import { describe, expect, it } from "vitest";
import { addressOf, isWithinAddressLimit } from "./address-limit";

describe("the limit per network address", () => {
  it("refuses the twenty-first request of a quarter of an hour, and forgives after it", () => {
    const answers = Array.from({ length: 21 }, (_, i) => isWithinAddressLimit("192.0.2.1", i));
    expect(answers.slice(0, 20).every(Boolean)).toBe(true);
    expect(answers[20]).toBe(false);
    expect(isWithinAddressLimit("192.0.2.2", 21)).toBe(true);
    expect(isWithinAddressLimit("192.0.2.1", 15 * 60_000)).toBe(true);
  });
  it("cannot be escaped by a header that the caller wrote himself", () => {
    const headers = new Headers({ "x-forwarded-for": "203.0.113.9, 192.0.2.7" });
    expect(addressOf(headers)).toBe("192.0.2.7");
  });
});
