import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { shareCredit, type CreditTarget } from "./share-credit";

const some = fc.bigInt({ min: 0n, max: 10_000n });

describe("where a credit goes", () => {
  it("covers what is open before anything is given back, and its parts are the whole", () => {
    fc.assert(
      fc.property(
        some.map((total) => total + 1n),
        some,
        some,
        fc.constantFrom<CreditTarget>("wallet", "card", "account"),
        (total, openMinor, writtenOffMinor, target) => {
          const shares = shareCredit(total, { openMinor, writtenOffMinor, target });
          const { walletMinor, payableMinor } = shares;
          expect(shares.openMinor + shares.writtenOffMinor + walletMinor + payableMinor).toBe(
            total,
          );
          expect(shares.openMinor <= openMinor && shares.writtenOffMinor <= writtenOffMinor).toBe(
            true,
          );
          if (walletMinor + payableMinor > 0n) {
            expect([shares.openMinor, shares.writtenOffMinor]).toEqual([
              openMinor,
              writtenOffMinor,
            ]);
          }
        },
      ),
    );
  });

  it("goes to the wallet or is owed back, never both", () => {
    const standing = { openMinor: 300n, writtenOffMinor: 0n };
    expect(shareCredit(1000n, { ...standing, target: "wallet" })).toMatchObject({
      walletMinor: 700n,
      payableMinor: 0n,
    });
    expect(shareCredit(1000n, { ...standing, target: "card" })).toMatchObject({
      walletMinor: 0n,
      payableMinor: 700n,
    });
    expect(shareCredit(1000n, { ...standing, target: "account" })).toMatchObject({
      walletMinor: 0n,
      payableMinor: 700n,
    });
  });
});
