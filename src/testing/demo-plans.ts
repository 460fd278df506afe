import { micro } from "@/core/money/quantity";
import type { Plan } from "@/core/plans/plan";
import type { Tariff } from "@/core/roaming/tariff";
import type { PlanKind } from "@/db/schema/plans";

const SINCE = Temporal.Instant.from("2025-01-01T00:00:00Z");

const COST_PLUS: Plan = {
  mode: "cost_plus",
  basis: "gross",
  prices: [
    {
      currency: "SEK",
      markup: { percentage: 80_000, perKwh: micro("0.15"), perSession: micro("2") },
    },
    {
      currency: "EUR",
      markup: { percentage: 80_000, perKwh: micro("0.015"), perSession: micro("0.2") },
    },
  ],
};

const RETAIL_TARIFF: Tariff = {
  countryCode: "SE",
  partyId: "KVT",
  id: "KVITT-FAST",
  currency: "SEK",
  taxIncluded: "YES",
  tariffAltText: [],
  elements: [
    {
      priceComponents: [{ type: "ENERGY", price: micro("4.45"), vat: 250_000, stepSize: 1 }],
      restrictions: { startTime: "22:00", endTime: "06:00", dayOfWeek: [] },
    },
    {
      priceComponents: [
        { type: "ENERGY", price: micro("6.95"), vat: 250_000, stepSize: 1 },
        { type: "PARKING_TIME", price: micro("30"), vat: 250_000, stepSize: 60 },
      ],
    },
  ],
  lastUpdated: SINCE,
};

const OWN_TARIFF: Plan = { mode: "own_tariff", basis: "gross", tariff: RETAIL_TARIFF };

/** Cheaper by the kWh, with a fee that includes some. */
const FLEX: Plan = {
  mode: "cost_plus",
  basis: "gross",
  prices: [
    {
      currency: "SEK",
      markup: { percentage: 20_000, perKwh: micro("0.05"), perSession: micro("2") },
    },
    {
      currency: "EUR",
      markup: { percentage: 20_000, perKwh: micro("0.005"), perSession: micro("0.2") },
    },
  ],
  subscription: {
    interval: "month",
    currencies: [
      { currency: "SEK", feeMinor: 99_00n, idleCap: micro("60") },
      { currency: "EUR", feeMinor: 9_90n, idleCap: micro("6") },
    ],
    trialDays: 14,
    includedMicroKwh: micro("25"),
    freeStarts: 4,
  },
};

/** A plan of the demo, before it is a row. */
export interface DemoPlan {
  readonly code: string;
  readonly name: string;
  readonly kind: PlanKind;
  readonly currency: string;
  readonly plan: Plan;
}

/** The plans that the demo's drivers have or may choose. */
export const demoPlans = {
  running: {
    code: "lopande",
    name: "Kvitt Löpande",
    kind: "postpaid",
    currency: "SEK",
    plan: COST_PLUS,
  },
  fixed: { code: "fast", name: "Kvitt Fast", kind: "postpaid", currency: "SEK", plan: OWN_TARIFF },
  prepaid: {
    code: "forskott",
    name: "Kvitt Förskott",
    kind: "prepaid",
    currency: "EUR",
    plan: COST_PLUS,
  },
  flex: { code: "flex", name: "Kvitt Flex", kind: "subscription", currency: "SEK", plan: FLEX },
} as const satisfies Record<string, DemoPlan>;
