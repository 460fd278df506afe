import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asId } from "@/core/ids";
import { afterDraw, afterPutBack, creditOf, drawLots, putBack, type Lot } from "./lots";

const day = (n: number) => Temporal.Instant.from("2026-01-01T00:00:00Z").add({ hours: 24 * n });

function lot(id: string, values: Partial<Omit<Lot, "id">> & { readonly of: bigint }): Lot {
  const { of, ...rest } = values;
  return {
    id: asId<"walletLot">(id),
    kind: "purchased",
    amountMinor: of,
    remainingMinor: of,
    expiresAt: null,
    createdAt: day(0),
    ...rest,
  };
}

const lots = fc
  .array(
    fc.record({
      kind: fc.constantFrom("purchased" as const, "granted" as const),
      amountMinor: fc.bigInt({ min: 1n, max: 100_000n }),
      share: fc.integer({ min: 0, max: 100 }),
      expires: fc.option(fc.integer({ min: 1, max: 400 })),
      age: fc.integer({ min: 0, max: 400 }),
    }),
    { maxLength: 12 },
  )
  .map((rows) =>
    rows.map(({ kind, amountMinor, share, expires, age }, index) =>
      lot(String(index).padStart(2, "0"), {
        of: amountMinor,
        kind,
        remainingMinor: (amountMinor * BigInt(share)) / 100n,
        expiresAt: kind === "granted" && expires !== null ? day(expires) : null,
        createdAt: day(age),
      }),
    ),
  );
const amount = fc.bigInt({ min: 0n, max: 1_000_000n });

describe("drawLots", () => {
  it("takes given credit first, the soonest to expire first, then the oldest purchase", () => {
    const all = [
      lot("new", { of: 500n, createdAt: day(9) }),
      lot("old", { of: 500n, createdAt: day(1) }),
      lot("ever", { of: 30n, kind: "granted" }),
      lot("june", { of: 20n, kind: "granted", expiresAt: day(160) }),
      lot("may", { of: 10n, kind: "granted", expiresAt: day(130) }),
    ];
    expect(drawLots(all, 400n)).toEqual({
      parts: [
        { lotId: "may", amountMinor: 10n },
        { lotId: "june", amountMinor: 20n },
        { lotId: "ever", amountMinor: 30n },
        { lotId: "old", amountMinor: 340n },
      ],
      uncoveredMinor: 0n,
    });
  });

  it("loses nothing: what is drawn and what is left uncovered is what was asked, to the öre", () => {
    fc.assert(
      fc.property(lots, amount, (all, asked) => {
        const { parts, uncoveredMinor } = drawLots(all, asked);
        const drawn = parts.reduce((sum, part) => sum + part.amountMinor, 0n);
        expect(drawn + uncoveredMinor).toBe(asked);
        expect(creditOf(afterDraw(all, parts))).toBe(creditOf(all) - drawn);
        if (uncoveredMinor > 0n) expect(creditOf(afterDraw(all, parts))).toBe(0n);
      }),
    );
  });

  it("draws the same from the lots whether an amount comes at once or in two charges", () => {
    fc.assert(
      fc.property(lots, amount, amount, (all, first, second) => {
        const once = afterDraw(all, drawLots(all, first + second).parts);
        const half = afterDraw(all, drawLots(all, first).parts);
        expect(afterDraw(half, drawLots(half, second).parts)).toEqual(once);
      }),
    );
  });
});

describe("putBack", () => {
  it("gives a charge's whole draw back to the lots that it came from", () => {
    fc.assert(
      fc.property(lots, amount, (all, asked) => {
        const { parts, uncoveredMinor } = drawLots(all, asked);
        const after = afterDraw(all, parts);
        const back = putBack(after, parts, asked);
        expect(back.uncoveredMinor).toBe(uncoveredMinor);
        expect(afterPutBack(after, back.parts)).toEqual(all);
      }),
    );
  });

  it("gives a part back to what was bought before what was given", () => {
    const all = [
      lot("given", { of: 100n, remainingMinor: 0n, kind: "granted" }),
      lot("bought", { of: 100n, remainingMinor: 0n }),
    ];
    const used = all.map(({ id }) => ({ lotId: id, amountMinor: 100n }));
    expect(putBack(all, used, 150n).parts).toEqual([
      { lotId: "bought", amountMinor: 100n },
      { lotId: "given", amountMinor: 50n },
    ]);
  });
});
