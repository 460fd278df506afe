import { locationsOf } from "./cpo";
import { accept, type Exchange, METHOD_NOT_ALLOWED, reject, type Reply } from "./exchange";
import { paginate } from "./pagination";

/** locations, Sender: the list, and one Location, EVSE or Connector. */
export function locationsRoute({ cpo, method, path, query, url }: Exchange): Reply {
  if (method !== "GET") return METHOD_NOT_ALLOWED;
  const locations = locationsOf(cpo);
  const [locationId, evseUid, connectorId] = path.map((segment) => segment.toUpperCase());
  if (locationId === undefined) return paginate(locations, query, url);
  const location = locations.find(({ id }) => id.toUpperCase() === locationId);
  const evse = location?.evses.find(({ uid }) => uid.toUpperCase() === evseUid);
  const connector = evse?.connectors.find(({ id }) => id.toUpperCase() === connectorId);
  const found = connectorId === undefined ? (evseUid === undefined ? location : evse) : connector;
  return found === undefined || path.length > 3
    ? reject(2003, "unknown location", 404)
    : accept(found);
}
