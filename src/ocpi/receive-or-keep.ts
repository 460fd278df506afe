import { storeMessage } from "@/services/messages/store-message";
import type { PullModule } from "@/services/pulls/pull-module";
import { ServiceError } from "@/services/service-error";
import type { ModuleHandler, OcpiAnswer, OcpiCall } from "./call";
import { keptBody } from "./kept-body";
import { pushReceivers } from "./push-receivers";
import { listedClientReceiver } from "./receivers/hub-client-info";
import { invoiceReconciliationReceiver } from "./receivers/invoice-reconciliation";

/** What receives an object of a partner that did not come as a request, and shows it as it is held. */
export const receivers: Readonly<Record<PullModule, ModuleHandler>> = {
  ...pushReceivers,
  hubclientinfo: listedClientReceiver,
  invoicereconciliation: invoiceReconciliationReceiver,
};

/**
 * Receives something that did not come as a request by the way of one. What its receiver fails at is kept as a failed
 * message, and the answer is null. @throws what means that nothing can be stored at all.
 */
export async function receiveOrKeep(
  call: OcpiCall,
  module: PullModule,
): Promise<OcpiAnswer | null> {
  try {
    return await receivers[module](call);
  } catch (error) {
    if (error instanceof ServiceError && error.code === "UNAVAILABLE") throw error;
    call.ctx.log.error({ err: error, requestId: call.requestId }, "an object was not received");
    // Where even this fails, the store is away, and it is tried again later.
    await storeMessage(call.ctx, {
      partnerId: call.partner.id,
      direction: "in",
      module,
      method: call.method,
      url: call.url,
      requestId: call.requestId,
      correlationId: call.correlationId,
      body: await keptBody(call.ctx, module, call.body),
      outcome: "failed",
      reasons: [error instanceof ServiceError ? error.message : "It could not be stored."],
      occurredAt: call.receivedAt,
    });
    return null;
  }
}
