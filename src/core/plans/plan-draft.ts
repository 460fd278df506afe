import type { Micro } from "@/core/money/quantity";
import type { PartyId } from "@/core/roaming/party";
import type { DayOfWeek, PriceComponent, Tariff, TariffElement } from "@/core/roaming/tariff";

import type { CostPlusPrice, Plan, PlanBasis } from "./plan";
import type { SubscriptionTerms } from "./subscription-terms";

/** The days on which a window of an own tariff holds. */
export const WINDOW_DAYS = ["all", "weekdays", "weekends"] as const;
export type WindowDays = (typeof WINDOW_DAYS)[number];

/** Hours in which energy has another price: "HH:MM" on the wall clock of the place, may wrap midnight. */
export type EnergyWindow = {
  readonly from: string;
  /** Exclusive. */
  readonly to: string;
  readonly days: WindowDays;
  /** 10⁻⁶ of the currency per kWh. */
  readonly price: Micro;
};

/** What an own tariff charges, 10⁻⁶ of the currency; absent: nothing. */
export type OwnPrices = {
  readonly currency: string;
  /** Per kWh, whenever no window holds. */
  readonly energy: Micro;
  readonly windows: readonly EnergyWindow[];
  /** Per minute of charging. */
  readonly perMinute?: Micro;
  /** Once a charge. */
  readonly startFee?: Micro;
  /** Per minute in which the car stays without charging. */
  readonly idlePerMinute?: Micro;
};

/** The figures of a plan version as finance decides them; `planOfDraft` makes the plan. */
export type PlanDraft = DraftPrices & { readonly subscription?: SubscriptionTerms };

type DraftPrices =
  | {
      readonly mode: "cost_plus";
      readonly basis: PlanBasis;
      readonly prices: readonly CostPlusPrice[];
    }
  | { readonly mode: "own_tariff"; readonly basis: PlanBasis; readonly own: OwnPrices };

/** Whose tariff it becomes, its name, and when it was made. */
export type DraftNames = {
  readonly party: PartyId;
  readonly tariffId: string;
  readonly at: Temporal.Instant;
};

const MINUTES = 60n;
const DAYS: Readonly<Record<WindowDays, readonly DayOfWeek[]>> = {
  all: [],
  weekdays: ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY"],
  weekends: ["SATURDAY", "SUNDAY"],
};

/** The plan of a draft. Time is billed by the started minute, energy by the Wh. */
export function planOfDraft(draft: PlanDraft, names: DraftNames): Plan {
  const { basis } = draft;
  const terms = termsOf(draft);
  if (draft.mode === "cost_plus")
    return { mode: "cost_plus", basis, prices: draft.prices, ...terms };
  const { countryCode, partyId } = names.party;
  const tariff: Tariff = {
    countryCode,
    partyId,
    id: names.tariffId,
    currency: draft.own.currency,
    taxIncluded: basis === "gross" ? "YES" : "NO",
    tariffAltText: [],
    elements: elementsOf(draft.own),
    lastUpdated: names.at,
  };
  return { mode: "own_tariff", basis, tariff, ...terms };
}

function termsOf({ subscription }: { readonly subscription?: SubscriptionTerms }) {
  return subscription && { subscription };
}

// VAT is that of the place of supply: no component states a rate.
function elementsOf({ energy, windows, perMinute, startFee, idlePerMinute }: OwnPrices) {
  const timed = (type: "TIME" | "PARKING_TIME", price: Micro | undefined): PriceComponent[] =>
    price === undefined ? [] : [{ type, price: price * MINUTES, stepSize: 60 }];
  const elements: TariffElement[] = windows.map(({ from, to, days, price }) => ({
    priceComponents: [{ type: "ENERGY", price, stepSize: 1 }],
    restrictions: { startTime: from, endTime: to, dayOfWeek: DAYS[days] },
  }));
  const always: PriceComponent[] = [
    { type: "ENERGY", price: energy, stepSize: 1 },
    ...timed("TIME", perMinute),
    ...timed("PARKING_TIME", idlePerMinute),
    ...(startFee === undefined ? [] : [{ type: "FLAT", price: startFee, stepSize: 1 } as const]),
  ];
  return [...elements, { priceComponents: always }];
}

/** The draft that a plan can be changed from; null for a tariff that says more than a draft can. */
export function draftOfPlan(plan: Plan): PlanDraft | null {
  const { basis } = plan;
  const terms = termsOf(plan);
  if (plan.mode === "cost_plus") return { mode: "cost_plus", basis, prices: plan.prices, ...terms };
  const own = ownPricesOf(plan.tariff);
  return own && { mode: "own_tariff", basis, own, ...terms };
}

function ownPricesOf({ currency, elements, minPrice, maxPrice }: Tariff): OwnPrices | null {
  const base = elements.at(-1);
  const windows = elements.slice(0, -1).map(windowOf);
  if (!base || base.restrictions || minPrice || maxPrice) return null;
  if (!windows.every((window) => window !== null)) return null;
  const types = base.priceComponents.map(({ type }) => type);
  if (new Set(types).size !== types.length) return null;
  const priceOf = (type: PriceComponent["type"]) =>
    base.priceComponents.find((component) => component.type === type)?.price;
  const [energy, time, idle, startFee] = [
    priceOf("ENERGY"),
    priceOf("TIME"),
    priceOf("PARKING_TIME"),
    priceOf("FLAT"),
  ];
  const isWhole = [time, idle].every((price) => price === undefined || price % MINUTES === 0n);
  if (energy === undefined || !isWhole) return null;
  return {
    currency,
    energy,
    windows,
    ...(time !== undefined && { perMinute: time / MINUTES }),
    ...(startFee !== undefined && { startFee }),
    ...(idle !== undefined && { idlePerMinute: idle / MINUTES }),
  };
}

function windowOf({ priceComponents, restrictions }: TariffElement): EnergyWindow | null {
  const [component] = priceComponents;
  const { startTime, endTime, dayOfWeek, ...more } = restrictions ?? { dayOfWeek: [] };
  if (priceComponents.length !== 1 || component?.type !== "ENERGY") return null;
  if (!startTime || !endTime || Object.keys(more).length > 0) return null;
  const days = WINDOW_DAYS.find((name) => isSameDays(DAYS[name], dayOfWeek));
  return days ? { from: startTime, to: endTime, days, price: component.price } : null;
}

function isSameDays(a: readonly DayOfWeek[], b: readonly DayOfWeek[]): boolean {
  return a.length === b.length && a.every((day) => b.includes(day));
}
