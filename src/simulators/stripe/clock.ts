import type { Store } from "./store";

/** The simulated time. It runs with the real one, at a distance that the control API sets. */
export class Clock {
  #pinnedMs: number | null = null;

  constructor(private readonly store: Store) {}

  nowMs(): number {
    if (this.#pinnedMs !== null) return this.#pinnedMs;
    const row = this.#row();
    return row.mode === "frozen" ? row.atMs : Date.now() + row.offsetMs;
  }

  /** Whole seconds since 1970, as Stripe's `created` fields. */
  now(): number {
    return Math.floor(this.nowMs() / 1000);
  }

  get isRunning(): boolean {
    return this.#row().mode === "running";
  }

  /** Runs something at a moment of its own, so that its objects bear that time. */
  at(momentMs: number, run: () => void): void {
    const before = this.#pinnedMs;
    this.#pinnedMs = momentMs;
    try {
      run();
    } finally {
      this.#pinnedMs = before;
    }
  }

  /** Moves the clock. Time that has been lived through can't come back. */
  moveTo(momentMs: number): void {
    if (momentMs < this.nowMs()) throw new RangeError("The simulated clock can't go back");
    this.#set(momentMs);
  }

  /** Moves the clock on. A running one ticks while it is moved, so that 0 is no step back. */
  advance(byMs: number): void {
    if (byMs < 0) throw new RangeError("The simulated clock can't go back");
    this.#set(this.nowMs() + byMs);
  }

  freeze(): void {
    this.store.put("clock", { ...this.#row(), mode: "frozen", atMs: this.nowMs() });
  }

  run(): void {
    const offsetMs = this.nowMs() - Date.now();
    this.store.put("clock", { ...this.#row(), mode: "running", offsetMs });
  }

  /** Before anything has happened, a fixed start makes one seed replay one history. */
  startAt(momentMs: number): void {
    if (this.store.get("clock", "clock")) return;
    this.store.put("clock", { id: "clock", mode: "frozen", offsetMs: 0, atMs: momentMs });
  }

  /** Before anything has happened, a running clock can be set ahead of the real one. */
  startAhead(byMs: number): void {
    if (byMs === 0 || this.store.get("clock", "clock")) return;
    this.store.put("clock", { ...this.#row(), offsetMs: byMs });
  }

  /** How far the simulated time is ahead of the real one now. */
  get offsetMs(): number {
    return this.nowMs() - Date.now();
  }

  #set(momentMs: number): void {
    const row = this.#row();
    this.store.put("clock", { ...row, atMs: momentMs, offsetMs: momentMs - Date.now() });
  }

  #row() {
    return (
      this.store.get("clock", "clock") ?? {
        id: "clock",
        mode: "running" as const,
        offsetMs: 0,
        atMs: 0,
      }
    );
  }
}
