/** The API version whose request schemas and shapes the simulator holds to. */
export const API_VERSION = "2026-10-28.endive";

/** How one simulator is set up. */
export interface Settings {
  port: number;
  /** Directory of the kept state; null keeps it in memory only. */
  stateDirectory: string | null;
  seed: string;
  /** Where the hosted pages are reached; empty = the simulator's own address. */
  publicBase: string;
  webhook: { url: string; secret: string | null } | null;
  /** Waits between delivery attempts, in simulated seconds. */
  retryScheduleS: readonly number[];
  /** How long an endpoint may take to answer, in real milliseconds. */
  deliveryTimeoutMs: number;
  /** A fixed, frozen start of the simulated clock; null = real time. */
  startAtMs: number | null;
  /** How far the simulated clock is ahead of the real one at the first start, in seconds. */
  clockOffsetS: number;
  /** Which time webhook signatures bear: a receiver without a clock of its own needs the real one. */
  signatureTime: "simulated" | "real";
  /** Whether all that is available is paid out each simulated day, or only when asked. */
  payouts: "manual" | "daily";
}

/** About three days in all, dense at first, so that a receiver that restarts soon catches up. */
const RETRY_SCHEDULE_S = [1, 2, 5, 15, 60, 300, 1800, 7200, 21_600, 43_200, 86_400, 86_400];

/** Settings for a simulator inside a test or a script; every field can be given. */
export function settingsWith(given: Partial<Settings> = {}): Settings {
  return {
    port: 0,
    stateDirectory: null,
    seed: "kvitt",
    publicBase: "",
    webhook: null,
    retryScheduleS: RETRY_SCHEDULE_S,
    deliveryTimeoutMs: 10_000,
    startAtMs: null,
    clockOffsetS: 0,
    signatureTime: "simulated",
    payouts: "manual",
    ...given,
  };
}

/** Reads the environment and refuses whatever smells of real money. */
export function settingsFrom(environment: Record<string, string | undefined>): Settings {
  refuseProduction(environment);
  const port = Number(environment["STRIPE_SIM_PORT"] ?? "3003");
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new Error("STRIPE_SIM_PORT must be a port number");
  }
  const url = environment["STRIPE_SIM_WEBHOOK_URL"];
  const secret = environment["STRIPE_SIM_WEBHOOK_SECRET"];
  return settingsWith({
    port,
    stateDirectory: environment["STRIPE_SIM_STATE_DIR"] || null,
    seed: environment["STRIPE_SIM_SEED"] || "kvitt",
    publicBase: (environment["STRIPE_SIM_PUBLIC_BASE"] ?? "").replace(/\/+$/, ""),
    webhook: url ? { url, secret: secret || null } : null,
    clockOffsetS: offsetFrom(environment["STRIPE_SIM_CLOCK_OFFSET_S"]),
    signatureTime: oneOf(environment, "STRIPE_SIM_SIGNATURE_TIME", ["simulated", "real"]),
    payouts: oneOf(environment, "STRIPE_SIM_PAYOUTS", ["manual", "daily"]),
  });
}

function offsetFrom(given: string | undefined): number {
  const offset = Number(given || "0");
  if (Number.isSafeInteger(offset) && offset >= 0) return offset;
  throw new Error("STRIPE_SIM_CLOCK_OFFSET_S must be a whole number of seconds, 0 or more");
}

/** One of the values that a variable may have; the first one when it is unset. */
function oneOf<const T extends string>(
  environment: Record<string, string | undefined>,
  name: string,
  allowed: readonly [T, ...T[]],
): T {
  const given = environment[name] || allowed[0];
  const found = allowed.find((value) => value === given);
  if (found === undefined) throw new Error(`${name} must be one of ${allowed.join(", ")}`);
  return found;
}

function refuseProduction(environment: Record<string, string | undefined>): void {
  const app = environment["APP_ENV"];
  const isDemoOrTest = app === "demo" || app === "test";
  if (app === "production") throw new Error("The Stripe simulator refuses APP_ENV=production");
  if (environment["NODE_ENV"] === "production" && !isDemoOrTest) {
    throw new Error(
      "The Stripe simulator refuses NODE_ENV=production without APP_ENV=demo or test",
    );
  }
  for (const [name, value] of Object.entries(environment)) {
    if (/^(sk|rk)_live_/.test(value ?? "")) {
      throw new Error(`The Stripe simulator refuses to start beside a live key (${name})`);
    }
  }
}
