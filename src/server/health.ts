import type { Runtime } from "@/services/context";
import { demoClockAheadMs } from "@/services/demo-clock/follow-demo-clock";

const PATIENCE_MS = 2_000;

/** `GET /health`: 200 while the database answers, else 503. */
export async function answerHealth(runtime: Runtime, version: string): Promise<Response> {
  const isReachable = await isDatabaseReachable(runtime);
  return Response.json(
    {
      status: isReachable ? "ok" : "unavailable",
      database: isReachable,
      version,
      // A demo's simulators live in its time.
      ...(runtime.settings.canMoveTime && { clockAheadMs: demoClockAheadMs() }),
    },
    { status: isReachable ? 200 : 503, headers: { "Cache-Control": "no-store" } },
  );
}

async function isDatabaseReachable({ pool, log }: Runtime): Promise<boolean> {
  const { promise: tooLong, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error("no answer in time")), PATIENCE_MS);
  try {
    await Promise.race([pool.raw`select 1`, tooLong]);
    return true;
  } catch (error) {
    log.warn({ err: error }, "the database can't be reached");
    return false;
  } finally {
    clearTimeout(timer);
  }
}
