import { Clock } from "./clock";
import { DeliveryQueue } from "./delivery/delivery-queue";
import { WebhookFaults } from "./delivery/webhook-faults";
import { nextTaskMs, runDueTasks } from "./due-tasks";
import { Events } from "./events";
import { Faults } from "./faults";
import { Idempotency } from "./idempotency";
import { Ids } from "./ids";
import { forgetOldEvents } from "./resources/events";
import { planPayouts } from "./resources/payout-schedule";
import { registerAtStart } from "./resources/webhook-endpoints";
import { Schedule } from "./schedule";
import type { Settings } from "./settings";
import { Store } from "./store";
import type { World } from "./world";

const LONGEST_WAIT_MS = 60_000;
const CALLS_KEPT = 1000;

/** One line of the list of calls. */
export interface RecordedCall {
  method: string;
  path: string;
  body: string;
  version: string | null;
  idempotencyKey: string | null;
  status: number;
  requestId: string | null;
}

/** The simulator without its network: state, time, faults and deliveries. */
export class Simulator {
  readonly world: World;
  readonly faults = new Faults();
  readonly webhookFaults = new WebhookFaults();
  readonly idempotency: Idempotency;
  readonly queue: DeliveryQueue;
  readonly calls: RecordedCall[] = [];
  #base = "";
  #timer: NodeJS.Timeout | null = null;
  #isClosed = false;

  constructor(settings: Settings) {
    const store = new Store(settings.stateDirectory);
    const clock = new Clock(store);
    if (settings.startAtMs !== null) clock.startAt(settings.startAtMs);
    else clock.startAhead(settings.clockOffsetS * 1000);
    const ids = new Ids(store, settings.seed);
    const schedule = new Schedule(store, clock, ids);
    const events = new Events(store, clock, ids);
    this.world = { settings, store, clock, ids, events, schedule, base: () => this.#base };
    this.idempotency = new Idempotency(this.world);
    this.queue = new DeliveryQueue(this.world, this.webhookFaults);
    if (settings.webhook) {
      registerAtStart(this.world, settings.webhook.url, settings.webhook.secret);
    }
    forgetOldEvents(this.world);
    planPayouts(this.world);
    store.flush();
  }

  setBase(base: string): void {
    this.#base = base;
  }

  /** What is due by now happens, before anything else does. */
  runDue(): void {
    runDueTasks(this.world);
  }

  /** Deliveries that a fault wants made before the call's own answer. */
  async deliverFirst(): Promise<void> {
    for (const delivery of this.queue.prepare(this.world.events.takeRecorded())) {
      await this.queue.deliverNow(delivery);
    }
  }

  /** Lets due things happen, starts deliveries, and sleeps until the next moment of interest. */
  wake(): void {
    this.#advance().catch((error: unknown) => this.report(error));
  }

  /** Resolves when everything that is due now has happened and been sent, also what follows from it. */
  async settle(): Promise<void> {
    do {
      this.runDue();
      await this.deliverFirst();
      await this.queue.idle();
    } while (this.#isDue(nextTaskMs(this.world)));
    this.world.store.flush();
    this.#sleep();
  }

  record(call: RecordedCall): void {
    this.calls.push(call);
    if (this.calls.length > CALLS_KEPT) this.calls.shift();
  }

  report(error: unknown): void {
    console.error("Stripe simulator:", error);
  }

  async pause(milliseconds: number): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    if (this.#timer) clearTimeout(this.#timer);
    await this.queue.close();
    this.world.store.close();
  }

  #isDue(momentMs: number | null): boolean {
    return momentMs !== null && momentMs <= this.world.clock.nowMs();
  }

  async #advance(): Promise<void> {
    if (this.#isClosed) return;
    this.runDue();
    await this.deliverFirst();
    this.world.store.flush();
    this.queue.kick();
    this.#sleep();
  }

  #sleep(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#isClosed || !this.world.clock.isRunning) return;
    const moments = [nextTaskMs(this.world), this.queue.nextDueMs()].filter((at) => at !== null);
    if (moments.length === 0) return;
    const wait = Math.min(...moments) - this.world.clock.nowMs();
    const bounded = Math.min(Math.max(wait, 10), LONGEST_WAIT_MS);
    this.#timer = setTimeout(() => this.wake(), bounded);
    this.#timer.unref();
  }
}
