import type { Cpo } from "./cpo";
import { distortListed } from "./distort-body";
import { type Exchange, METHOD_NOT_ALLOWED, NOT_FOUND, type Reply } from "./exchange";
import { paginate } from "./pagination";

/** By how much a wrong total is too high. */
const WRONG_TOTAL_BY = 7;

function strainHeaders(cpo: Cpo, headers: Record<string, string>, here: string) {
  const strained = { ...headers };
  if (cpo.faults.take("wrong_total_count")) {
    strained["X-Total-Count"] = String(Number(headers["X-Total-Count"]) + WRONG_TOTAL_BY);
  }
  if (cpo.faults.take("looping_pages")) strained["Link"] = `<${here}>; rel="next"`;
  return strained;
}

/** What a list is made of. */
export interface Listed<T> {
  /** In the tables, of one object. */
  className: string;
  objects: readonly T[];
  write(object: T): object;
}

/** A page of a list, each object written for the version of the request. */
export function listReply<T extends { last_updated: string }>(
  exchange: Exchange,
  { className, objects, write }: Listed<T>,
): Reply {
  const { cpo, method, path, query, url, version } = exchange;
  if (method !== "GET") return METHOD_NOT_ALLOWED;
  if (path.length > 0) return NOT_FOUND;
  const page = paginate(objects, query, url);
  if (!page.ok) return page.reply;
  const here = query.size === 0 ? url : `${url}?${query.toString()}`;
  return {
    http: 200,
    code: 1000,
    data: page.objects.map((object) =>
      distortListed(write(object), { className, version }, cpo.faults),
    ),
    headers: strainHeaders(cpo, page.headers, here),
  };
}
