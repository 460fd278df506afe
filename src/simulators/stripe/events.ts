import type Stripe from "stripe";
import type { Clock } from "./clock";
import type { Ids } from "./ids";
import { API_VERSION } from "./settings";
import type { Store } from "./store";

type Row = object;

/** Records what happened and queues it for each endpoint that asked for it. */
export class Events {
  /** The request in whose course things happen; null for what happens by itself. */
  request: { id: string; idempotency_key: string | null } | null = null;
  #recorded: string[] = [];

  constructor(
    private readonly store: Store,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** `before` gives `data.previous_attributes`: the old values of the fields that changed. */
  emit(type: Stripe.Event.Type, object: Row, before?: Row): void {
    const endpoints = this.store
      .all("webhook_endpoint")
      .filter((endpoint) => wants(endpoint, type));
    const data = before
      ? { object, previous_attributes: previousAttributes(before, object) }
      : { object };
    const event: Stripe.EventBase = {
      id: this.ids.next("evt"),
      object: "event",
      api_version: API_VERSION,
      created: this.clock.now(),
      data: structuredClone(data),
      livemode: false,
      pending_webhooks: endpoints.length,
      request: this.request ?? { id: null, idempotency_key: null },
      type,
    };
    this.store.put("event", event);
    for (const endpoint of endpoints) this.queue(event.id, endpoint.id);
    this.#recorded.push(event.id);
  }

  /** Queues an event for an endpoint, at once or after some simulated seconds. */
  queue(event: string, endpoint: string, delayS = 0): string {
    const id = this.ids.next("whd");
    this.store.put("delivery", {
      id,
      event,
      endpoint,
      state: "pending",
      attempts: 0,
      dueMs: this.clock.nowMs() + delayS * 1000,
      lastStatus: null,
      lastError: null,
      staleVersion: false,
      paddingBytes: 0,
    });
    return id;
  }

  /** Forgets the events of a call whose changes were undone. */
  forgetRecorded(): void {
    this.#recorded = this.#recorded.filter((id) => this.store.get("event", id) !== undefined);
  }

  /** The events since the last call, oldest first. */
  takeRecorded(): string[] {
    const recorded = this.#recorded;
    this.#recorded = [];
    return recorded;
  }
}

function wants(endpoint: Stripe.WebhookEndpoint, type: string): boolean {
  if (endpoint.status !== "enabled") return false;
  return endpoint.enabled_events.includes("*") || endpoint.enabled_events.includes(type);
}

/** Nested objects report only the fields that changed; a key that is new was null before. */
function previousAttributes(before: object, after: object): Record<string, unknown> {
  const old = new Map<string, unknown>(Object.entries(before));
  const result: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(after)) {
    const previous: unknown = old.get(key);
    if (JSON.stringify(previous) === JSON.stringify(value)) continue;
    result[key] =
      isPlain(previous) && isPlain(value)
        ? previousAttributes(previous, value)
        : (previous ?? null);
  }
  for (const [key, previous] of old) if (!(key in after)) result[key] = previous;
  return result;
}

function isPlain(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
