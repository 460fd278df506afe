const KEYS_KEPT = 10_000;

interface Window {
  startedMs: number;
  requests: number;
}

/** Counts a request of `key` and says whether it is still within the limit. */
export type RequestLimit = (key: string, nowMs: number) => boolean;

/**
 * A limit of `most` requests of one key in a window of time, counted in this process: a guard against noise. Of the keys
 * that were seen the latest ten thousand are known.
 */
export function requestLimit({
  most,
  windowMs,
}: {
  readonly most: number;
  readonly windowMs: number;
}): RequestLimit {
  const windows = new Map<string, Window>();
  return (key, nowMs) => {
    const known = windows.get(key);
    const isFresh = known === undefined || nowMs - known.startedMs >= windowMs;
    const current = isFresh ? { startedMs: nowMs, requests: 0 } : known;
    current.requests += 1;
    windows.delete(key);
    windows.set(key, current);
    const [oldest] = windows.keys();
    if (windows.size > KEYS_KEPT && oldest !== undefined) windows.delete(oldest);
    return current.requests <= most;
  };
}
