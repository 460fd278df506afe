import type Stripe from "stripe";
import { invalid, missing } from "@/simulators/stripe/errors";
import { listPage } from "@/simulators/stripe/list-page";
import { flag, text, texts } from "@/simulators/stripe/params";
import type { Call, Route, World } from "@/simulators/stripe/world";
import { find } from "./find";

const HORIZON_S = 30 * 86_400;

/** The calls on events. They go back 30 days. */
export const eventRoutes: readonly Route[] = [
  { method: "GET", path: "/v1/events", schema: "EventListParams", run: list },
  { method: "GET", path: "/v1/events/:id", takes: [], run: retrieve },
];

function retrieve({ world, path }: Call): Stripe.EventBase {
  const event = find(world, "event", path("id"));
  if (!isWithinHorizon(world, event)) throw missing("event", event.id);
  return event;
}

function list({ world, params }: Call) {
  const types = texts(params, "types");
  const type = text(params, "type");
  if (type !== undefined && types.length > 0) {
    throw invalid("You may pass either type or types, not both.", { param: "types" });
  }
  if (types.length > 20) throw invalid("types can have up to 20 entries.", { param: "types" });
  const delivered = flag(params, "delivery_success");
  const undelivered = undeliveredEvents(world);
  const rows = world.store
    .all("event")
    .filter((row) => isWithinHorizon(world, row))
    .filter((row) => type === undefined || isNamed(type, row.type))
    .filter((row) => types.length === 0 || types.includes(row.type))
    .filter((row) => delivered === undefined || undelivered.has(row.id) !== delivered);
  return listPage(params, "/v1/events", rows);
}

function isWithinHorizon(world: World, event: Stripe.EventBase): boolean {
  return event.created > world.clock.now() - HORIZON_S;
}

/** True when a name such as `charge.refunded`, or a group such as `charge.*`, covers a type. */
function isNamed(wanted: string, type: string): boolean {
  return wanted.endsWith("*") ? type.startsWith(wanted.slice(0, -1)) : wanted === type;
}

/** Events that some endpoint wanted and has not taken, not even when they were sent again. */
function undeliveredEvents(world: World): Set<string> {
  const rows = world.store.all("delivery");
  const toWhom = (row: { event: string; endpoint: string }) => `${row.event} ${row.endpoint}`;
  const taken = new Set(rows.filter((row) => row.state === "delivered").map(toWhom));
  return new Set(rows.filter((row) => !taken.has(toWhom(row))).map((row) => row.event));
}

/** Drops what lies behind the horizon, so that the state of a long demo stays small. */
export function forgetOldEvents(world: World): void {
  for (const event of world.store.all("event")) {
    if (!isWithinHorizon(world, event)) world.store.remove("event", event.id);
  }
  for (const delivery of world.store.all("delivery")) {
    if (!world.store.get("event", delivery.event)) world.store.remove("delivery", delivery.id);
  }
}
