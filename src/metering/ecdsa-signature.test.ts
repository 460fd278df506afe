import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readDerSignature, readPlainSignature, writeDerSignature } from "./ecdsa-signature";
import { fromHex } from "./decode-text";

function bytes(hex: string): Uint8Array {
  const read = fromHex(hex);
  return read.ok ? read.value : new Uint8Array();
}

describe("a signature in DER", () => {
  it("comes back as it was written", () => {
    const part = fc.bigInt({ min: 1n, max: 2n ** 384n - 1n });
    fc.assert(
      fc.property(part, part, (r, s) => {
        expect(readDerSignature(writeDerSignature({ r, s }))).toEqual({
          ok: true,
          value: { r, s },
        });
      }),
    );
  });

  it("is read where the zero that keeps a number positive is left out, or there are too many", () => {
    expect(readDerSignature(bytes("30060201e1020105"))).toMatchObject({
      value: { r: 0xe1n, s: 5n },
    });
    expect(readDerSignature(bytes("30080203000005020105"))).toMatchObject({
      value: { r: 5n, s: 5n },
    });
  });

  it.each([
    "",
    "30",
    "3106020101020105",
    "3007020101020105",
    "30060201010201",
    "30080201010201050000",
  ])("is refused in any other form: %s", (hex) =>
    expect(readDerSignature(bytes(hex)).ok).toBe(false),
  );

  it("is read as two numbers of one length, too", () => {
    expect(readPlainSignature(bytes("00010002"), 2)).toEqual({ ok: true, value: { r: 1n, s: 2n } });
    expect(readPlainSignature(bytes("000102"), 2).ok).toBe(false);
  });
});
