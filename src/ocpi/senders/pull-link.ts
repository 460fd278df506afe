/** The address of `rel="next"` in a Link header; null where there is none. RFC 8288. */
export function readNextLink(header: string | undefined): string | null {
  if (header === undefined) return null;
  for (const [, address = "", parameters = ""] of header.matchAll(
    /<([^>]*)>((?:[^,"]|"[^"]*")*)/g,
  )) {
    const relations = /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s;,]+))/i.exec(parameters);
    const names = (relations?.[1] ?? relations?.[2] ?? "").toLowerCase().split(/\s+/);
    if (names.includes("next")) return address.trim();
  }
  return null;
}

/** What every page of one list is asked with, whatever the partner's Link leaves out. */
const KEPT = ["date_from", "date_to", "limit"] as const;

/**
 * The next page's address by a partner's Link, on the endpoint's own origin: null where it names none that can be
 * asked. A Link to another host is never followed, because the token would go there; partners behind a proxy write
 * such Links, so its query is asked at the endpoint itself, if it names an offset. Filters that it drops are put back.
 */
export function resolveNext(link: string, page: URL, endpoint: URL): URL | null {
  const linked = URL.parse(link, page);
  if (!linked) return null;
  const isOwn = linked.origin === endpoint.origin && !linked.username && !linked.password;
  if (!isOwn && !linked.searchParams.has("offset")) return null;
  const next = new URL(isOwn ? linked : endpoint);
  next.hash = "";
  if (!isOwn) next.search = linked.search;
  for (const name of KEPT) {
    const given = page.searchParams.get(name);
    if (given !== null && !next.searchParams.has(name)) next.searchParams.set(name, given);
  }
  return next;
}

/** The offset that an address names; null where it names none. */
export function offsetOf(url: URL): number | null {
  const text = url.searchParams.get("offset");
  return text !== null && /^\d{1,9}$/.test(text) ? Number(text) : null;
}

/** The same list from another place. */
export function atOffset(url: URL, offset: number): URL {
  const moved = new URL(url);
  moved.searchParams.set("offset", String(offset));
  return moved;
}
