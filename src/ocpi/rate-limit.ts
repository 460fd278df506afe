/** How many requests a second in the long run, and how many at once after a pause. */
export interface Rate {
  readonly perSecond: number;
  readonly burst: number;
}

/** A partner's own, unless its settings say otherwise; far above what a CPO's day takes. */
const PARTNER_PER_SECOND = 500;
const BURST_SECONDS = 10;

/** A partner's rate. */
export function partnerRate({ requestsPerSecond }: { readonly requestsPerSecond?: number }): Rate {
  const perSecond = requestsPerSecond ?? PARTNER_PER_SECOND;
  return { perSecond, burst: perSecond * BURST_SECONDS };
}

// Of those who present no token that we know: by where they say that they come from, and all of them together.
const STRANGER: Rate = { perSecond: 5, burst: 100 };
const STRANGERS: Rate = { perSecond: 50, burst: 1000 };

const KEYS_KEPT = 10_000;

/** Counts a request: 0 where it is within the rate, else the seconds after which the next one is. */
export type RateLimiter = (key: string, rate: Rate, nowMs: number) => number;

interface Bucket {
  tokens: number;
  filledAtMs: number;
}

/** Token buckets of one process, one for each key; the ones used longest ago are forgotten first. */
export function createRateLimiter(): RateLimiter {
  const buckets = new Map<string, Bucket>();
  return (key, { perSecond, burst }, nowMs) => {
    const bucket = buckets.get(key) ?? { tokens: burst, filledAtMs: nowMs };
    const elapsedMs = Math.max(0, nowMs - bucket.filledAtMs);
    bucket.tokens = Math.min(burst, bucket.tokens + (elapsedMs / 1000) * perSecond);
    bucket.filledAtMs = nowMs;
    buckets.delete(key);
    buckets.set(key, bucket);
    const [oldest] = buckets.keys();
    if (buckets.size > KEYS_KEPT && oldest !== undefined) buckets.delete(oldest);
    if (bucket.tokens < 1) return Math.ceil((1 - bucket.tokens) / perSecond);
    bucket.tokens -= 1;
    return 0;
  };
}

/** Counts a request without a known token: as `RateLimiter`. */
export function limitStranger(limiter: RateLimiter, headers: Headers, nowMs: number): number {
  const source = headers.get("x-forwarded-for")?.split(",").at(-1)?.trim() || "direct";
  return Math.max(
    limiter("strangers", STRANGERS, nowMs),
    limiter(`from ${source}`, STRANGER, nowMs),
  );
}
