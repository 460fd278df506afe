import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asId } from "@/core/ids";
import { alignLines, documentTotals } from "@/core/invoicing/totals";
import { sumOf, vatAmountOf } from "@/core/money/vat-amount";
import type { Journal } from "@/core/ledger/journal";
import { cdrCostAccepted, cdrCostReversed } from "./cdr-cost-accepted";
import { chargeAccepted, chargeReversed } from "./charge-accepted";
import { invoiceFinalized } from "./invoice-finalized";
import { paymentSucceeded } from "./payment-succeeded";
import { stripeFee } from "./stripe-fee";

const driverId = asId<"driver">("0198c5a0-0000-7000-8000-00000000000a");
const invoiceId = asId<"invoice">("0198c5a0-0000-7000-8000-00000000000b");
const cdrId = asId<"cdr">("0198c5a0-0000-7000-8000-00000000000c");
const chargeId = asId<"charge">("0198c5a0-0000-7000-8000-00000000000d");
const paymentId = asId<"payment">("0198c5a0-0000-7000-8000-00000000000e");
const journalId = asId<"journal">("0198c5a0-0000-7000-8000-00000000000f");
const at = Temporal.Instant.from("2026-10-31T22:15:00Z");

function legsOf(made: Journal | null): Record<string, bigint> {
  return Object.fromEntries(
    (made?.legs ?? []).map(({ account, amountMinor }) => [
      account.code.replace(driverId, "d"),
      amountMinor,
    ]),
  );
}

function total(made: Journal | null): bigint {
  return (made?.legs ?? []).reduce((sum, leg) => sum + leg.amountMinor, 0n);
}

const amount = fc.bigInt({ min: -10_000_000n, max: 10_000_000n });
const basis = fc.constantFrom("gross" as const, "net" as const);
const rate = fc.constantFrom(0, 55_000, 60_000, 190_000, 210_000, 250_000);
const country = fc.constantFrom("SE", "NL", "FR");

describe("cdrCostAccepted", () => {
  it("books what we owe the operator as cost before tax", () => {
    const cost = {
      cdrId,
      party: { countryCode: "SE", partyId: "NSL" },
      currency: "SEK",
      costMinor: 8_640n,
      effectiveAt: at,
    };
    expect(cdrCostAccepted(cost)?.key).toBe(`cdr:${cdrId}:cost`);
    expect(legsOf(cdrCostAccepted(cost))).toEqual({
      "cost:roaming": 8_640n,
      "cpo:SE-NSL:payable": -8_640n,
    });
    const reversed = cdrCostReversed(cost, journalId, at);
    expect(reversed).toMatchObject({ kind: "cdr_cost_reversed", reversesId: journalId });
    expect(legsOf(reversed)).toEqual({ "cost:roaming": -8_640n, "cpo:SE-NSL:payable": 8_640n });
  });

  it("books nothing for free charging", () => {
    const party = { countryCode: "SE", partyId: "NSL" };
    expect(
      cdrCostAccepted({ cdrId, party, currency: "SEK", costMinor: 0n, effectiveAt: at }),
    ).toBeNull();
  });
});

describe("chargeAccepted", () => {
  it("owes the gross, earns the net and keeps each rate's VAT apart", () => {
    const charge = {
      chargeId,
      driverId,
      currency: "SEK",
      supplyCountry: "SE",
      effectiveAt: at,
      perRate: [vatAmountOf("gross", 10_000n, 250_000), vatAmountOf("gross", 1_060n, 60_000)],
    };
    expect(legsOf(chargeAccepted(charge))).toEqual({
      "driver:d:unbilled_receivable": 11_060n,
      "revenue:energy": -9_000n,
      "vat:SE:25": -2_000n,
      "vat:SE:6": -60n,
    });
    expect(legsOf(chargeReversed(charge, journalId, at))["revenue:energy"]).toBe(9_000n);
  });

  it("takes a prepaid driver's charge from his wallet in the same journal", () => {
    const charge = {
      chargeId,
      driverId,
      currency: "SEK",
      supplyCountry: "SE",
      effectiveAt: at,
      perRate: [vatAmountOf("gross", 10_000n, 250_000)],
      from: "wallet",
    } as const;
    const legs = { "driver:d:wallet": 10_000n, "revenue:energy": -8_000n, "vat:SE:25": -2_000n };
    expect(chargeAccepted(charge)?.key).toBe(`charge:${chargeId}`);
    expect(legsOf(chargeAccepted(charge))).toEqual(legs);
    expect(legsOf(chargeReversed(charge, journalId, at))["driver:d:wallet"]).toBe(-10_000n);
  });

  it("balances for every amount, rate and basis", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(amount, rate), { maxLength: 6 }), basis, (parts, of) => {
        const perRate = parts.map(([minor, vatRate]) => vatAmountOf(of, minor, vatRate));
        const made = chargeAccepted({
          chargeId,
          driverId,
          currency: "SEK",
          supplyCountry: "SE",
          effectiveAt: at,
          perRate,
        });
        expect(total(made)).toBe(0n);
      }),
    );
  });
});

describe("invoiceFinalized", () => {
  it("moves the öre between VAT per charge and VAT per document by one rounding leg", () => {
    const perRate = [10_01n, 10_01n, 10_01n].map((minor) => vatAmountOf("gross", minor, 250_000));
    const totals = documentTotals(
      "gross",
      perRate.map((row) => ({ country: "SE", amounts: [row] })),
    );
    expect([perRate[0]?.vatMinor, totals.vatMinor]).toEqual([200n, 601n]);
    const made = invoiceFinalized({
      invoiceId,
      driverId,
      currency: "SEK",
      finalizedAt: at,
      totalMinor: totals.grossMinor,
      perRate: totals.perRate,
      billed: perRate.map((row) => ({
        supplyCountry: "SE",
        grossMinor: row.grossMinor,
        perRate: [row],
      })),
    });
    expect(made?.key).toBe(`invoice:${invoiceId}:finalized`);
    expect(legsOf(made)).toEqual({
      "driver:d:receivable": 3_003n,
      "driver:d:unbilled_receivable": -3_003n,
      "vat:SE:25": -1n,
      rounding: 1n,
    });
  });

  it("books two countries of one rate each for itself", () => {
    const row = (minor: bigint) => [vatAmountOf("gross", minor, 210_000)];
    const billed = [
      { supplyCountry: "NL", grossMinor: 703n, perRate: row(703n) },
      { supplyCountry: "NL", grossMinor: 703n, perRate: row(703n) },
      { supplyCountry: "ES", grossMinor: 100n, perRate: row(100n) },
    ];
    const lines = billed.map(({ supplyCountry, perRate }) => ({
      country: supplyCountry,
      amounts: perRate,
    }));
    const totals = documentTotals("gross", lines);
    expect(totals.perRate).toMatchObject([
      { country: "ES", vatMinor: 17n },
      { country: "NL", vatMinor: 244n },
    ]);
    const made = invoiceFinalized({
      invoiceId,
      driverId,
      currency: "EUR",
      finalizedAt: at,
      totalMinor: totals.totalMinor,
      perRate: totals.perRate,
      billed: billed.map((fact) => ({ ...fact, perRate: fact.perRate })),
    });
    // Alone each Dutch line carries 1.22, together 2.44: nothing to move, and nothing moves to Spain.
    expect(legsOf(made)).toEqual({
      "driver:d:receivable": 1_506n,
      "driver:d:unbilled_receivable": -1_506n,
    });
  });

  it("books what the total was rounded by as rounding", () => {
    const amounts = [vatAmountOf("gross", 12_349n, 250_000)];
    const totals = documentTotals("gross", [{ country: "SE", amounts }], {
      rule: "whole_unit",
      currency: "SEK",
    });
    const made = invoiceFinalized({
      invoiceId,
      driverId,
      currency: "SEK",
      finalizedAt: at,
      totalMinor: totals.totalMinor,
      perRate: totals.perRate,
      billed: [{ supplyCountry: "SE", grossMinor: 12_349n, perRate: amounts }],
    });
    expect(legsOf(made)).toEqual({
      "driver:d:receivable": 12_300n,
      "driver:d:unbilled_receivable": -12_349n,
      rounding: 49n,
    });
  });

  it("leaves VAT in the books equal to VAT on the document, whatever was charged", () => {
    const charge = fc.tuple(
      country,
      fc.array(fc.tuple(amount, rate), { minLength: 1, maxLength: 3 }),
    );
    fc.assert(
      fc.property(fc.array(charge, { minLength: 1, maxLength: 12 }), basis, (given, of) => {
        const billed = given.map(([supplyCountry, parts]) => {
          const perRate = parts.map(([minor, vatRate]) => vatAmountOf(of, minor, vatRate));
          return { supplyCountry, perRate, grossMinor: sumOf(perRate).grossMinor };
        });
        const lines = billed.map((one) => ({ country: one.supplyCountry, amounts: one.perRate }));
        const totals = documentTotals(of, lines);
        const made = invoiceFinalized({
          invoiceId,
          driverId,
          currency: "SEK",
          finalizedAt: at,
          totalMinor: totals.grossMinor,
          perRate: totals.perRate,
          billed,
        });
        expect(total(made)).toBe(0n);
        const booked = billed.reduce((sum, one) => sum + sumOf(one.perRate).vatMinor, 0n);
        const moved = (made?.legs ?? [])
          .filter((leg) => leg.account.kind === "vat")
          .reduce((sum, leg) => sum - leg.amountMinor, 0n);
        expect(booked + moved).toBe(totals.vatMinor);
        expect(sumOf(alignLines(of, lines, totals).flat()).vatMinor).toBe(totals.vatMinor);
      }),
    );
  });
});

describe("paymentSucceeded and stripeFee", () => {
  it("clear the receivable at Stripe, and pay Stripe from what it holds", () => {
    const payment = {
      paymentId,
      paymentIntentId: "pi_1",
      driverId,
      currency: "SEK",
      amountMinor: 3_003n,
      succeededAt: at,
    };
    expect(paymentSucceeded(payment)?.key).toBe("stripe:pi_1:succeeded");
    expect(legsOf(paymentSucceeded(payment))).toEqual({
      "stripe:clearing": 3_003n,
      "driver:d:receivable": -3_003n,
    });
    const fee = {
      paymentId,
      balanceTransactionId: "txn_1",
      currency: "SEK",
      feeMinor: 225n,
      createdAt: at,
    };
    expect(stripeFee(fee)?.key).toBe("stripe:txn_1:fee");
    expect(legsOf(stripeFee(fee))).toEqual({ "stripe:fees": 225n, "stripe:clearing": -225n });
  });
});
