import type Stripe from "stripe";
import { invalid } from "@/simulators/stripe/errors";
import { LIST_PARAMS, listPage } from "@/simulators/stripe/list-page";
import { integer, missingParam, text } from "@/simulators/stripe/params";
import type { Call, Route, World } from "@/simulators/stripe/world";
import { removeCustomer } from "./customers";
import { find } from "./find";

const PATH = "/v1/test_helpers/test_clocks";
const ADVANCING_S = 1;
const KEPT_S = 30 * 86_400;
/** Without a subscription, Stripe lets a test clock go two years ahead at most. */
const FARTHEST_S = 2 * 366 * 86_400;

/**
 * Test clocks, as Stripe has them. They move subscriptions and invoices, which the simulator does not
 * have: here a clock dates the customers that are made in it, and nothing else.
 */
export const testClockRoutes: readonly Route[] = [
  { method: "POST", path: PATH, takes: ["frozen_time", "name"], run: create },
  {
    method: "GET",
    path: PATH,
    takes: LIST_PARAMS,
    run: ({ world, params }) => listPage(params, PATH, world.store.all("test_clock")),
  },
  {
    method: "GET",
    path: `${PATH}/:id`,
    takes: [],
    run: ({ world, path }) => find(world, "test_clock", path("id")),
  },
  { method: "POST", path: `${PATH}/:id/advance`, takes: ["frozen_time"], run: advance },
  { method: "DELETE", path: `${PATH}/:id`, takes: [], run: remove },
];

function create({ world, params }: Call): Stripe.TestHelpers.TestClock {
  const frozenTime = integer(params, "frozen_time");
  if (frozenTime === undefined) throw missingParam("frozen_time");
  const created = world.clock.now();
  const clock = world.store.put("test_clock", {
    id: world.ids.next("clock"),
    object: "test_helpers.test_clock",
    created,
    deletes_after: created + KEPT_S,
    frozen_time: frozenTime,
    livemode: false,
    name: text(params, "name") ?? null,
    status: "ready",
    status_details: {},
  });
  world.events.emit("test_helpers.test_clock.created", clock);
  return clock;
}

/** Answers `advancing`; the clock is `ready` a moment later. */
function advance({ world, params, path }: Call): Stripe.TestHelpers.TestClock {
  const before = find(world, "test_clock", path("id"));
  const target = integer(params, "frozen_time");
  if (target === undefined) throw missingParam("frozen_time");
  if (before.status !== "ready") throw invalid("The test clock is advancing already.");
  if (target <= before.frozen_time || target > before.frozen_time + FARTHEST_S) {
    throw invalid("A test clock goes forward, by two years at most.", { param: "frozen_time" });
  }
  const after = world.store.patch("test_clock", before.id, {
    status: "advancing",
    status_details: { advancing: { target_frozen_time: target } },
  });
  world.events.emit("test_helpers.test_clock.advancing", after, before);
  world.schedule.after(ADVANCING_S, "clock_arrives", before.id);
  return after;
}

/** The clock stands at the time that it was sent to. */
export function arriveAt(world: World, id: string): void {
  const before = world.store.get("test_clock", id);
  const target = before?.status_details.advancing?.target_frozen_time;
  if (before === undefined || target === undefined) return;
  const after = world.store.patch("test_clock", id, {
    frozen_time: target,
    status: "ready",
    status_details: {},
  });
  world.events.emit("test_helpers.test_clock.ready", after, before);
}

/** Deletes the clock and the customers that were made in it. */
function remove({ world, path }: Call): Stripe.TestHelpers.DeletedTestClock {
  const clock = find(world, "test_clock", path("id"));
  for (const customer of world.store.all("customer")) {
    if (customer.test_clock === clock.id) removeCustomer(world, customer);
  }
  world.store.remove("test_clock", clock.id);
  world.events.emit("test_helpers.test_clock.deleted", clock);
  return { id: clock.id, object: "test_helpers.test_clock", deleted: true };
}
