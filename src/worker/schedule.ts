import { registerAtPartner } from "@/ocpi/senders/register-at-partner";
import { pushDueTokens } from "@/ocpi/senders/push-token";
import { rateDueCdrs } from "@/services/cdrs/rate-due-cdrs";
import { CDRS_CHANNEL } from "@/services/cdrs/receive-cdrs";
import type { Ctx, Runtime } from "@/services/context";
import { closeDuePeriods } from "@/services/invoices/close-due-periods";
import { findDueRegistrations } from "@/services/partners/find-due-registrations";
import { listTenants } from "@/services/tenants/list-tenants";
import { every, type Running } from "./every";
import { workerContext } from "./run-job";
import { sweep } from "./sweep";

const RATE_BATCH = 64;
const TOKEN_BATCH = 20;

/** Starts what the worker does of itself, for every tenant, and returns how to stop it. */
export async function startSchedule(runtime: Runtime): Promise<() => Promise<void>> {
  const { log } = runtime;
  const forAll = (work: (ctx: Ctx) => Promise<boolean>) => async () => {
    let more = false;
    for (const { id } of await listTenants(runtime)) {
      more = (await work(workerContext(runtime, id))) || more;
    }
    return more;
  };
  const rating = every(
    { name: "rate", everyMs: 2_000, log },
    forAll(async (ctx) => (await rateDueCdrs(ctx, RATE_BATCH)) === RATE_BATCH),
  );
  const loops: Running[] = [
    rating,
    every({ name: "sweep", everyMs: 5_000, log }, forAll(onceMore(sweep))),
    every({ name: "close", everyMs: 5_000, log }, forAll(onceMore(closeDuePeriods))),
    every({ name: "register", everyMs: 3_000, log }, forAll(onceMore(registerDue))),
    every(
      { name: "tokens", everyMs: 2_000, log },
      forAll(async (ctx) => (await pushDueTokens(ctx, TOKEN_BATCH)) === TOKEN_BATCH),
    ),
  ];
  // Ingest tells of new CDRs after its commit; many notices become one run.
  const listening = await runtime.pool.raw.listen(CDRS_CHANNEL, () => {
    rating.wake();
  });
  return async () => {
    await listening.unlisten().catch(() => undefined);
    await Promise.all(loops.map((loop) => loop.stop()));
  };
}

function onceMore(work: (ctx: Ctx) => Promise<unknown>): (ctx: Ctx) => Promise<boolean> {
  return async (ctx) => {
    await work(ctx);
    return false;
  };
}

async function registerDue(ctx: Ctx): Promise<void> {
  for (const partnerId of await findDueRegistrations(ctx)) {
    const result = await registerAtPartner(ctx, partnerId);
    if (!result.ok) ctx.log.warn({ partnerId, reason: result.reason }, "a registration failed");
  }
}
