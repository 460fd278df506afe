import { describe, expect, it } from "vitest";
import { asId } from "@/core/ids";
import type { Journal } from "@/core/ledger/journal";
import { creditExpired, creditGranted, walletWithdrawn } from "./credit-moved";
import { topupReversed, topupSucceeded } from "./topup-moved";

const driverId = asId<"driver">("0198c5a0-0000-7000-8000-00000000000a");
const topupId = asId<"topup">("0198c5a0-0000-7000-8000-00000000000b");
const lotId = asId<"walletLot">("0198c5a0-0000-7000-8000-00000000000c");
const withdrawalId = asId<"other">("0198c5a0-0000-7000-8000-00000000000d");
const at = Temporal.Instant.from("2026-10-31T22:15:00Z");
const common = { driverId, currency: "SEK", amountMinor: 300_00n };

function legsOf(made: Journal | null): Record<string, bigint> {
  return Object.fromEntries(
    (made?.legs ?? []).map(({ account, amountMinor }) => [
      account.code.replace(driverId, "d"),
      amountMinor,
    ]),
  );
}

describe("what moves a wallet", () => {
  it("a top-up is a debt to the driver, not a sale", () => {
    const made = topupSucceeded({ ...common, topupId, paymentIntentId: "pi_1", succeededAt: at });
    expect(made?.key).toBe("stripe:pi_1:succeeded");
    expect(legsOf(made)).toEqual({ "stripe:clearing": 300_00n, "driver:d:wallet": -300_00n });
  });

  it.each([
    ["stripe", "stripe:clearing"],
    ["disputes", "disputes:receivable"],
  ] as const)("a top-up that is taken back from %s comes off the wallet", (from, account) => {
    const source = { type: "topup", id: topupId } as const;
    const made = topupReversed({ ...common, source, key: "k", from, reversedAt: at });
    expect(legsOf(made)).toEqual({ "driver:d:wallet": 300_00n, [account]: -300_00n });
  });

  it("given credit costs us goodwill, and its rest is ours again when it runs out", () => {
    expect(legsOf(creditGranted({ ...common, lotId, at }))).toEqual({
      goodwill: 300_00n,
      "driver:d:wallet": -300_00n,
    });
    const expired = creditExpired({ ...common, amountMinor: 80_00n, lotId, at });
    expect(expired?.key).toBe(`wallet-lot:${lotId}:expired:2026-10-31T22:15:00Z`);
    expect(legsOf(expired)).toEqual({ goodwill: -80_00n, "driver:d:wallet": 80_00n });
  });

  it("a withdrawal must be covered, and is owed back until it is paid", () => {
    const made = walletWithdrawn({ ...common, withdrawalId, requestedAt: at });
    expect(made?.isAuthorising).toBe(true);
    expect(legsOf(made)).toEqual({
      "driver:d:wallet": 300_00n,
      "driver:d:refund_payable": -300_00n,
    });
  });
});
