import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asId } from "@/core/ids";
import { planWithdrawal, type RefundableLot } from "./plan-withdrawal";

const start = Temporal.Instant.from("2026-01-01T00:00:00Z");

function bought(
  id: string,
  age: number,
  remainingMinor: bigint,
  refundableMinor: bigint,
): RefundableLot {
  return {
    id: asId<"walletLot">(id),
    kind: "purchased",
    amountMinor: 100_000n,
    remainingMinor,
    expiresAt: null,
    createdAt: start.add({ hours: age }),
    paymentId: asId<"payment">(`pay-${id}`),
    refundableMinor,
  };
}

describe("planWithdrawal", () => {
  it("goes to the newest payment first, each within its refundable rest, the remainder by hand", () => {
    const lots = [bought("old", 1, 300n, 300n), bought("new", 2, 500n, 200n)];
    expect(planWithdrawal(lots, 600n)).toEqual({
      parts: [
        { lotId: "new", paymentId: "pay-new", amountMinor: 200n },
        { lotId: "new", paymentId: null, amountMinor: 300n },
        { lotId: "old", paymentId: "pay-old", amountMinor: 100n },
      ],
      leftMinor: 0n,
    });
  });

  it("never pays out given credit", () => {
    const given = { ...bought("g", 1, 500n, 0n), kind: "granted" as const, paymentId: null };
    expect(planWithdrawal([given], 100n)).toEqual({ parts: [], leftMinor: 100n });
  });

  it("never exceeds a lot or a payment, and accounts for every minor unit", () => {
    const lot = fc
      .tuple(fc.bigInt({ min: 0n, max: 100_000n }), fc.bigInt({ min: -10n, max: 120_000n }))
      .map(([remaining, refundable]) => ({ remaining, refundable }));
    fc.assert(
      fc.property(
        fc.array(lot, { maxLength: 8 }),
        fc.bigInt({ min: 0n, max: 500_000n }),
        (rows, asked) => {
          const lots = rows.map(({ remaining, refundable }, index) =>
            bought(String(index), index, remaining, refundable),
          );
          const { parts, leftMinor } = planWithdrawal(lots, asked);
          const sum = parts.reduce((total, part) => total + part.amountMinor, 0n);
          expect(sum + leftMinor).toBe(asked);
          for (const one of lots) {
            const own = parts.filter(({ lotId }) => lotId === one.id);
            const total = own.reduce((all, part) => all + part.amountMinor, 0n);
            expect(total <= one.remainingMinor).toBe(true);
            const railed = own.find(({ paymentId }) => paymentId !== null)?.amountMinor ?? 0n;
            expect(railed === 0n || railed <= one.refundableMinor).toBe(true);
          }
        },
      ),
    );
  });
});
