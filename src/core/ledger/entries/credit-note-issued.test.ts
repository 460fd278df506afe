import { describe, expect, it } from "vitest";
import { asId } from "@/core/ids";
import { creditNoteIssued } from "./credit-note-issued";

const NOTE = {
  creditNoteId: asId<"creditNote">("00000000-0000-7000-8000-0000000000c1"),
  driverId: asId<"driver">("00000000-0000-7000-8000-0000000000d1"),
  currency: "SEK",
  issuedAt: Temporal.Instant.from("2026-11-03T10:00:00Z"),
  lines: [
    {
      revenue: "energy",
      amounts: [
        {
          country: "SE",
          category: "S",
          vatRate: 250_000,
          netMinor: 8000n,
          vatMinor: 2000n,
          grossMinor: 10_000n,
        },
      ],
    },
  ],
} as const;

function legsOf(note: Parameters<typeof creditNoteIssued>[0]) {
  return Object.fromEntries(
    (creditNoteIssued(note)?.legs ?? []).map(({ account, amountMinor }) => [
      account.ownerId ? account.kind : account.code,
      amountMinor,
    ]),
  );
}

describe("the journal of a credit note", () => {
  it("takes revenue and VAT back against what was open, written off and paid", () => {
    const shares = {
      openMinor: 4000n,
      writtenOffMinor: 1000n,
      walletMinor: 5000n,
      payableMinor: 0n,
    };
    expect(legsOf({ ...NOTE, roundingMinor: 0n, shares })).toEqual({
      "revenue:energy": 8000n,
      "vat:SE:25": 2000n,
      driver_receivable: -4000n,
      bad_debt: -1000n,
      driver_wallet: -5000n,
    });
  });

  it("takes the rounding of the total back too", () => {
    const shares = { openMinor: 0n, writtenOffMinor: 0n, walletMinor: 0n, payableMinor: 10_030n };
    expect(legsOf({ ...NOTE, roundingMinor: 30n, shares })).toEqual({
      "revenue:energy": 8000n,
      "vat:SE:25": 2000n,
      rounding: 30n,
      driver_refund_payable: -10_030n,
    });
  });

  it("is refused where the shares are not the whole", () => {
    const shares = { openMinor: 9999n, writtenOffMinor: 0n, walletMinor: 0n, payableMinor: 0n };
    expect(() => creditNoteIssued({ ...NOTE, roundingMinor: 0n, shares })).toThrow(
      "does not balance",
    );
  });
});
