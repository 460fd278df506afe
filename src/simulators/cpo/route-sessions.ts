import { isScsp } from "./client";
import { stateWishes } from "./charging-preferences";
import { type Exchange, METHOD_NOT_ALLOWED, NOT_FOUND, reject, type Reply } from "./exchange";
import { listReply } from "./list-reply";
import { writerOf } from "./writers";

/** sessions, Sender: the list, for which `date_from` is required, and `{id}/charging_preferences` from 2.2.1 on. */
export function sessionsRoute(exchange: Exchange): Reply {
  const { cpo, method, path, query, version } = exchange;
  const [id, below] = path;
  if (id !== undefined) {
    const isKnown = below === "charging_preferences" && path.length === 2 && version !== "2.1.1";
    if (!isKnown) return NOT_FOUND;
    return method === "PUT" ? stateWishes(exchange, id) : METHOD_NOT_ALLOWED;
  }
  if (method === "GET" && !query.has("date_from")) return reject(2001, "date_from is required");
  return listReply(exchange, {
    className: "Session",
    objects: cpo.state.sessions
      .all()
      .filter(({ isForeign }) => isForeign !== true || isScsp(cpo))
      .map(({ object }) => object),
    write: (session) => writerOf(cpo, version).session(session),
  });
}
