import { sumOf, vatAmountOf, type PriceBasis } from "@/core/money/vat-amount";

import type { ChargeLine, DocumentVatAmount, LineLabel } from "./document-parts";
import { exemptionsOf } from "./exemptions";
import type { InvoiceDocument } from "./invoice-document";
import type { VatCategory } from "./vat-category";
import { alignLines, documentTotals, type TaxedAmount } from "./totals";

/** A charge to be put on an invoice: where, how much energy, and what it costs at which rates. */
export interface FixtureCharge {
  readonly place: string;
  readonly supplyCountry: string;
  readonly energyMicroKwh: bigint;
  readonly amounts: readonly (readonly [
    vatRate: number,
    amountMinor: bigint,
    category?: VatCategory,
  ])[];
  readonly startedAt: string;
  readonly minutes: number;
  readonly label?: LineLabel;
}

/** An invoice as it would be issued: lines, rates and totals reckoned as they are for drivers. */
export function issuedInvoice(
  charges: readonly FixtureCharge[],
  given: Partial<InvoiceDocument> = {},
): InvoiceDocument {
  const basis: PriceBasis = given.priceBasis ?? "gross";
  const amounts = charges.map((charge) => ({
    country: charge.supplyCountry,
    amounts: charge.amounts.map(([rate, minor, category]) => ({
      ...vatAmountOf(basis, minor, rate),
      ...(category ? { category } : {}),
    })),
  }));
  const totals = documentTotals(basis, amounts);
  const aligned = alignLines(basis, amounts, totals);
  return {
    schema: "kvitt.invoice/2",
    number: "K-2026-000042",
    invoiceId: "i1",
    occasion: "monthly",
    form: "full",
    issuedOn: "2026-11-03",
    dueOn: "2026-11-13",
    locale: "sv",
    timeZone: "Europe/Stockholm",
    periodStart: "2026-09-30T22:00:00Z",
    periodEnd: "2026-10-31T23:00:00Z",
    currency: "SEK",
    seller: {
      name: "Kvitt Demo AB",
      address: ["Storgatan 1", "111 22 Stockholm"],
      town: { postalCode: "111 22", city: "Stockholm" },
      country: "SE",
      vatNumber: "SE556000461501",
      organisationNumber: "556000-4615",
      email: "faktura@kvitt.example",
    },
    buyer: {
      name: "Åsa Öberg",
      address: ["Älvgatan 2", "c/o Ek", "411 01 Göteborg"],
      town: { postalCode: "411 01", city: "Göteborg" },
      country: "SE",
      vatNumber: null,
      organisationNumber: null,
      email: "asa@kvitt.example",
      customerNumber: "10001",
    },
    planName: "Löpande",
    priceBasis: basis,
    roundingPolicy: "vat-per-rate-on-total",
    lines: charges.map((charge, index) => lineOf(charge, index + 1, aligned[index] ?? [])),
    perRate: totals.perRate.map(stored),
    netMinor: totals.netMinor.toString(),
    vatMinor: totals.vatMinor.toString(),
    roundingMinor: totals.roundingMinor.toString(),
    totalMinor: totals.totalMinor.toString(),
    exemptions: exemptionsOf(totals.perRate),
    accountingVat: null,
    suppliedFrom: charges.map(({ startedAt }) => startedAt.slice(0, 10)).toSorted()[0] ?? null,
    suppliedUntil:
      charges
        .map(({ startedAt }) => startedAt.slice(0, 10))
        .toSorted()
        .at(-1) ?? null,
    references: [],
    paymentTerms: { days: 10, bankAccount: "SE45 5000 0000 0583 9825 7466" },
    vatTrace: [],
    ...given,
  };
}

/** One charge of 20.45 kWh for 100.00 with 25 % VAT. */
export const aCharge: FixtureCharge = {
  place: "Sveavägen 44",
  supplyCountry: "SE",
  energyMicroKwh: 20_450_000n,
  amounts: [[250_000, 10_000n]],
  startedAt: "2026-10-04T18:12:00Z",
  minutes: 149,
};

/** A buyer that is a Swedish firm. */
export const aFirm: InvoiceDocument["buyer"] = {
  name: "Åkeriet AB",
  address: ["Hamngatan 3", "411 06 Göteborg"],
  town: { postalCode: "411 06", city: "Göteborg" },
  country: "SE",
  vatNumber: "SE556000461501",
  organisationNumber: null,
  email: "ekonomi@akeriet.example",
  customerNumber: "20002",
};

function lineOf(charge: FixtureCharge, seq: number, amounts: readonly TaxedAmount[]): ChargeLine {
  const sum = sumOf(amounts);
  const start = Temporal.Instant.from(charge.startedAt);
  return {
    kind: "charge",
    seq,
    chargeId: `c${seq}`,
    operator: "Nordström Laddning",
    place: charge.place,
    city: charge.place === "" ? "" : "Stockholm",
    supplyCountry: charge.supplyCountry,
    startedAt: charge.startedAt,
    endedAt: start.add({ minutes: charge.minutes }).toString(),
    lateFrom: charge.startedAt < "2026-09-30T22" ? "2026-09" : null,
    energyMicroKwh: charge.energyMicroKwh.toString(),
    netMinor: sum.netMinor.toString(),
    vatMinor: sum.vatMinor.toString(),
    grossMinor: sum.grossMinor.toString(),
    perRate: amounts.map(stored),
    explanation: [],
    ...(charge.label && { label: charge.label }),
  };
}

function stored(amount: TaxedAmount): DocumentVatAmount {
  return {
    country: amount.country,
    category: amount.category,
    vatRate: amount.vatRate,
    netMinor: amount.netMinor.toString(),
    vatMinor: amount.vatMinor.toString(),
    grossMinor: amount.grossMinor.toString(),
  };
}
