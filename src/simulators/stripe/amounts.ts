import { invalid } from "./errors";

/** Smallest charge per currency, in Stripe's minor units (docs.stripe.com/currencies). */
const MINIMUM: Record<string, number> = {
  usd: 50,
  aed: 200,
  aud: 50,
  bgn: 100,
  brl: 50,
  cad: 50,
  chf: 50,
  czk: 1500,
  dkk: 250,
  eur: 50,
  gbp: 30,
  hkd: 400,
  huf: 17_500,
  inr: 50,
  jpy: 50,
  mxn: 1000,
  myr: 200,
  nok: 300,
  nzd: 50,
  pln: 200,
  ron: 200,
  sek: 300,
  sgd: 50,
  thb: 1000,
};

const ZERO_DECIMAL = new Set(
  "bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf".split(" "),
);
const THREE_DECIMAL = new Set("bhd jod kwd omr tnd".split(" "));
/** Without minor units in daily life, but sent to Stripe with two decimals that must be 00. */
const WHOLE_ONLY = new Set(["isk", "ugx"]);

const KNOWN = new Set(Intl.supportedValuesOf("currency").map((code) => code.toLowerCase()));
const LARGEST = 99_999_999;

/** The currency in Stripe's lower case; an unknown one is refused. */
export function checkedCurrency(currency: string): string {
  const lower = currency.toLowerCase();
  if (KNOWN.has(lower)) return lower;
  throw invalid(`Invalid currency: ${lower}.`, { param: "currency" });
}

/** Checks an amount to be charged: smallest, largest, and the currencies' own rules. */
export function checkAmount(amount: number, currency: string, param = "amount"): void {
  if (amount < 1) {
    const message = "This value must be greater than or equal to 1.";
    throw invalid(message, { code: "parameter_invalid_integer", param });
  }
  if (amount > LARGEST) {
    const message = `Amount must be no more than ${shown(LARGEST, currency)}`;
    throw invalid(message, { code: "amount_too_large", param });
  }
  const least = MINIMUM[currency] ?? 1;
  if (amount < least) {
    const message = `Amount must be at least ${shown(least, currency)}`;
    throw invalid(message, { code: "amount_too_small", param });
  }
  const step = THREE_DECIMAL.has(currency) ? 10 : WHOLE_ONLY.has(currency) ? 100 : 1;
  if (amount % step !== 0) {
    const message = `Amounts in ${currency.toUpperCase()} must be divisible by ${step}`;
    throw invalid(message, { code: "parameter_invalid_integer", param });
  }
}

/** For people: `12.50 SEK`. */
export function shown(amount: number, currency: string): string {
  const digits = ZERO_DECIMAL.has(currency) ? 0 : THREE_DECIMAL.has(currency) ? 3 : 2;
  const unit = 10 ** digits;
  const whole = Math.trunc(amount / unit);
  const rest = digits === 0 ? "" : `.${String(amount % unit).padStart(digits, "0")}`;
  return `${whole}${rest} ${currency.toUpperCase()}`;
}

/** The fixed part of the fee. The rate is 1.5 %; both are plausible, neither is a quotation. */
const FIXED_FEE: Record<string, number> = {
  sek: 180,
  eur: 25,
  usd: 30,
  gbp: 20,
  dkk: 180,
  nok: 200,
  chf: 30,
  pln: 100,
  czk: 600,
  jpy: 40,
};

/** The fee of a charge: 1.5 % and a fixed part, rounded half up to the minor unit. */
export function feeOf(amount: number, currency: string): number {
  return Math.floor((amount * 15 + 500) / 1000) + (FIXED_FEE[currency] ?? 0);
}
