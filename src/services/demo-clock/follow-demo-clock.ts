import type { Pool } from "@/db/client";
import type { Logger } from "@/observability/logger";

const FOLLOWED = Symbol.for("kvitt.demo-clock");
const LOOK_EVERY_MS = 1_000;

/** Told when the clock was moved. */
export const DEMO_CLOCK_CHANNEL = "kvitt_demo_clock";

interface Followed {
  aheadMs: number;
}

type Registry = typeof globalThis & { [FOLLOWED]?: Followed };

/**
 * The clock of a demo: the machine's, as far ahead as `demo_clock` says. One per process, shared by its module graphs;
 * what is moved elsewhere is seen within a second. Never used in production.
 */
export function followDemoClock(pool: Pool, log: Logger): { now(): Temporal.Instant } {
  const registry = globalThis as Registry;
  const followed = (registry[FOLLOWED] ??= startFollowing(pool, log));
  return { now: () => Temporal.Now.instant().add({ milliseconds: followed.aheadMs }) };
}

/** How far ahead this process believes to be, for those who follow it from outside. Zero where nothing is followed. */
export function demoClockAheadMs(): number {
  return (globalThis as Registry)[FOLLOWED]?.aheadMs ?? 0;
}

function startFollowing(pool: Pool, log: Logger): Followed {
  const followed: Followed = { aheadMs: 0 };
  const look = async () => {
    const [row] = await pool.raw<{ ahead_ms: string }[]>`select ahead_ms from demo_clock`;
    // It only goes forward: a second that was lived through stays behind.
    followed.aheadMs = Math.max(followed.aheadMs, Number(row?.ahead_ms ?? 0));
  };
  const tick = () => {
    look().catch((error: unknown) => log.debug({ err: error }, "the demo's clock can't be read"));
  };
  tick();
  setInterval(tick, LOOK_EVERY_MS).unref();
  pool.raw.listen(DEMO_CLOCK_CHANNEL, tick).catch(() => undefined);
  return followed;
}
