import { callOcpi, describe, findTarget, joinUrl } from "./client";
import { type Cpo, noteRefusal } from "./cpo";
import { markOf } from "./deliveries";
import { formatMillis } from "./instants";
import type { ReconciliationRecord } from "./ocpi-objects";
import { PENDING } from "./state";

function monthOf(instant: string, timeZone: string): string {
  return Temporal.Instant.from(instant)
    .toZonedDateTimeISO(timeZone)
    .toPlainDate()
    .toPlainYearMonth()
    .toString();
}

/**
 * States which CDRs a month's invoice is for: all that ended in it on our wall clock, credits and replacements too.
 * Stating a month again replaces what was stated. Null when the month has no CDRs.
 */
export function recordMonth(cpo: Cpo, month: string): ReconciliationRecord | null {
  const { cdrs, reconciliations } = cpo.state;
  const { party, timeZone } = cpo.profile;
  const nowMs = cpo.clock.nowMs();
  const ids = cdrs
    .all()
    .filter(({ notBeforeMs = 0 }) => notBeforeMs <= nowMs)
    .filter(({ object }) => monthOf(object.end_date_time, timeZone) === month)
    .map(({ object }) => object.id);
  if (ids.length === 0) return null;
  const id = `${party.party_id}-I-${month.replace("-", "")}`;
  const former = reconciliations.get(id);
  const object: ReconciliationRecord = {
    ...party,
    id,
    invoice_id: `${party.party_id} ${month}`,
    cdrs: ids,
    last_updated: formatMillis(nowMs),
  };
  const order = former?.order ?? reconciliations.nextOrder();
  const isPosted = former?.isPosted ?? false;
  reconciliations.save(id, { order, object, delivery: PENDING, isPosted });
  return object;
}

async function sendOnce(cpo: Cpo, id: string): Promise<void> {
  const { reconciliations } = cpo.state;
  const stored = reconciliations.get(id);
  const target = findTarget(cpo, "invoicereconciliation", "RECEIVER");
  if (stored === undefined || target === null) return;
  const { country_code: country, party_id: party } = stored.object;
  const answer = await callOcpi(cpo, {
    method: stored.isPosted ? "PUT" : "POST",
    url: stored.isPosted ? joinUrl(target.url, country, party, id) : target.url,
    token: target.token,
    to: target.to,
    body: stored.object,
    pushed: "InvoiceReconciliationRecord",
  });
  const now = reconciliations.get(id) ?? stored;
  const delivery = markOf(now.delivery, answer);
  if (delivery.state === "refused") noteRefusal(cpo, `reconciliation ${id}: ${describe(answer)}`);
  const isPosted = stored.isPosted || delivery.state === "delivered";
  // Stated anew while it was on its way: the newer state is still to be told.
  const isCurrent = now.object === stored.object;
  reconciliations.save(id, {
    ...now,
    delivery: isCurrent ? delivery : { ...delivery, state: "pending" },
    isPosted,
  });
}

/** POSTs a record to the eMSP, or PUTs it when an earlier state of it is there; an eMSP without the module is not asked. */
export async function sendReconciliation(cpo: Cpo, id: string): Promise<void> {
  if (cpo.sending.has(id)) return;
  cpo.sending.add(id);
  try {
    await sendOnce(cpo, id);
  } finally {
    cpo.sending.delete(id);
  }
}
