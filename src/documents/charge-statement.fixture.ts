import { aFirm } from "@/core/invoicing/issued-invoice.fixture";
import { micro } from "@/core/money/quantity";
import { vatAmountOf } from "@/core/money/vat-amount";
import type { ComponentItem } from "@/core/rating/explain";
import type { ChargeStatement } from "@/core/receipts/charge-statement";
import type { StatementToPrint } from "./charge-statement-view";

const at = (text: string) => Temporal.Instant.from(text);
const amount = vatAmountOf("gross", 5_600n, 250_000);

function segment(over: Partial<ComponentItem>): ComponentItem {
  return {
    kind: "component",
    phase: "charging",
    dimension: "ENERGY",
    periodIndex: 0,
    periodStart: at("2026-11-03T17:00:00Z"),
    localStart: null,
    tariffId: "T1",
    elementIndex: 0,
    componentIndex: 0,
    because: [],
    quantity: { n: 10n, d: 1n },
    unit: "kWh",
    stepAdded: { n: 0n, d: 1n },
    stepSize: 1,
    price: micro("4"),
    ...over,
  };
}

/** A charge of 12.345 kWh before and after ten, with a little rounding, on an invoice, with something given back. */
export const aStatement: ChargeStatement = {
  chargeId: "01a20668-034b-702f-a9b4-66682fee38f1",
  pageId: "01a20668-034b-702f-a9b4-66682fee38f2",
  cdrOcpiId: "NSL-C-000017",
  operator: "Nordström Laddning",
  place: "Hornstulls strand",
  address: "Hornstulls strand 4",
  city: "Stockholm",
  evseId: "SE*NSL*E1",
  supplyCountry: "SE",
  timeZone: "Europe/Stockholm",
  startedAt: at("2026-11-03T17:00:00Z"),
  endedAt: at("2026-11-03T21:30:00Z"),
  energyMicroKwh: 12_345_000n,
  meterId: "NSL-0042",
  meter: { outcome: "genuine", startKwh: "100.25", endKwh: "112.595" },
  token: "Tjänstekortet",
  planName: "Rörligt",
  basis: "gross",
  currency: "SEK",
  ...amount,
  perRate: [amount],
  lines: [
    {
      item: segment({
        periodStart: at("2026-11-03T21:00:00Z"),
        localStart: { date: 20_261_103, weekday: 2, secondsOfDay: 79_200 },
        because: [{ name: "startTime", value: "22:00" }],
        quantity: { n: 2_345n, d: 1_000n },
        price: micro("2.5"),
      }),
      basis: "gross",
      tax: { kind: "rate", rate: 250_000 },
      amount: { n: 58_625n, d: 10_000n },
    },
    {
      item: segment({ quantity: { n: 10n, d: 1n }, price: micro("5.01375") }),
      basis: "gross",
      tax: { kind: "rate", rate: 250_000 },
      amount: { n: 501_375n, d: 10_000n },
    },
  ],
  operatorPart: { amountMinor: 4_000n, currency: "SEK" },
  billedOn: { kind: "invoice", number: "K-2026-000123", issuedOn: "2026-12-01" },
  credits: [
    {
      number: "KC-2026-000001",
      issuedOn: "2026-12-05",
      perRate: [vatAmountOf("gross", 600n, 250_000)],
      ...vatAmountOf("gross", 600n, 250_000),
    },
  ],
  purpose: "business",
  costCentre: { code: "4100", name: "Syd" },
  member: "Anna",
  lateFrom: null,
  savings: null,
};

/** It in a language, for whom it is. */
export function toPrint(locale: StatementToPrint["locale"]): StatementToPrint {
  return {
    statement: aStatement,
    seller: aFirm,
    buyer: { ...aFirm, customerNumber: "C-1" },
    madeOn: "2026-12-06",
    locale,
  };
}
