import { ApiError, invalid } from "@/simulators/stripe/errors";
import type { Params } from "@/simulators/stripe/form-decoding";
import { flag, integer, requiredText } from "@/simulators/stripe/params";
import { openDispute } from "@/simulators/stripe/resources/disputes";
import { find } from "@/simulators/stripe/resources/find";
import { payOutAll } from "@/simulators/stripe/resources/payouts";
import { rotateSecret } from "@/simulators/stripe/resources/webhook-endpoints";
import type { Simulator } from "@/simulators/stripe/simulator";
import { faultFrom, inputFrom, refuseUnknown, webhookFaultFrom } from "./control-input";

interface ControlCall {
  simulator: Simulator;
  input: Params;
  /** The middle part of the path, e.g. an event's id. */
  id: string;
}

type Control = (call: ControlCall) => object | Promise<object>;

/** What a test or a person can do to the simulator; `*` stands for an id. */
const CONTROLS: Readonly<Record<string, Control>> = {
  "GET clock": ({ simulator }) => clockOf(simulator),
  "POST clock": setClock,
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
  "POST disputes": ({ simulator, input }) => {
    refuseUnknown(input, ["charge"]);
    return openDispute(simulator.world, requiredText(input, "charge"));
  },
  "POST payouts": ({ simulator, input }) => {
    refuseUnknown(input, ["currency"]);
    return payOutAll(simulator.world, requiredText(input, "currency").toLowerCase());
  },
  "POST mandates/*/inactive": ({ simulator, id }) => {
    const { world } = simulator;
    const before = find(world, "mandate", id);
    const after = world.store.patch("mandate", id, { status: "inactive" });
    world.events.emit("mandate.updated", after, before);
    return after;
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
  const control = Object.hasOwn(CONTROLS, `${request.method} ${shape}`)
    ? CONTROLS[`${request.method} ${shape}`]
    : undefined;
  try {
    if (control === undefined) {
      throw new ApiError(404, {
        type: "invalid_request_error",
        message: `No such control. There are: ${Object.keys(CONTROLS).join(", ")}`,
      });
    }
    const result = await control({ simulator, input: inputFrom(request.body), id });
    simulator.wake();
    return { status: 200, body: JSON.stringify(result, null, 2) };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return { status: error.status, body: JSON.stringify(error.body(), null, 2) };
  }
}

function clockOf(simulator: Simulator): object {
  const { clock } = simulator.world;
  return { now: clock.now(), now_ms: clock.nowMs(), frozen: !clock.isRunning };
}

/** `{ now | advance_s, frozen }`, then lets everything happen that has become due. */
async function setClock({ simulator, input }: ControlCall): Promise<object> {
  refuseUnknown(input, ["now", "advance_s", "frozen"]);
  const { clock } = simulator.world;
  const isFrozen = flag(input, "frozen");
  const advance = integer(input, "advance_s");
  const now = integer(input, "now");
  if (advance !== undefined && now !== undefined) throw invalid("Give now or advance_s, not both.");
  if (isFrozen === true) clock.freeze();
  try {
    if (advance !== undefined) clock.advance(advance * 1000);
    if (now !== undefined) clock.moveTo(now * 1000);
  } catch (error) {
    if (error instanceof RangeError) throw invalid(error.message, { param: "now" });
    throw error;
  }
  if (isFrozen === false) clock.run();
  await simulator.settle();
  return clockOf(simulator);
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
