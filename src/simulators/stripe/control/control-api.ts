import { ApiError } from "@/simulators/stripe/errors";
import type { Params } from "@/simulators/stripe/form-decoding";
import { integer } from "@/simulators/stripe/params";
import { find } from "@/simulators/stripe/resources/find";
import { rotateSecret } from "@/simulators/stripe/resources/webhook-endpoints";
import type { Simulator } from "@/simulators/stripe/simulator";
import { faultFrom, inputFrom, refuseUnknown, webhookFaultFrom } from "./control-input";
import { clockOf, setClock } from "./set-clock";
import { runWorldControl, WORLD_CONTROLS } from "./world-controls";

interface ControlCall {
  simulator: Simulator;
  input: Params;
  /** The middle part of the path, e.g. an event's id. */
  id: string;
}

type Control = (call: ControlCall) => object | Promise<object>;

/** What a test or a person can do to the simulator itself; `*` stands for an id. */
const CONTROLS: Readonly<Record<string, Control>> = {
  "GET clock": ({ simulator }) => clockOf(simulator),
  "POST clock": ({ simulator, input }) => setClock(simulator, input),
  "GET faults": ({ simulator }) => ({
    api: simulator.faults.list(),
    webhooks: simulator.webhookFaults.list(),
  }),
  "POST faults": ({ simulator, input }) => {
    const fault = faultFrom(input);
    simulator.faults.add(fault);
    return fault;
  },
  "POST webhook_faults": ({ simulator, input }) => {
    const fault = webhookFaultFrom(input);
    simulator.webhookFaults.add(fault);
    return fault;
  },
  "DELETE faults": ({ simulator }) => {
    simulator.faults.clear();
    simulator.webhookFaults.clear();
    simulator.queue.releaseAll();
    return { cleared: true };
  },
  "GET state": ({ simulator }) => simulator.world.store.dump(),
  "GET calls": ({ simulator }) => ({ calls: simulator.calls }),
  "DELETE calls": ({ simulator }) => {
    simulator.calls.length = 0;
    return { cleared: true };
  },
  "POST settle": async ({ simulator }) => {
    await simulator.settle();
    return { settled: true };
  },
  "POST events/*/replay": replay,
  "POST webhook_endpoints/*/rotate": ({ simulator, input, id }) => {
    refuseUnknown(input, ["overlap_s"]);
    return { secret: rotateSecret(simulator.world, id, integer(input, "overlap_s") ?? 86_400) };
  },
};

/** Answers `/_control/…`: JSON in, JSON out. */
export async function answerControl(
  simulator: Simulator,
  request: { method: string; path: string; body: string },
): Promise<{ status: number; body: string }> {
  const parts = request.path.replace(/^\/_control\//, "").split("/");
  const id = parts.length === 3 ? (parts[1] ?? "") : "";
  const shape = parts.length === 3 ? `${parts[0]}/*/${parts[2]}` : parts.join("/");
  const name = `${request.method} ${shape}`;
  try {
    simulator.runDue();
    const input = inputFrom(request.body);
    const result = await run(simulator, name, input, id);
    simulator.wake();
    return { status: 200, body: JSON.stringify(result, null, 2) };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return { status: error.status, body: JSON.stringify(error.body(), null, 2) };
  }
}

async function run(simulator: Simulator, name: string, input: Params, id: string): Promise<object> {
  const own = Object.hasOwn(CONTROLS, name) ? CONTROLS[name] : undefined;
  if (own) return own({ simulator, input, id });
  const world = Object.hasOwn(WORLD_CONTROLS, name) ? WORLD_CONTROLS[name] : undefined;
  if (world) return runWorldControl(simulator.world, world, input, id);
  const all = [...Object.keys(CONTROLS), ...Object.keys(WORLD_CONTROLS)];
  throw new ApiError(404, {
    type: "invalid_request_error",
    message: `No such control. There are: ${all.join(", ")}`,
  });
}

/** Sends an old event again to every endpoint that had it, with a fresh signature. */
async function replay({ simulator, id }: ControlCall): Promise<object> {
  const { world } = simulator;
  const event = find(world, "event", id);
  const endpoints = new Set(
    world.store
      .all("delivery")
      .filter((row) => row.event === event.id)
      .map((row) => row.endpoint),
  );
  for (const endpoint of endpoints) world.events.queue(event.id, endpoint);
  await simulator.queue.idle();
  return { replayed_to: [...endpoints] };
}
