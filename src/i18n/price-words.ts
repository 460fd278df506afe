import {
  formatMicro,
  formatRational,
  toMicro,
  type Micro,
  type Rational,
} from "@/core/money/quantity";
import type {
  ComponentItem,
  ExplanationItem,
  HeldRestriction,
  PromiseItem,
} from "@/core/rating/explain";
import type { TariffDimension } from "@/core/roaming/tariff";
import {
  formatDay,
  formatDecimal,
  formatDuration,
  formatEnergy,
  formatMicroMoney,
  formatMoney,
  formatRate,
  type Time,
} from "./formats";
import type { Locale } from "./locale";
import type { Say } from "./translator";

/** What is spoken with: the texts of the area `price`, the language, and the currency of the price. */
export type PriceSpeech = {
  readonly say: Say;
  readonly locale: Locale;
  readonly currency: string;
};

/** An item of an explanation as a browser has it: not every browser has Temporal. */
export type SpokenItem =
  | Exclude<ExplanationItem, ComponentItem | PromiseItem>
  | (Omit<PromiseItem, "lockedAt"> & { readonly lockedAt?: Time })
  | (Omit<ComponentItem, "periodStart"> & { readonly periodStart: Time });

/** A line of a price in words. What does not apply is an empty text or list. */
export type LineWords = {
  /** "Energy", "Your price cap, SEK 99.00". */
  readonly label: string;
  /** When it began, on the clock at the place: "16:20". */
  readonly at: string;
  /** "10.2 kWh". */
  readonly quantity: string;
  /** "SEK 3.20/kWh". */
  readonly price: string;
  /** The restrictions that held. */
  readonly because: readonly string[];
  /** What rounding up to the step size added. */
  readonly step: string;
  /** Anything else: an exchange rate, what a markup is taken of. */
  readonly note: string;
};

/** Says a line of a price, the same on every page and every document. */
export function wordsOfItem(item: SpokenItem, speech: PriceSpeech): LineWords {
  if (item.kind === "component") return wordsOfComponent(item, speech);
  const { label, note = "" } = otherWords(item, speech);
  return { label, at: "", quantity: "", price: "", because: [], step: "", note };
}

/** All of a line's words but its label, in one sentence: "16:20 · 10.2 kWh × SEK 3.20/kWh, on Mondays". */
export function noteOfLine(words: LineWords, { say }: PriceSpeech): string {
  const { at, quantity, price, because, step, note } = words;
  const product = quantity === "" ? "" : say("times", { quantity, price });
  const text = [product, ...because, step, note].filter((part) => part !== "").join(", ");
  return at === "" ? text : `${at} · ${text}`;
}

function otherWords(
  item: Exclude<SpokenItem, { kind: "component" }>,
  { say, locale, currency }: PriceSpeech,
): { label: string; note?: string } {
  const money = (micro: Micro) => formatMicroMoney(micro, currency, locale);
  switch (item.kind) {
    case "limit":
      return { label: say(item.limit) };
    case "cost": {
      const net = formatMicroMoney(toMicro(item.net, "half-away"), item.currency, locale);
      if (item.exchangeRate === null) return { label: say("cost"), note: say("costNote", { net }) };
      const rate = formatDecimal(formatMicro(item.exchangeRate), locale);
      return { label: say("cost"), note: say("exchange", { net, rate }) };
    }
    case "percentage":
      return { label: say("percentage", { rate: formatRate(item.rate, locale) }) };
    case "per-kwh": {
      const quantity = formatEnergy(item.energy, locale, 3);
      const price = say("per", { price: money(item.price), unit: say("per_kWh") });
      return { label: say("perKwh"), note: say("times", { quantity, price }) };
    }
    case "session-fee":
      return { label: say("sessionFee") };
    case "time-cap":
      return { label: say("timeCap", { maximum: money(item.maximum) }) };
    case "promise":
      return promiseWords(item, { say, locale, currency });
    case "cap":
      return { label: say("cap", { maximum: money(item.maximum) }) };
    case "floor":
      return { label: say("floor", { minimum: money(item.minimum) }) };
    case "discount":
      return { label: say("discount", { rate: formatRate(item.rate, locale) }) };
    case "included-energy":
      return { label: say("includedEnergy", { energy: formatEnergy(item.energy, locale, 3) }) };
    case "free-start":
      return { label: say("freeStart") };
    case "idle-cap":
      return { label: say("idleCap", { maximum: money(item.maximum) }) };
  }
}

function promiseWords(
  { lockedMinor, billMinor, reason }: Extract<SpokenItem, { kind: "promise" }>,
  { say, locale, currency }: PriceSpeech,
): { label: string; note: string } {
  const shown = (minor: bigint) => formatMoney({ amountMinor: minor, currency }, locale);
  const figures = { locked: shown(lockedMinor), bill: shown(billMinor) };
  const kept = say(reason === null ? "promiseHeld" : "promiseKept", figures);
  const note = reason === null ? kept : `${kept} ${say(`lost.${reason}`)}`;
  return { label: say("promise"), note };
}

function wordsOfComponent(
  item: Extract<SpokenItem, { kind: "component" }>,
  speech: PriceSpeech,
): LineWords {
  const { say, locale } = speech;
  const isFee = item.unit === "session";
  const what = say(item.dimension);
  const amount = (value: Rational) =>
    `${formatDecimal(formatRational(value, 4), locale, 4)}\u00a0${say(`per_${item.unit}`)}`;
  const size = stepSizeText(item.dimension, item.stepSize);
  return {
    label: item.phase === "reservation" ? say("reservation", { what }) : what,
    at: isFee ? "" : clockOf(item.localStart),
    quantity: isFee ? "" : amount(item.quantity),
    price: priceText(item, speech),
    because: restrictionWords(item.because, speech),
    step:
      item.stepAdded.n > 0n && !isFee ? say("step", { added: amount(item.stepAdded), size }) : "",
    note: "",
  };
}

/** A component's price with its unit: "SEK 3.20/kWh"; of a fee the price alone. */
export function priceText(
  { dimension, price }: { readonly dimension: TariffDimension; readonly price: Micro },
  { say, locale, currency }: PriceSpeech,
): string {
  const text = formatMicroMoney(price, currency, locale);
  if (dimension === "FLAT") return text;
  return say("per", { price: text, unit: say(dimension === "ENERGY" ? "per_kWh" : "per_h") });
}

/** A step size with its unit: "100 Wh", "5 min". */
export function stepSizeText(dimension: TariffDimension, stepSize: number): string {
  if (dimension !== "ENERGY")
    return stepSize % 60 === 0 ? formatDuration(stepSize * 1000) : `${stepSize}\u00a0s`;
  return stepSize % 1000 === 0 ? `${stepSize / 1000}\u00a0kWh` : `${stepSize}\u00a0Wh`;
}

function clockOf(local: ComponentItem["localStart"]): string {
  if (local === null) return "";
  const two = (value: number) => String(value).padStart(2, "0");
  const hours = Math.floor(local.secondsOfDay / 3600);
  return `${two(hours)}:${two(Math.floor(local.secondsOfDay / 60) % 60)}`;
}

/** Says restrictions; the two ends of a window are said as one. */
export function restrictionWords(
  held: readonly HeldRestriction[],
  { say, locale }: PriceSpeech,
): string[] {
  const values = new Map(held.map(({ name, value }) => [name, value]));
  const span = (
    [min, max]: readonly [HeldRestriction["name"], HeldRestriction["name"]],
    [fromKey, toKey, bothKey]: readonly [string, string, string],
    show: (value: string) => string,
  ) => {
    const [from, to] = [values.get(min), values.get(max)];
    if (from !== undefined && to !== undefined)
      return say(bothKey, { from: show(from), to: show(to) });
    if (from !== undefined) return say(fromKey, { from: show(from), day: show(from) });
    return to === undefined ? "" : say(toKey, { to: show(to), day: show(to) });
  };
  const same = (value: string) => value;
  const unit = (name: string) => (value: string) => `${formatDecimal(value, locale)}\u00a0${name}`;
  const power = ["powerFrom", "powerUntil", "powerBetween"] as const;
  const days = values
    .get("dayOfWeek")
    ?.split(" ")
    .map((day) => say(day))
    .join(", ");
  const reservation = values.get("reservation");
  return [
    reservation === undefined ? "" : say(reservation),
    span(["startTime", "endTime"], ["from", "until", "between"], same),
    days === undefined ? "" : say("days", { days }),
    span(["startDate", "endDate"], ["fromDate", "untilDate", "betweenDates"], (day) =>
      formatDay(day, locale),
    ),
    span(["minKwh", "maxKwh"], ["kwhFrom", "kwhUntil", "kwhBetween"], unit("kWh")),
    span(["minPower", "maxPower"], power, unit("kW")),
    span(["minCurrent", "maxCurrent"], power, unit("A")),
    span(
      ["minDuration", "maxDuration"],
      ["durationFrom", "durationUntil", "durationBetween"],
      (seconds) => formatDuration(Number(seconds) * 1000),
    ),
  ].filter((text) => text !== "");
}
