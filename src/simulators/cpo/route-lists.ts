import { type Exchange, METHOD_NOT_ALLOWED, NOT_FOUND, reject, type Reply } from "./exchange";
import { paginate } from "./pagination";

/** tariffs, Sender: the list. */
export function tariffsRoute({ cpo, method, path, query, url }: Exchange): Reply {
  if (method !== "GET") return METHOD_NOT_ALLOWED;
  if (path.length > 0) return NOT_FOUND;
  const tariffs = cpo.state.tariffs.all().map(({ object }) => object);
  return paginate(tariffs, query, url);
}

/** sessions, Sender: the list, for which `date_from` is required. */
export function sessionsRoute({ cpo, method, path, query, url }: Exchange): Reply {
  if (method !== "GET") return METHOD_NOT_ALLOWED;
  if (path.length > 0) return NOT_FOUND;
  if (!query.has("date_from")) return reject(2001, "date_from is required");
  const sessions = cpo.state.sessions.all().map(({ object }) => object);
  return paginate(sessions, query, url);
}

/** cdrs, Sender: the list. */
export function cdrsRoute({ cpo, method, path, query, url }: Exchange): Reply {
  if (method !== "GET") return METHOD_NOT_ALLOWED;
  if (path.length > 0) return NOT_FOUND;
  const cdrs = cpo.state.cdrs.all().map(({ object }) => object);
  return paginate(cdrs, query, url);
}
