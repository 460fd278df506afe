import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fourEyesFrom, needsTwoPeople } from "./four-eyes";

describe("from which amount on two people decide", () => {
  it("has a usual figure for every currency, in its own minor units", () => {
    expect(fourEyesFrom(undefined, "SEK")).toBe(100_000n);
    expect(fourEyesFrom({}, "EUR")).toBe(10_000n);
    expect(fourEyesFrom({}, "JPY")).toBe(10_000n);
    expect(fourEyesFrom({}, "KWD")).toBe(100_000n);
  });

  it("is the tenant's own figure where it has one, zero for always", () => {
    expect(fourEyesFrom({ SEK: "5000" }, "SEK")).toBe(5000n);
    expect(
      needsTwoPeople({
        fromMinor: fourEyesFrom({ SEK: "0" }, "SEK"),
        amountMinor: 1n,
        sameDayMinor: 0n,
      }),
    ).toBe(true);
  });

  it("cannot be kept under by splitting: the parts that one person decides stay below the limit together", () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 1n, max: 100_000n }),
        fc.array(fc.bigInt({ min: 1n, max: 50_000n }), { maxLength: 30 }),
        (fromMinor, parts) => {
          let alone = 0n;
          for (const amountMinor of parts) {
            if (!needsTwoPeople({ fromMinor, amountMinor, sameDayMinor: alone }))
              alone += amountMinor;
          }
          expect(alone < fromMinor).toBe(true);
        },
      ),
    );
  });
});
