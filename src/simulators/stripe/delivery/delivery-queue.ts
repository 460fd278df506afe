import type { Delivery } from "@/simulators/stripe/rows";
import type { World } from "@/simulators/stripe/world";
import { deliver } from "./deliver";
import { faulted, type WebhookFault, type WebhookFaults } from "./webhook-faults";

/** Sends what is due, one at a time and in order per endpoint. */
export class DeliveryQueue {
  readonly #running = new Map<string, Promise<void>>();
  #isClosed = false;

  constructor(
    private readonly world: World,
    private readonly faults: WebhookFaults,
  ) {}

  /**
   * Applies the faults to new events. The deliveries that must be made before the call's own answer
   * are returned.
   */
  prepare(events: readonly string[]): Delivery[] {
    const { store } = this.world;
    const first: Delivery[] = [];
    for (const id of events) {
      const event = store.get("event", id);
      if (event === undefined) continue;
      const applied = this.faults.next(event.type);
      if (applied.length === 0) continue;
      for (const row of store.all("delivery").filter((delivery) => delivery.event === id)) {
        const changed = store.put("delivery", faulted(row, applied));
        this.#copy(changed, applied);
        if (applied.some((fault) => fault.kind === "before_response")) first.push(changed);
        const reorder = applied.find((fault) => fault.kind === "reorder");
        if (reorder) this.#release(changed.endpoint, reorder.count);
      }
    }
    return first;
  }

  async deliverNow(delivery: Delivery): Promise<void> {
    await deliver(this.world, delivery);
  }

  /** Starts sending what is due; does not wait. */
  kick(): void {
    if (this.#isClosed) return;
    for (const endpoint of new Set(this.#due().map((row) => row.endpoint))) {
      if (this.#running.has(endpoint)) continue;
      const run = this.#drain(endpoint).finally(() => this.#running.delete(endpoint));
      this.#running.set(endpoint, run);
    }
  }

  /** Resolves when nothing that is due now is left unsent. */
  async idle(): Promise<void> {
    this.kick();
    while (this.#running.size > 0) {
      await Promise.all(this.#running.values());
      this.kick();
    }
  }

  /** When the next delivery is due, in simulated milliseconds. */
  nextDueMs(): number | null {
    return this.world.store
      .all("delivery")
      .filter((row) => row.state === "pending")
      .reduce<number | null>((first, row) => Math.min(first ?? row.dueMs, row.dueMs), null);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all(this.#running.values());
  }

  #due(): Delivery[] {
    const now = this.world.clock.nowMs();
    return this.world.store
      .all("delivery")
      .filter((row) => row.state === "pending" && row.dueMs <= now);
  }

  async #drain(endpoint: string): Promise<void> {
    for (;;) {
      const batch = this.#due()
        .filter((row) => row.endpoint === endpoint)
        .toSorted((a, b) => a.dueMs - b.dueMs);
      if (batch.length === 0) return;
      for (const { id } of batch) {
        if (this.#isClosed) return;
        const row = this.world.store.get("delivery", id);
        if (row?.state === "pending") await deliver(this.world, row);
      }
    }
  }

  #copy(delivery: Delivery, faults: readonly WebhookFault[]): void {
    for (const fault of faults) {
      if (fault.kind !== "duplicate" && fault.kind !== "replay") continue;
      for (let copy = 0; copy < fault.count; copy += 1) {
        this.world.events.queue(delivery.event, delivery.endpoint, fault.delayS);
      }
    }
  }

  /** What a `reorder` still holds back goes out as it came. */
  releaseAll(): void {
    const { store } = this.world;
    for (const row of store.all("delivery")) {
      if (row.state === "held") store.put("delivery", { ...row, state: "pending" });
    }
  }

  /** Once enough are held, they go out newest first. */
  #release(endpoint: string, count: number): void {
    const { store, clock } = this.world;
    const held = store
      .all("delivery")
      .filter((row) => row.endpoint === endpoint && row.state === "held");
    if (held.length < count) return;
    held.toReversed().forEach((row, index) => {
      store.put("delivery", {
        ...row,
        state: "pending",
        dueMs: clock.nowMs() - held.length + index,
      });
    });
  }
}
