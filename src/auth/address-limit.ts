const WINDOW_MS = 15 * 60_000;
const REQUESTS_PER_WINDOW = 20;
const ADDRESSES_KEPT = 10_000;

interface Window {
  startedMs: number;
  requests: number;
}
const windows = new Map<string, Window>();

/**
 * Counts a request from a network address and says whether it is still within the limit: twenty in a quarter
 * of an hour, in this process. A guard against noise; the limit per e-mail address is kept in the database.
 */
export function isWithinAddressLimit(address: string, nowMs: number): boolean {
  const known = windows.get(address);
  const isFresh = known === undefined || nowMs - known.startedMs >= WINDOW_MS;
  const current = isFresh ? { startedMs: nowMs, requests: 0 } : known;
  current.requests += 1;
  windows.delete(address);
  windows.set(address, current);
  const [oldest] = windows.keys();
  if (windows.size > ADDRESSES_KEPT && oldest !== undefined) windows.delete(oldest);
  return current.requests <= REQUESTS_PER_WINDOW;
}

/** The nearest hop's word on who asks: proxies append, so the last entry is the one that we can trust. */
export function addressOf(headers: { get(name: string): string | null }): string | null {
  return headers.get("x-forwarded-for")?.split(",").at(-1)?.trim() || null;
}
