import type { Unpriceable } from "./priced-cdr";

/** Why there is no figure of ours to hold against a claim. */
export type UnpriceableReason = Unpriceable["code"] | "not-comparable";

/** Why a CDR is held: the claim, the facts behind it, or the driver's price. */
export type HoldCode =
  | `unpriceable:${UnpriceableReason}`
  | (typeof CLAIM_CODES)[number]
  | (typeof FACT_CODES)[number]
  | (typeof CREDIT_CODES)[number]
  | (typeof DRIVER_CODES)[number];

/** What makes a hold look again, without a person: the CDR is rated anew, and the reason may be gone. */
export type ReleaseEvent =
  | "location-arrives"
  | "tariff-arrives"
  | "token-known"
  | "plan-assigned"
  | "rate-added"
  | "settings-changed"
  | "original-arrives"
  | "credit-cdr"
  | "other-cdr-decided";

/**
 * One reason to hold, as data.
 * - `severity`: `low` is a matter of order, `medium` of money, `high` may be a fault or a fraud.
 * - `decidedBy`: who may release it by a decision.
 * - `releasedBy`: what releases it by itself.
 * - `driver`: whether the driver's side waits. `facts`: who, when or how much is in doubt, so every
 *   driver's price waits; `cost`: only a price that is made from the CPO's cost; `no`: it goes on.
 */
export type HoldRule = {
  readonly severity: "low" | "medium" | "high";
  readonly decidedBy: readonly ("finance" | "operations")[];
  readonly releasedBy: readonly ReleaseEvent[];
  readonly driver: "facts" | "cost" | "no";
};

const CLAIM_CODES = [
  "mismatch",
  "disputed-reading",
  "claim-is-zero",
  "currency",
  "malformed",
  "contract-differs",
  "cumulative-tolerance",
  "second-tariff",
] as const;

const FACT_CODES = [
  "unknown-token",
  "second-cdr",
  "overlap-token",
  "overlap-evse",
  "impossible-power",
  "impossible-time",
  "unknown-place",
  "parking-while-held",
  "end-before-start",
  "in-the-future",
  "too-old",
  "too-late",
  "too-long",
  "period-outside",
  "negative-time",
  "negative-energy",
  "unit-suspect",
  "energy-differs",
  "too-much-energy",
  "negative-cost",
  "too-dear",
  "tax-below-zero",
  "zero-cost",
  "error",
] as const;

const CREDIT_CODES = ["credit", "credit-orphan", "credit-double", "credit-not-equal"] as const;

const DRIVER_CODES = [
  "no-plan",
  "unknown-country",
  "no-vat-rate",
  "driver-price",
  "no-price-in-currency",
] as const;

const finance = ["finance"] as const;
const both = ["finance", "operations"] as const;
const claim = (releasedBy: readonly ReleaseEvent[] = []): HoldRule => ({
  severity: "medium",
  decidedBy: finance,
  releasedBy: ["credit-cdr", ...releasedBy],
  driver: "cost",
});
const facts = (
  severity: HoldRule["severity"],
  releasedBy: readonly ReleaseEvent[] = [],
): HoldRule => ({
  severity,
  decidedBy: finance,
  releasedBy: ["credit-cdr", ...releasedBy],
  driver: "facts",
});
const credit = (releasedBy: readonly ReleaseEvent[]): HoldRule => ({
  severity: "medium",
  decidedBy: finance,
  releasedBy,
  driver: "facts",
});
const driver = (releasedBy: readonly ReleaseEvent[]): HoldRule => ({
  severity: "low",
  decidedBy: both,
  releasedBy,
  driver: "facts",
});

/** What to do about each reason for which a CDR is held. The words are `finance.held.*`. */
export const holdRules: { readonly [C in HoldCode]: HoldRule } = {
  mismatch: claim(["tariff-arrives", "location-arrives", "settings-changed"]),
  "disputed-reading": claim(["tariff-arrives", "settings-changed"]),
  "claim-is-zero": claim(),
  currency: claim(["tariff-arrives"]),
  malformed: claim(),
  "contract-differs": claim(["tariff-arrives", "settings-changed"]),
  "cumulative-tolerance": claim(["settings-changed"]),
  "second-tariff": claim(["settings-changed"]),
  "unpriceable:no-tariff": claim(["tariff-arrives", "location-arrives"]),
  "unpriceable:unknown-tariff": claim(["tariff-arrives"]),
  "unpriceable:malformed-tariff": claim(["tariff-arrives"]),
  "unpriceable:unread-tariff": claim(),
  "unpriceable:limit-needs-tax-rate": claim(["tariff-arrives"]),
  "unpriceable:currency-mismatch": claim(["tariff-arrives"]),
  "unpriceable:no-time-zone": claim(["location-arrives"]),
  "unpriceable:unknown-time-zone": claim(["location-arrives"]),
  "unpriceable:unknown-currency": claim(),
  "unpriceable:no-periods": claim(),
  "unpriceable:volume-out-of-range": claim(),
  "unpriceable:not-comparable": claim(["tariff-arrives"]),
  "unknown-token": { ...facts("medium", ["token-known"]), decidedBy: both },
  "second-cdr": facts("medium", ["other-cdr-decided"]),
  "overlap-token": facts("high", ["other-cdr-decided", "settings-changed"]),
  "overlap-evse": facts("high", ["other-cdr-decided", "settings-changed"]),
  "impossible-power": facts("high", ["location-arrives", "settings-changed"]),
  "impossible-time": facts("high", ["settings-changed"]),
  "unknown-place": { ...facts("low", ["location-arrives", "settings-changed"]), decidedBy: both },
  "parking-while-held": facts("medium", ["settings-changed"]),
  "end-before-start": facts("high"),
  "in-the-future": facts("medium"),
  "too-old": facts("high"),
  "too-late": { ...facts("low", ["settings-changed"]), driver: "facts" },
  "too-long": facts("medium"),
  "period-outside": facts("low"),
  "negative-time": facts("high"),
  "negative-energy": facts("high"),
  "unit-suspect": facts("high", ["settings-changed"]),
  "energy-differs": facts("high"),
  "too-much-energy": facts("high"),
  "negative-cost": claim(),
  "too-dear": facts("high"),
  "tax-below-zero": claim(),
  "zero-cost": claim(["tariff-arrives"]),
  error: { ...facts("low"), decidedBy: both, releasedBy: [] },
  credit: credit(["original-arrives"]),
  "credit-orphan": credit(["original-arrives"]),
  "credit-double": credit([]),
  "credit-not-equal": credit(["other-cdr-decided"]),
  "no-plan": driver(["plan-assigned"]),
  "unknown-country": driver(["location-arrives"]),
  "no-vat-rate": driver(["rate-added"]),
  "driver-price": driver(["plan-assigned", "rate-added"]),
  "no-price-in-currency": driver(["plan-assigned"]),
};

/** Every code. */
export const HOLD_CODES = Object.keys(holdRules) as readonly HoldCode[];

/**
 * The code of a stored reason ("unknown-token: no driver …", "unpriceable: no-tariff"); `undefined` for
 * one that no rule is written for, which only a person releases.
 */
export function holdCodeOf(stored: string): HoldCode | undefined {
  const [code = "", ...rest] = stored.split(":");
  const name = code.trim() === "unpriceable" ? `unpriceable:${rest.join(":").trim()}` : code.trim();
  return Object.hasOwn(holdRules, name) ? (name as HoldCode) : undefined;
}

/** Whether `event` may make one of the reasons vanish, so that the CDR is worth rating again. */
export function isReleasedBy(codes: readonly HoldCode[], event: ReleaseEvent): boolean {
  return codes.some((code) => holdRules[code].releasedBy.includes(event));
}

/** How the driver's side stands while a CDR is held for `codes`: the strictest of them. */
export function driverWaitsFor(codes: readonly HoldCode[]): HoldRule["driver"] {
  const all = codes.map((code) => holdRules[code].driver);
  if (all.includes("facts")) return "facts";
  return all.includes("cost") ? "cost" : "no";
}
