import type { Id } from "@/core/ids";
import type { Pool } from "@/db/client";
import { createLogger } from "@/observability/logger";
import { openContext, type Actor, type Clock, type Ctx, type Runtime } from "@/services/context";

/** A clock that stands still until it is told. */
export interface TestClock extends Clock {
  set(now: Temporal.Instant | string): void;
  advance(by: Temporal.DurationLike): void;
}

/** Stands at `start` (default 2026-11-02, a Monday, at noon in Stockholm). */
export function testClock(start = "2026-11-02T11:00:00Z"): TestClock {
  let now = Temporal.Instant.from(start);
  return {
    now: () => now,
    set: (next) => {
      now = Temporal.Instant.from(next);
    },
    advance: (by) => {
      now = now.add(by);
    },
  };
}

/** The system itself: what the worker acts as. */
const systemActor: Actor = { kind: "system", name: "test" };

/** What may differ from the usual test context. */
export interface TestContextOptions {
  readonly tenantId: Id<"tenant">;
  readonly actor?: Actor;
  readonly clock?: Clock;
}

/** A runtime on a test database, for code that opens contexts itself (receivers, handlers, tasks). */
export function testRuntime(pool: Pool, clock: Clock = testClock()): Runtime {
  return {
    pool,
    clock,
    settings: {
      baseUrl: "http://kvitt.test",
      stripeEnvironment: "simulator",
      secretKey: new Uint8Array(32).fill(7),
      allowLoopbackPartners: true,
      canMoveTime: false,
    },
    tzdataVersion: process.versions["tz"] ?? "unknown",
    log: createLogger({ name: "test", level: "silent" }),
  };
}

/** A context of a tenant: the system acts, on a clock that stands still, unless told otherwise. */
export function testContext(pool: Pool, options: TestContextOptions): Ctx {
  const { tenantId, actor = systemActor, clock } = options;
  return openContext(testRuntime(pool, clock), { tenantId, actor });
}
