import { setTimeout as wait } from "node:timers/promises";

/** Time as the simulator lives it. `pause` is a pause of the story and shrinks with the speed; `waitUntil` is an instant. */
export interface Clock {
  nowMs(): number;
  pause(ms: number): Promise<void>;
  waitUntil(atMs: number): Promise<void>;
  /** How far it is ahead of the machine's, and moves it on to be so far ahead. It never goes back. */
  aheadMs(): number;
  moveAhead(aheadMs: number): void;
}

/** Waits for an instant look at the clock so often: it may be moved meanwhile. */
const LOOK_EVERY_MS = 500;

/** The machine's clock, shifted so that it starts at `startMs` if given. A pending wait ends early when the signal aborts. */
export function machineClock(options: {
  speed: number;
  startMs: number | null;
  signal: AbortSignal;
}): Clock {
  const { speed, startMs, signal } = options;
  let shiftMs = startMs === null ? 0 : startMs - Date.now();
  const sleep = async (ms: number): Promise<void> => {
    if (signal.aborted || ms <= 0) return;
    try {
      await wait(ms, undefined, { signal });
    } catch {
      // Aborted: the caller looks at the signal.
    }
  };
  const nowMs = (): number => Date.now() + shiftMs;
  return {
    nowMs,
    pause: (ms) => sleep(ms / speed),
    waitUntil: async (atMs) => {
      while (!signal.aborted && nowMs() < atMs)
        await sleep(Math.min(atMs - nowMs(), LOOK_EVERY_MS));
    },
    aheadMs: () => shiftMs,
    moveAhead: (aheadMs) => {
      shiftMs = Math.max(shiftMs, aheadMs);
    },
  };
}
