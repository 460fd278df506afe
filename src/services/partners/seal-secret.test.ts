import { describe, expect, it } from "vitest";
import { openSecret, sealSecret } from "./seal-secret";

const key = new Uint8Array(32).fill(1);

describe("sealSecret", () => {
  it("opens again with the same key, for the same owner", () => {
    expect(openSecret(key, sealSecret(key, "tökén", "partner-1"), "partner-1")).toBe("tökén");
  });

  it("never looks the same twice and does not show the text", () => {
    const first = Buffer.from(sealSecret(key, "token", "p"));
    expect(first.equals(Buffer.from(sealSecret(key, "token", "p")))).toBe(false);
    expect(first.includes("token")).toBe(false);
  });

  it("does not open with another key, for another owner, or when one bit was changed", () => {
    const sealed = sealSecret(key, "token", "partner-1");
    expect(() => openSecret(new Uint8Array(32), sealed, "partner-1")).toThrow(/KVITT_SECRET_KEY/);
    expect(() => openSecret(key, sealed, "partner-2")).toThrow();
    for (let index = 0; index < sealed.length; index++) {
      const damaged = Uint8Array.from(sealed);
      damaged[index] = (damaged[index] ?? 0) ^ 1;
      expect(() => openSecret(key, damaged, "partner-1")).toThrow();
    }
    expect(() => openSecret(key, sealed.subarray(0, 10), "partner-1")).toThrow();
  });
});
