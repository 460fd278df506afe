import type { JobName } from "@/queue/jobs";
import { enqueue } from "@/queue/enqueue";
import type { Ctx } from "@/services/context";
import { findUnrenderedDocuments } from "@/services/invoices/find-unrendered-documents";
import { findDueReplays } from "@/services/messages/replay-request";
import { findDueNotifications } from "@/services/notifications/find-notifications";
import { findCustomersToErase } from "@/services/payments/erase-stripe-customer";
import { findCollectableInvoices, findDuePayments } from "@/services/payments/payment-rows";
import { findDueRefunds } from "@/services/refunds/refund-rows";
import { findDueEvents } from "@/services/payments/stripe-events";
import { findAskedVatNumbers } from "@/services/vat-numbers/ask-for-check";
import { findCollectableTopups } from "@/services/wallet/topup-rows";

const finders: readonly (readonly [JobName, (ctx: Ctx) => Promise<readonly string[]>])[] = [
  ["replay-message", findDueReplays],
  ["render-document", findUnrenderedDocuments],
  ["send-notification", findDueNotifications],
  ["collect-payment", findCollectableInvoices],
  ["collect-topup", findCollectableTopups],
  ["check-payment", findDuePayments],
  ["send-refund", findDueRefunds],
  ["read-stripe-event", findDueEvents],
  ["check-vat-number", findAskedVatNumbers],
  ["erase-stripe-customer", findCustomersToErase],
];

/**
 * Wakes every row of a tenant that is due: what a lost job, a lost queue or a killed worker left behind.
 * A row whose wake-up waits already gets no second one.
 */
export async function sweep(ctx: Ctx): Promise<void> {
  for (const [name, find] of finders) {
    for (const id of await find(ctx)) {
      await enqueue(ctx.db, name, { tenantId: ctx.tenantId, id });
    }
  }
}
