import { limits } from "@/config/limits";
import { no, ok, type Outcome } from "@/core/outcome";

/** Which part of a list was asked for. `from` inclusive, `to` exclusive. */
export interface PageRequest {
  readonly offset: number;
  readonly limit: number;
  readonly from?: Temporal.Instant;
  readonly to?: Temporal.Instant;
}

// Beyond these lie years that a DateTime can't write, and some that the database does not take.
const EARLIEST = Temporal.Instant.from("0001-01-01T00:00:00Z");
const LATEST = Temporal.Instant.from("9999-12-31T23:59:59.999Z");

const WITHOUT_ZONE = /T[^Z+-]*$/i;

/** A date in a query: without a zone it is UTC; a "+" that became a blank is understood, and a blank before the time. */
function readDate(text: string): Temporal.Instant | null {
  const repaired = text
    .trim()
    .replace(/^(\d{4}-\d\d-\d\d) /, "$1T")
    .replace(/ (\d\d:?\d\d)$/, "+$1");
  const zoned = /^\d{4}-\d\d-\d\d$/.test(repaired)
    ? `${repaired}T00:00:00Z`
    : WITHOUT_ZONE.test(repaired)
      ? `${repaired}Z`
      : repaired;
  try {
    const instant = Temporal.Instant.from(zoned);
    const isOfUse = Temporal.Instant.compare(instant, EARLIEST) >= 0;
    return isOfUse && Temporal.Instant.compare(instant, LATEST) <= 0 ? instant : null;
  } catch {
    return null;
  }
}

function readCount(text: string | null, least: number): number | null | undefined {
  if (text === null || text === "") return undefined;
  if (!/^\d{1,9}$/.test(text) || Number(text) < least) return null;
  return Number(text);
}

/**
 * Reads `offset`, `limit`, `date_from` and `date_to`; a limit above ours is cut. The reason names what can't be.
 * OCPI 2.2.1 transport_and_format, Pagination.
 */
export function readPageRequest(query: URLSearchParams): Outcome<PageRequest, string> {
  const offset = readCount(query.get("offset"), 0);
  const limit = readCount(query.get("limit"), 1);
  if (offset === null) return no("offset must be a whole number, 0 or more.");
  if (limit === null) return no("limit must be a whole number, 1 or more.");
  const dates: { from?: Temporal.Instant; to?: Temporal.Instant } = {};
  for (const [name, key] of [
    ["date_from", "from"],
    ["date_to", "to"],
  ] as const) {
    const text = query.get(name);
    if (text === null || text === "") continue;
    const instant = readDate(text);
    if (instant === null) return no(`${name} must be a DateTime.`);
    dates[key] = instant;
  }
  return ok({
    offset: offset ?? 0,
    limit: Math.min(limit ?? limits.ocpiPage.default, limits.ocpiPage.max),
    ...dates,
  });
}

/**
 * The headers of one page. `Link` is absolute, from our public address and never from the request's host, and
 * repeats the filters as they were given; absent on the last page.
 */
export function pageHeaders(page: {
  readonly publicUrl: string;
  readonly query: URLSearchParams;
  readonly request: PageRequest;
  readonly total: number;
}): Record<string, string> {
  const { publicUrl, query, request, total } = page;
  const headers: Record<string, string> = {
    "X-Total-Count": String(total),
    "X-Limit": String(limits.ocpiPage.max),
  };
  const next = request.offset + request.limit;
  if (next >= total) return headers;
  const params = new URLSearchParams();
  for (const name of ["date_from", "date_to"]) {
    const text = query.get(name);
    if (text !== null && text !== "") params.set(name, text);
  }
  params.set("offset", String(next));
  params.set("limit", String(request.limit));
  headers["Link"] = `<${publicUrl}?${params.toString()}>; rel="next"`;
  return headers;
}
