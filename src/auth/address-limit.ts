import { requestLimit } from "./request-limit";

/**
 * Counts a request from a network address and says whether it is still within the limit: twenty in a quarter
 * of an hour, in this process. A guard against noise; the limit per e-mail address is kept in the database.
 */
export const isWithinAddressLimit = requestLimit({ most: 20, windowMs: 15 * 60_000 });

/** The nearest hop's word on who asks: proxies append, so the last entry is the one that we can trust. */
export function addressOf(headers: { get(name: string): string | null }): string | null {
  return headers.get("x-forwarded-for")?.split(",").at(-1)?.trim() || null;
}
