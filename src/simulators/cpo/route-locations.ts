import { locationsOf } from "./cpo";
import { accept, type Exchange, METHOD_NOT_ALLOWED, reject, type Reply } from "./exchange";
import { listReply } from "./list-reply";
import { writerOf } from "./writers";

/** locations, Sender: the list, and one Location, EVSE or Connector. */
export function locationsRoute(exchange: Exchange): Reply {
  const { cpo, method, path, version } = exchange;
  if (method !== "GET") return METHOD_NOT_ALLOWED;
  const writer = writerOf(cpo, version);
  const objects = locationsOf(cpo);
  const [locationId, evseUid, connectorId] = path.map((segment) => segment.toUpperCase());
  if (locationId === undefined) {
    const write = writer.location;
    return listReply(exchange, { className: "Location", objects, write });
  }
  const unknown = reject(2003, "unknown location", 404);
  const location = objects.find(({ id }) => id.toUpperCase() === locationId);
  if (location === undefined || path.length > 3) return unknown;
  if (evseUid === undefined) return accept(writer.location(location));
  const evse = location.evses.find(({ uid }) => uid.toUpperCase() === evseUid);
  if (evse === undefined) return unknown;
  if (connectorId === undefined) return accept(writer.evse(evse));
  const connector = evse.connectors.find(({ id }) => id.toUpperCase() === connectorId);
  return connector === undefined ? unknown : accept(writer.connector(connector));
}
