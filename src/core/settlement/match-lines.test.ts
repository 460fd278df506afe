import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { judgeInvoice, matchLines, type KnownCdr } from "./match-lines";

const cdr = (over: Partial<KnownCdr> = {}): KnownCdr => ({
  cdrId: "one",
  currency: "SEK",
  acceptedMinor: 8_640n,
  isBilledElsewhere: false,
  ...over,
});
const match = (claimed: bigint | null, known: KnownCdr | null) =>
  matchLines(
    [{ cdrRef: "nsl-1", claimedMinor: claimed }],
    new Map(known ? [["NSL-1", known]] : []),
    "SEK",
  )[0]?.state;

describe("an operator's invoice, line by line", () => {
  it("matches what was accepted, whatever the case of the id, and where it names no amount", () => {
    expect(match(8_640n, cdr())).toBe("match");
    expect(match(null, cdr())).toBe("match");
  });

  it.each([
    ["difference", 8_641n, cdr()],
    ["unknown_cdr", 8_640n, null],
    ["not_accepted", 8_640n, cdr({ acceptedMinor: null })],
    ["billed_twice", 8_640n, cdr({ isBilledElsewhere: true })],
    ["other_currency", 8_640n, cdr({ currency: "EUR" })],
  ] as const)("says %s", (state, claimed, known) => {
    expect(match(claimed, known)).toBe(state);
  });

  it("counts a CDR that is named twice once", () => {
    const lines = matchLines(
      [
        { cdrRef: "a", claimedMinor: 100n },
        { cdrRef: "A", claimedMinor: 100n },
      ],
      new Map([["A", cdr({ acceptedMinor: 100n })]]),
      "SEK",
    );
    expect(lines.map(({ state }) => state)).toEqual(["match", "billed_twice"]);
    expect(judgeInvoice(lines, 200n)).toEqual({
      acceptedMinor: 100n,
      troubles: 1,
      isPayable: false,
    });
  });

  it("is payable only where every line matches and they add up to the invoice", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.bigInt(-500n, 500n), fc.bigInt(-1n, 1n)), { minLength: 1 }),
        fc.bigInt(-1n, 1n),
        (amounts, offNet) => {
          const known = new Map(
            amounts.map(([acceptedMinor], at) => [
              `C${at}`,
              cdr({ cdrId: String(at), acceptedMinor }),
            ]),
          );
          const claims = amounts.map(([accepted, off], at) => ({
            cdrRef: `C${at}`,
            claimedMinor: accepted + off,
          }));
          const sum = amounts.reduce((total, [accepted]) => total + accepted, 0n);
          const verdict = judgeInvoice(matchLines(claims, known, "SEK"), sum + offNet);
          const isRight = amounts.every(([, off]) => off === 0n) && offNet === 0n;
          expect(verdict.isPayable).toBe(isRight);
          expect(verdict.acceptedMinor).toBe(sum);
        },
      ),
    );
  });

  it("never pays an invoice that names nothing", () => {
    expect(judgeInvoice([], 0n).isPayable).toBe(false);
  });
});
