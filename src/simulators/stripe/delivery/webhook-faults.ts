import type { Delivery } from "@/simulators/stripe/rows";

/** What can go wrong with deliveries, on purpose. */
export interface WebhookFault {
  kind:
    | "drop"
    | "duplicate"
    | "replay"
    | "delay"
    | "reorder"
    | "before_response"
    | "stale_version"
    | "huge_body";
  /** Event type, or a beginning with `*`, e.g. `payment_intent.*`; default every event. */
  type: string;
  /** Applies from the n-th matching event on, counted from when the fault was set. */
  nth: number;
  /** How many events it applies to. */
  times: number;
  /** duplicate, replay: extra deliveries; reorder: how many are held and sent in reverse. */
  count: number;
  /** delay, replay: in simulated seconds. */
  delayS: number;
  /** huge_body: by how much the body grows. */
  bytes: number;
}

interface ActiveFault extends WebhookFault {
  seen: number;
  left: number;
}

/** The webhook faults that are set, each counting the events that match it. */
export class WebhookFaults {
  #active: ActiveFault[] = [];

  add(fault: WebhookFault): void {
    this.#active.push({ ...fault, seen: 0, left: fault.times });
  }

  clear(): void {
    this.#active = [];
  }

  list(): readonly WebhookFault[] {
    return this.#active;
  }

  /** The faults that apply to one more event of this type. */
  next(type: string): WebhookFault[] {
    const applied: WebhookFault[] = [];
    for (const fault of this.#active) {
      if (!matches(fault.type, type)) continue;
      fault.seen += 1;
      if (fault.seen < fault.nth || fault.left === 0) continue;
      fault.left -= 1;
      applied.push(fault);
    }
    this.#active = this.#active.filter((fault) => fault.left > 0);
    return applied;
  }
}

/** True when a pattern such as `charge.*` covers a type. */
function matches(pattern: string, type: string): boolean {
  return pattern.endsWith("*") ? type.startsWith(pattern.slice(0, -1)) : pattern === type;
}

/** A delivery as the faults leave it; further copies and holding back are the queue's business. */
export function faulted(delivery: Delivery, faults: readonly WebhookFault[]): Delivery {
  let result = delivery;
  for (const fault of faults) {
    if (fault.kind === "drop") result = { ...result, state: "dropped" };
    if (fault.kind === "delay") result = { ...result, dueMs: result.dueMs + fault.delayS * 1000 };
    if (fault.kind === "reorder") result = { ...result, state: "held" };
    if (fault.kind === "stale_version") result = { ...result, staleVersion: true };
    if (fault.kind === "huge_body") result = { ...result, paddingBytes: fault.bytes };
  }
  return result;
}
