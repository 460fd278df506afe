import { setTimeout as wait } from "node:timers/promises";
import type { Clock } from "./clock";

/** A clock for tests on which a minute passes in a blink: all instants and waits run `factor` times as fast. */
export function acceleratedClock(startMs: number, factor: number): (signal: AbortSignal) => Clock {
  return (signal) => {
    const begunMs = performance.now();
    let aheadMs = 0;
    const nowMs = (): number =>
      Math.round(startMs + aheadMs + (performance.now() - begunMs) * factor);
    const sleep = async (ms: number): Promise<void> => {
      if (signal.aborted || ms <= 0) return;
      await wait(ms / factor + 1, undefined, { signal }).catch(() => undefined);
    };
    return {
      nowMs,
      pause: sleep,
      waitUntil: (atMs) => sleep(atMs - nowMs()),
      aheadMs: () => aheadMs,
      moveAhead: (ms) => {
        aheadMs = Math.max(aheadMs, ms);
      },
    };
  };
}
