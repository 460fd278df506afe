import { money, type Money } from "@/core/money/money";
import type { Micro, Rate, Rational } from "@/core/money/quantity";
import {
  addRational,
  micro,
  multiplyRational,
  RATE_WHOLE,
  rationalOf,
  toMicro,
} from "@/core/money/quantity";
import { no, ok, type Outcome } from "@/core/outcome";
import type { Plan } from "@/core/plans/plan";
import type { ChargingPeriod } from "@/core/roaming/cdr";
import type { Tariff, TariffDimension } from "@/core/roaming/tariff";

import { priceCdr } from "./price-cdr";
import type { Basis, PricedLine } from "./priced-cdr";
import { priceRetail } from "./retail";
import type { Markup, RetailCdr, RetailPrice } from "./retail-price";
import { selectTariff } from "./select-tariff";
import { grossOf, netOf } from "./totals";

/** The charge that every quote speaks of: 30 kWh in 40 minutes. */
const EXAMPLE = { energy: micro("30"), minutes: 40 } as const;
const ENOUGH_POWER = micro("45");
const IDLE_MINUTES = 10;

/** What a driver would pay at a connector for a charge that begins at `at`. */
export type Quote = {
  readonly currency: string;
  /** Whether the unit prices contain VAT. The example always does. */
  readonly basis: Basis;
  readonly example: Money;
  /** Unit prices that hold at `at`, 10⁻⁶ of the currency; null where there is none. */
  readonly perKwh: Micro | null;
  readonly perMinute: Micro | null;
  readonly perSession: Micro | null;
  /** For each minute plugged in without charging. */
  readonly perIdleMinute: Micro | null;
};

/** Why nothing can be quoted. */
export type QuoteRefusal = "no-tariff" | "no-vat-rate" | "unpriceable" | "currency-not-covered";

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
};

/**
 * Quotes a driver's price at a connector by his plan: our own tariff, or the CPO's tariff and the plan's markup.
 * The unit prices are those that hold at `at`; never a guess where the tariff leaves one open. The bill is priced
 * from the CDR (Regulation (EU) 2023/1804 art. 5(4) has the parts and their order).
 */
export function quoteConnector(input: QuoteInput): Outcome<Quote, QuoteRefusal> {
  const { plan, vatRate } = input;
  if (vatRate === null) return no("no-vat-rate");
  return plan.mode === "own_tariff"
    ? quoteOwnTariff(input, plan, vatRate)
    : quoteCostPlus(input, plan, vatRate);
}

function quoteOwnTariff(
  { timeZone, at, power }: QuoteInput,
  { basis, tariff }: Extract<Plan, { mode: "own_tariff" }>,
  vatRate: Rate,
): Outcome<Quote, QuoteRefusal> {
  const { currency } = tariff;
  const cdr = exampleSession(at, currency, power);
  const common = { timeZone, basis, currency, mode: "own-tariff", tariff, vatRate } as const;
  const price = priceRetail({ ...common, cdr });
  const idle = priceCdr({ cdr: withIdleTime(cdr), tariffs: [tariff], timeZone });
  if (!price.ok || !idle.ok) return no("unpriceable");
  const unitOf = (line: PricedLine) => rationalOf(line.price);
  return ok(compose(basis, price.value, idle.value.lines, unitOf));
}

function quoteCostPlus(
  { tariffs, timeZone, at, power }: QuoteInput,
  { basis, prices }: Extract<Plan, { mode: "cost_plus" }>,
  vatRate: Rate,
): Outcome<Quote, QuoteRefusal> {
  const chosen = selectTariff(tariffs, at.epochMilliseconds);
  const tariff = chosen.ok ? tariffs[chosen.value] : undefined;
  if (!tariff) return no("no-tariff");
  const { currency } = tariff;
  const covered = prices.find((price) => price.currency === currency);
  if (!covered) return no("currency-not-covered");
  const cdr = exampleSession(at, currency, power);
  const cost = priceCdr({ cdr, tariffs: [tariff], timeZone });
  const idle = priceCdr({ cdr: withIdleTime(cdr), tariffs: [tariff], timeZone });
  if (!cost.ok || !idle.ok || cost.value.net === null) return no("unpriceable");
  const { markup } = covered;
  const accepted = { net: cost.value.net, currency };
  const common = { cdr, timeZone, basis, currency, mode: "cost-plus", markup, vatRate } as const;
  const price = priceRetail({ ...common, cost: accepted });
  if (!price.ok) return no("unpriceable");
  const unitOf = (line: PricedLine) => markedUp(line, { basis, markup, vatRate });
  const quote = compose(basis, price.value, idle.value.lines, unitOf);
  return ok({
    ...quote,
    perKwh: plus(quote.perKwh, markup.perKwh),
    perSession: plus(quote.perSession, markup.perSession),
  });
}

/** A unit price of the CPO as the driver pays it: in the plan's basis, with the percentage. */
function markedUp(
  line: PricedLine,
  plan: { readonly basis: Basis; readonly markup: Markup; readonly vatRate: Rate },
): Rational | null {
  const net = netOf(rationalOf(line.price), line.basis, line.tax);
  const tax = { kind: "rate", rate: plan.vatRate } as const;
  const base = net && (plan.basis === "gross" ? grossOf(net, "net", tax) : net);
  if (base === null) return null;
  const share = { n: BigInt(plan.markup.percentage), d: BigInt(RATE_WHOLE) };
  return addRational(base, multiplyRational(base, share));
}

function plus(price: Micro | null, added: Micro): Micro | null {
  return price === null && added === 0n ? null : (price ?? 0n) + added;
}

function compose(
  basis: Basis,
  price: RetailPrice,
  lines: readonly PricedLine[],
  unitOf: (line: PricedLine) => Rational | null,
): Quote {
  const find = (dimension: TariffDimension, per = 1n) => {
    const line = lines.find((one) => one.dimension === dimension && one.price !== 0n);
    const unit = line && unitOf(line);
    return unit ? toMicro({ n: unit.n, d: unit.d * per }, "half-away") : null;
  };
  return {
    currency: price.currency,
    basis,
    example: money(price.grossMinor, price.currency),
    perKwh: find("ENERGY"),
    perMinute: find("TIME", 60n),
    perSession: find("FLAT"),
    perIdleMinute: find("PARKING_TIME", 60n),
  };
}

function hours(minutes: number): Micro {
  return (BigInt(minutes) * 1_000_000n + 30n) / 60n;
}

function exampleSession(at: Temporal.Instant, currency: string, power: Micro | null): RetailCdr {
  const average = power !== null && power < ENOUGH_POWER ? power : ENOUGH_POWER;
  return {
    startDateTime: at,
    endDateTime: at.add({ minutes: EXAMPLE.minutes }),
    currency,
    totalEnergy: EXAMPLE.energy,
    sessionId: "example",
    chargingPeriods: [
      {
        startDateTime: at,
        dimensions: [
          { type: "ENERGY", volume: EXAMPLE.energy },
          { type: "TIME", volume: hours(EXAMPLE.minutes) },
          { type: "MIN_POWER", volume: average },
          { type: "MAX_POWER", volume: average },
        ],
      },
    ],
  };
}

/** The example, and then the car stays where it is: what that costs is part of the price, too. */
function withIdleTime(cdr: RetailCdr): RetailCdr {
  const idle: ChargingPeriod = {
    startDateTime: cdr.endDateTime,
    dimensions: [{ type: "PARKING_TIME", volume: hours(IDLE_MINUTES) }],
  };
  return {
    ...cdr,
    endDateTime: cdr.endDateTime.add({ minutes: IDLE_MINUTES }),
    chargingPeriods: [...cdr.chargingPeriods, idle],
  };
}
