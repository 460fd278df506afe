import { callOcpi, describe, findTarget } from "./client";
import { type Cpo, noteRefusal } from "./cpo";
import { markOf } from "./deliveries";
import { writerOf } from "./writers";

/** POSTs a CDR as often as it is to be sent; the same bytes each time. A CDR is never sent by two at once. */
export async function sendCdr(cpo: Cpo, id: string): Promise<void> {
  if (cpo.sending.has(id)) return;
  cpo.sending.add(id);
  try {
    while (await sendOnce(cpo, id));
  } finally {
    cpo.sending.delete(id);
  }
}

/** True if it was accepted and is to be sent once more. */
async function sendOnce(cpo: Cpo, id: string): Promise<boolean> {
  const { cdrs } = cpo.state;
  const stored = cdrs.get(id);
  const target = findTarget(cpo, "cdrs", "RECEIVER");
  if (stored === undefined || target === null || stored.copiesToSend === 0) return false;
  if ((stored.notBeforeMs ?? 0) > cpo.clock.nowMs()) return false;
  const answer = await callOcpi(cpo, {
    method: "POST",
    url: target.url,
    token: target.token,
    to: target.to,
    body: writerOf(cpo).cdr(stored.object),
    pushed: "CDR",
  });
  const delivery = markOf(stored.delivery, answer);
  if (delivery.state === "refused") noteRefusal(cpo, `cdrs ${id}: ${describe(answer)}`);
  const copiesToSend = delivery.state === "pending" ? stored.copiesToSend : stored.copiesToSend - 1;
  const isOver = delivery.state === "refused" || copiesToSend === 0;
  cdrs.save(id, {
    ...stored,
    copiesToSend: isOver ? 0 : copiesToSend,
    url: answer.headers.get("location") ?? stored.url,
    delivery: isOver ? delivery : { ...delivery, state: "pending" },
  });
  return delivery.state === "delivered" && copiesToSend > 0;
}
