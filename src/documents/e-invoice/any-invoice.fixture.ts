import fc from "fast-check";

import { languages } from "@/core/language";
import type { LineLabel } from "@/core/invoicing/document-parts";
import type { InvoiceDocument } from "@/core/invoicing/invoice-document";
import { aFirm, issuedInvoice, type FixtureCharge } from "@/core/invoicing/issued-invoice.fixture";
import type { PriceBasis } from "@/core/money/vat-amount";

const anyLabel: fc.Arbitrary<LineLabel> = fc.constantFrom(
  { purpose: "private", costCentre: null },
  { purpose: "business", costCentre: null },
  { purpose: "business", costCentre: { code: "4100-SYD & ÅR", name: "Sälj" } },
);

/** Any invoice that can be issued: both bases, several rates and countries, free charges, late ones, corrections. */
export const anyInvoice: fc.Arbitrary<InvoiceDocument> = fc
  .record({
    charges: fc.array(anyCharge(), { minLength: 1, maxLength: 12 }),
    priceBasis: fc.constantFrom<PriceBasis>("gross", "net"),
    currency: fc.constantFrom("SEK", "EUR", "JPY"),
    locale: fc.constantFrom(...languages),
    isAtHome: fc.boolean(),
    buyer: fc.constantFrom(null, aFirm, { ...aFirm, country: "NL", vatNumber: "NL001234567B01" }),
    bankAccount: fc.constantFrom(null, "SE45 5000 0000 0583 9825 7466", "BG 5555-0001"),
    name: fc.string({ minLength: 1, unit: "binary" }),
  })
  .map(({ charges, isAtHome, buyer, bankAccount, name, ...given }) => {
    const plain = issuedInvoice(isAtHome ? charges.map(taxedAtHome) : charges, given);
    return {
      ...plain,
      buyer: buyer ?? { ...plain.buyer, name: `Bo ${name}` },
      paymentTerms: { days: 10, bankAccount },
    };
  });

function taxedAtHome(charge: FixtureCharge): FixtureCharge {
  const amounts = charge.amounts.slice(0, 1).map(([, minor]) => [250_000, minor] as const);
  return { ...charge, supplyCountry: "SE", amounts };
}

function anyCharge(): fc.Arbitrary<FixtureCharge> {
  const amount = fc.tuple(
    fc.constantFrom(250_000, 120_000, 210_000, 55_000),
    fc.oneof(fc.bigInt({ min: 0n, max: 200_000n }), fc.bigInt({ min: -5_000n, max: 0n })),
  );
  return fc
    .record({
      place: fc.oneof(fc.constant(""), fc.string({ unit: "binary", maxLength: 30 })),
      supplyCountry: fc.constantFrom("SE", "NL"),
      energyMicroKwh: fc.oneof(fc.constant(0n), fc.bigInt({ min: 1n, max: 150_000_000n })),
      amounts: fc.uniqueArray(amount, { minLength: 1, maxLength: 2, selector: ([rate]) => rate }),
      startedAt: fc
        .integer({ min: -40 * 24, max: 31 * 24 })
        .map((hours) => Temporal.Instant.from("2026-09-30T22:00:00Z").add({ hours }).toString()),
      minutes: fc.integer({ min: 0, max: 3000 }),
      label: fc.option(anyLabel, { nil: undefined }),
    })
    .map(({ label, ...charge }) => ({ ...charge, ...(label && { label }) }));
}
