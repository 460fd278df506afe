import { z } from "zod";
import { exponentOf } from "@/core/money/currency";
import { parseDecimal, parseMicro, parseRate, type Micro } from "@/core/money/quantity";
import type { Outcome } from "@/core/outcome";
import { draftProblems, type DraftProblemCode } from "@/core/plans/draft-problems";
import type { CostPlusPrice } from "@/core/plans/plan";
import { WINDOW_DAYS, type PlanDraft } from "@/core/plans/plan-draft";
import { FEE_INTERVALS, type SubscriptionTerms } from "@/core/plans/subscription-terms";

const text = z.string().trim().max(40);

const priceForm = z.object({
  currency: text,
  percentage: text,
  perKwh: text,
  perSession: text,
  maxTimeAc: text,
  maxTimeDc: text,
  maxPrice: text,
  minPrice: text,
  discountRate: text,
  discountOn: z.enum(["energy", "all-but-parking", "all"]),
});
type PriceForm = z.infer<typeof priceForm>;

const ownForm = z.object({
  currency: text,
  energy: text,
  perMinute: text,
  startFee: text,
  idlePerMinute: text,
  windows: z
    .array(z.object({ from: text, to: text, days: z.enum(WINDOW_DAYS), price: text }))
    .max(24),
});

/** What a subscription costs and includes. Of other plans nothing of it counts. */
const termsForm = z.object({
  interval: z.enum(FEE_INTERVALS),
  currencies: z.array(z.object({ currency: text, fee: text, idleCap: text })).max(20),
  trialDays: text,
  includedKwh: text,
  freeStarts: text,
});

const fields = z.object({
  /** Of a new plan; a new version has no use for it. */
  code: text,
  /** How it is paid; a new version keeps the plan's. */
  kind: z.enum(["postpaid", "prepaid", "subscription"]),
  name: z.string().trim().max(80),
  mode: z.enum(["cost_plus", "own_tariff"]),
  basis: z.enum(["gross", "net"]),
  prices: z.array(priceForm).max(20),
  own: ownForm,
  terms: termsForm,
});

/** What can be wrong with a figure, besides what a draft can't mean. */
export type PlanProblemCode = DraftProblemCode | "missing" | "not-a-number" | "cap-half" | "code";

type Problem = { readonly at: string; readonly code: PlanProblemCode };

/** Reads the figures that people typed. The draft is whole only without problems. */
export function readPlanForm(form: PlanForm): {
  readonly draft: PlanDraft;
  readonly problems: readonly Problem[];
} {
  const problems: Problem[] = [];
  const amount = reader(problems, parseMicro);
  const prices: PlanDraft =
    form.mode === "cost_plus"
      ? {
          mode: "cost_plus",
          basis: form.basis,
          prices: form.prices.map((price, index) => readPrice(price, index, problems)),
        }
      : { mode: "own_tariff", basis: form.basis, own: readOwn(form.own, amount) };
  const draft: PlanDraft =
    form.kind === "subscription"
      ? { ...prices, subscription: readTerms(form.terms, problems) }
      : prices;
  const known = new Set(problems.map(({ at }) => at));
  const contradictions = draftProblems(draft).filter(({ at }) => !known.has(at));
  return { draft, problems: [...problems, ...contradictions] };
}

type Reader<T> = (at: string, typed: string) => T | undefined;
type Parse<T> = (typed: string) => Outcome<{ value: T; isRounded: boolean }, string>;

/** Reads a decimal with a point or a comma; an empty text is nothing. */
function reader<T>(problems: Problem[], parse: Parse<T>): Reader<T> {
  return (at, typed) => {
    const trimmed = typed.replaceAll(/\s/g, "");
    if (trimmed === "") return undefined;
    const parsed = parse(trimmed.replace(",", "."));
    if (parsed.ok && !parsed.value.isRounded) return parsed.value.value;
    problems.push({ at, code: "not-a-number" });
    return undefined;
  };
}

function readPrice(form: PriceForm, index: number, problems: Problem[]): CostPlusPrice {
  const [readAmount, readRate] = [reader(problems, parseMicro), reader(problems, parseRate)];
  const placeOf = (name: keyof PriceForm) => `prices.${index}.${name}`;
  const amount = (name: keyof PriceForm) => readAmount(placeOf(name), form[name]);
  const [ac, dc] = [amount("maxTimeAc"), amount("maxTimeDc")];
  if ((form.maxTimeAc.trim() === "") !== (form.maxTimeDc.trim() === "")) {
    const lacking = form.maxTimeAc.trim() === "" ? "maxTimeAc" : "maxTimeDc";
    problems.push({ at: placeOf(lacking), code: "cap-half" });
  }
  const [maxPrice, minPrice] = [amount("maxPrice"), amount("minPrice")];
  const discount = readRate(placeOf("discountRate"), form.discountRate);
  return {
    currency: form.currency.trim().toUpperCase(),
    markup: {
      percentage: readRate(placeOf("percentage"), form.percentage) ?? 0,
      perKwh: amount("perKwh") ?? 0n,
      perSession: amount("perSession") ?? 0n,
      ...(ac !== undefined && dc !== undefined && { maxTimePrice: { ac, dc } }),
      ...(maxPrice !== undefined && { maxPrice }),
      ...(minPrice !== undefined && { minPrice }),
      ...(discount !== undefined && { discount: { rate: discount, on: form.discountOn } }),
    },
  };
}

function readOwn(form: PlanForm["own"], amount: Reader<Micro>) {
  const [perMinute, startFee, idlePerMinute] = (
    ["perMinute", "startFee", "idlePerMinute"] as const
  ).map((name) => amount(`own.${name}`, form[name]));
  return {
    currency: form.currency.trim().toUpperCase(),
    energy: amount("own.energy", form.energy) ?? 0n,
    windows: form.windows.map(({ from, to, days, price }, index) => ({
      from: from.trim(),
      to: to.trim(),
      days,
      price: amount(`own.windows.${index}.price`, price) ?? 0n,
    })),
    ...(perMinute !== undefined && { perMinute }),
    ...(startFee !== undefined && { startFee }),
    ...(idlePerMinute !== undefined && { idlePerMinute }),
  };
}

function readTerms(form: PlanForm["terms"], problems: Problem[]): SubscriptionTerms {
  const amount = reader(problems, parseMicro);
  const count = reader(problems, parseCount);
  return {
    interval: form.interval,
    currencies: form.currencies.map((one, index) => {
      const place = `terms.currencies.${index}`;
      const currency = one.currency.trim().toUpperCase();
      const fee = reader(problems, (typed) => parseMinor(typed, currency))(`${place}.fee`, one.fee);
      const idleCap = amount(`${place}.idleCap`, one.idleCap);
      return { currency, feeMinor: fee ?? 0n, ...(idleCap !== undefined && { idleCap }) };
    }),
    trialDays: Number(count("terms.trialDays", form.trialDays) ?? 0n),
    includedMicroKwh: amount("terms.includedKwh", form.includedKwh) ?? 0n,
    freeStarts: Number(count("terms.freeStarts", form.freeStarts) ?? 0n),
  };
}

const parseCount: Parse<bigint> = (typed) => parseDecimal(typed, 0);

// A currency that does not exist is told of at its own field.
function parseMinor(typed: string, currency: string): ReturnType<Parse<bigint>> {
  return parseDecimal(typed, exponentOf(currency) ?? 2);
}

/** What must be filled in: an empty price would be read as nothing to pay. */
function missing(form: PlanForm): Problem[] {
  const empty = (at: string, typed: string): Problem[] =>
    typed.trim() === "" ? [{ at, code: "missing" }] : [];
  const figures =
    form.mode === "own_tariff"
      ? [
          ...empty("own.energy", form.own.energy),
          ...form.own.windows.flatMap(({ price }, index) =>
            empty(`own.windows.${index}.price`, price),
          ),
        ]
      : [];
  const fees =
    form.kind === "subscription"
      ? form.terms.currencies.flatMap(({ fee }, index) =>
          empty(`terms.currencies.${index}.fee`, fee),
        )
      : [];
  return [...empty("name", form.name), ...figures, ...fees];
}

function check(form: PlanForm, context: z.RefinementCtx): void {
  const lacking = missing(form);
  const known = new Set(lacking.map(({ at }) => at));
  const { problems } = readPlanForm(form);
  for (const { at, code } of [...lacking, ...problems.filter((one) => !known.has(one.at))]) {
    const path = at.split(".").map((part) => (/^\d+$/.test(part) ? Number(part) : part));
    context.addIssue({ code: "custom", path, message: code });
  }
}

/** The figures of a plan version as people type them. Messages are `PlanProblemCode`s. */
export const planForm = fields.superRefine(check);
export type PlanForm = z.infer<typeof fields>;

const codeField = z
  .string()
  .trim()
  .regex(/^[a-z][a-z0-9-]{1,28}$/, { error: "code" });

/** A new plan: its figures and the code that it is known by. */
export const newPlanForm = fields.extend({ code: codeField }).superRefine(check);

const start = z.enum(["now", "next-period"]);

export const publishVersionInput = z.object({
  planId: z.uuid(),
  version: z.int().min(2),
  form: planForm,
  start,
});

export const previewPlanInput = z.object({
  form: planForm,
  planId: z.uuid(),
  after: z.uuid().nullable(),
});

export const changePlanInput = z.object({
  driverId: z.uuid(),
  planId: z.uuid(),
  planVersionId: z.uuid(),
  start,
});

export const offerPlanInput = z.object({ planId: z.uuid(), isOffered: z.boolean() });
