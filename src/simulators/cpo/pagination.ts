import { reject, type Reply } from "./exchange";

/** The most objects one page holds, whatever the caller asks for; small, so that a crawl has pages to turn. */
export const PAGE_LIMIT = 25;

function wholeNumber(query: URLSearchParams, name: string, fallback: number): number | null {
  const text = query.get(name);
  if (text === null) return fallback;
  return /^\d{1,9}$/u.test(text) ? Number(text) : null;
}

/** Milliseconds of a DateTime filter, which is UTC with or without its Z; NaN when it is no date. */
function instantOf(query: URLSearchParams, name: string, fallback: number): number {
  const text = query.get(name);
  if (text === null) return fallback;
  return Date.parse(text.endsWith("Z") ? text : `${text}Z`);
}

/** The objects of one page with its headers, or why the request can't be answered. */
export type Page<T> =
  | { ok: true; objects: T[]; headers: Record<string, string> }
  | { ok: false; reply: Reply };

/**
 * One page of a list, oldest first as the objects were made (transport_and_format, Pagination): `date_from` counts in,
 * `date_to` does not, both by `last_updated`; `Link` to the next page, `X-Total-Count` and `X-Limit`.
 */
export function paginate<T extends { last_updated: string }>(
  objects: readonly T[],
  query: URLSearchParams,
  url: string,
): Page<T> {
  const offset = wholeNumber(query, "offset", 0);
  const asked = wholeNumber(query, "limit", PAGE_LIMIT);
  const fromMs = instantOf(query, "date_from", Number.NEGATIVE_INFINITY);
  const toMs = instantOf(query, "date_to", Number.POSITIVE_INFINITY);
  if (offset === null || asked === null || asked === 0)
    return { ok: false, reply: reject(2001, "offset or limit is not a number") };
  if (Number.isNaN(fromMs) || Number.isNaN(toMs))
    return { ok: false, reply: reject(2001, "date_from or date_to is not a date") };
  const limit = Math.min(asked, PAGE_LIMIT);
  const matching = objects.filter(({ last_updated: updated }) => {
    const atMs = Date.parse(updated);
    return atMs >= fromMs && atMs < toMs;
  });
  const headers: Record<string, string> = {
    "X-Total-Count": String(matching.length),
    "X-Limit": String(PAGE_LIMIT),
  };
  if (offset + limit < matching.length) {
    const next = new URLSearchParams(query);
    next.set("offset", String(offset + limit));
    next.set("limit", String(limit));
    headers["Link"] = `<${url}?${next.toString()}>; rel="next"`;
  }
  return { ok: true, objects: matching.slice(offset, offset + limit), headers };
}
