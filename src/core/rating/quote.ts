import { money, type Money } from "@/core/money/money";
import type { Micro, Rate } from "@/core/money/quantity";
import { micro, toMicro } from "@/core/money/quantity";
import { no, ok, type Outcome } from "@/core/outcome";
import type { Plan } from "@/core/plans/plan";
import type { Tariff } from "@/core/roaming/tariff";

import type { Basis } from "./priced-cdr";
import { courseOf, type PriceStep } from "./quote-course";
import { limitsOf, type QuoteLimit } from "./quote-limits";
import { type QuoteLine, quoteLines } from "./quote-lines";
import { type QuoteShare, quoteShares } from "./quote-shares";
import { layCharge, type LaidCharge, type PlannedCharge } from "./quote-plan";
import { type PlanTerms, priceByTerms, type QuoteRefusal, termsOf, unitOf } from "./quote-terms";
import { segmentCharge } from "./segment-charge";

export type { QuoteRefusal };

/** The charge that a quote speaks of where the driver has none in mind: 30 kWh in 40 minutes. */
export const EXAMPLE: PlannedCharge = { energy: micro("30"), minutes: 40 };
const ENOUGH_POWER = micro("45");

/** How far ahead a fee for staying on is looked for. */
const IDLE_HORIZON = { hours: 24 } as const;

/**
 * What a driver would pay at a connector for a charge that begins at `at`. Only data of core types, so
 * that `toJson` stores it without loss.
 */
export type Quote = {
  readonly currency: string;
  /** Whether the unit prices contain VAT. The example always does. */
  readonly basis: Basis;
  /** What `charge` costs, VAT included. */
  readonly example: Money;
  /** Unit prices that hold at `at`, 10⁻⁶ of the currency; null where there is none. */
  readonly perKwh: Micro | null;
  readonly perMinute: Micro | null;
  readonly perSession: Micro | null;
  /** For each minute plugged in without charging, right after the charge. */
  readonly perIdleMinute: Micro | null;
  readonly charge: {
    readonly energy: Micro;
    readonly startAt: Temporal.Instant;
    readonly chargedAt: Temporal.Instant;
    /** Whether it takes longer than was asked, because the connector gives no more. */
    readonly isStretched: boolean;
  };
  /** The example part by part; they add up to it. */
  readonly lines: readonly QuoteLine[];
  /** The same apart by who asks for it; they add up to it too. */
  readonly shares: readonly QuoteShare[];
  /** What of the example is VAT. */
  readonly vatMinor: bigint;
  readonly vatRate: Rate;
  /** Other unit prices that begin to hold during the charge. */
  readonly changes: readonly PriceStep[];
  /** From the end of the charge on for a day: what staying plugged in costs, and when that changes. */
  readonly idle: readonly PriceStep[];
  readonly limits: readonly QuoteLimit[];
};

export type QuoteInput = {
  readonly plan: Plan;
  /** The CPO's tariffs of the connector; an own tariff needs none. */
  readonly tariffs: readonly Tariff[];
  /** VAT where the connector stands; null where it is not known. */
  readonly vatRate: Rate | null;
  /** IANA name of the Location's zone; null if unknown. */
  readonly timeZone: string | null;
  readonly at: Temporal.Instant;
  /** What the connector can give, 10⁻⁶ kW; null where the CPO does not say. */
  readonly power: Micro | null;
  /** Whether the connector gives direct current, which a plan may cap otherwise. */
  readonly isDc?: boolean;
  /**
   * What the driver has in mind; it takes as long as the connector needs for it. If absent, the example
   * by which connectors are compared, which takes its 40 minutes everywhere.
   */
  readonly charge?: PlannedCharge;
};

/**
 * Quotes a driver's price at a connector by his plan: our own tariff, or the CPO's tariff and the plan's
 * markup, for a charge split wherever its price changes. The unit prices are those that hold at `at`;
 * never a guess where the tariff leaves one open. The bill is priced from the CDR (Regulation (EU)
 * 2023/1804 art. 5(4) has the parts and their order).
 */
export function quoteConnector(input: QuoteInput): Outcome<Quote, QuoteRefusal> {
  const terms = termsOf(input.plan, input);
  return terms.ok ? quoteTerms(terms.value, input) : terms;
}

/** The same by terms that are fixed already. */
function quoteTerms(
  terms: PlanTerms,
  { at, power, timeZone, charge }: Pick<QuoteInput, "at" | "power" | "timeZone" | "charge">,
): Outcome<Quote, QuoteRefusal> {
  const laid = charge ? layCharge(charge, at, power) : layExample(at, power);
  const { energy } = charge ?? EXAMPLE;
  const { chargedAt, curve, isStretched } = laid;
  const times = { startDateTime: at, endDateTime: chargedAt, timeZone };
  const split = segmentCharge({ curve, ...times, tariffs: [terms.tariff] });
  const stay = { ...times, endDateTime: chargedAt.add(IDLE_HORIZON) };
  const course = courseOf(terms, { curve, ...stay });
  if (!split.ok || !course.ok) return no("unpriceable");
  const { chargingPeriods } = split.value;
  const { currency, basis } = terms;
  const cdr = { ...times, currency, chargingPeriods, totalEnergy: energy, sessionId: "quote" };
  const price = priceByTerms(terms, cdr, timeZone);
  const lines = price.ok ? quoteLines(terms, price.value, cdr) : null;
  if (!price.ok || lines === null) return no("unpriceable");
  const shares = quoteShares(terms, price.value, { cdr, lines });
  if (shares === null) return no("unpriceable");
  const [first, ...later] = course.value;
  const idle = course.value.filter(({ isCharging }) => !isCharging);
  const flat = split.value.segments[0]?.active.FLAT;
  const fee = flat && unitOf(terms, flat);
  const perSession = (fee ? toMicro(fee, "half-away") : 0n) + (terms.markup?.perSession ?? 0n);
  return ok({
    currency,
    basis,
    example: money(price.value.price.grossMinor, currency),
    perKwh: first?.perKwh ?? null,
    perMinute: first?.perMinute ?? null,
    perSession: perSession === 0n ? null : perSession,
    perIdleMinute: idle[0]?.perIdleMinute ?? null,
    charge: { energy, startAt: at, chargedAt, isStretched },
    lines,
    shares,
    vatMinor: price.value.price.vatMinor,
    vatRate: terms.vatRate,
    changes: later.filter(({ isCharging }) => isCharging),
    idle,
    limits: limitsOf(terms, price.value),
  });
}

/** The example takes its 40 minutes also where the connector is weaker; its power is the connector's then. */
function layExample(at: Temporal.Instant, power: Micro | null): LaidCharge {
  const laid = layCharge(EXAMPLE, at, null);
  const level = power !== null && power < ENOUGH_POWER ? power : ENOUGH_POWER;
  const levels = [
    { at, level },
    { at: laid.chargedAt, level: 0n },
  ];
  return { ...laid, curve: { ...laid.curve, power: levels } };
}
