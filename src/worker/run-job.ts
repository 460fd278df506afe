import type { Env } from "@/config/env";
import { asId, type Id } from "@/core/ids";
import type { JobName, JobPayload } from "@/queue/jobs";
import { openContext, type Ctx, type Runtime } from "@/services/context";
import { ServiceError } from "@/services/service-error";
import type { Task } from "./task";
import { checkVatNumber } from "./tasks/check-vat-number";
import { pushToken } from "./tasks/push-token";
import { renderDocument } from "./tasks/render-document";
import { replayMessage } from "./tasks/replay-message";
import { sendCommand } from "./tasks/send-command";
import { sendNotification } from "./tasks/send-notification";
import {
  checkPayment,
  collectPayment,
  collectTopup,
  eraseStripeCustomer,
  readStripeEvent,
  sendRefund,
} from "./tasks/stripe";

const tasks: Readonly<Record<JobName, Task>> = {
  "check-vat-number": checkVatNumber,
  "render-document": renderDocument,
  "send-notification": sendNotification,
  "push-token": pushToken,
  "send-command": sendCommand,
  "replay-message": replayMessage,
  "collect-payment": collectPayment,
  "collect-topup": collectTopup,
  "check-payment": checkPayment,
  "send-refund": sendRefund,
  "read-stripe-event": readStripeEvent,
  "erase-stripe-customer": eraseStripeCustomer,
};

/** The worker as an actor of a tenant. */
export function workerContext(runtime: Runtime, tenantId: Id<"tenant">): Ctx {
  return openContext(runtime, { tenantId, actor: { kind: "system", name: "worker" } });
}

/**
 * Runs one wake-up. What a service refuses for good is logged and put aside (its row says why); what is
 * unavailable, or unforeseen, is thrown, and the queue brings it back.
 */
export async function runJob(
  runtime: Runtime,
  env: Env,
  name: JobName,
  payload: JobPayload,
): Promise<void> {
  const ctx = workerContext(runtime, asId<"tenant">(payload.tenantId));
  try {
    await tasks[name]({ ctx, env, id: payload.id });
  } catch (error) {
    const isFinal = error instanceof ServiceError && error.code !== "UNAVAILABLE";
    runtime.log[isFinal ? "warn" : "error"](
      { err: error, job: name, id: payload.id },
      "a job failed",
    );
    if (!isFinal) throw error;
  }
}
