import { type Cpo, versionOf } from "./cpo";
import { formatMillis } from "./instants";
import type { Cdr, Price } from "./ocpi-objects";
import { sendCdr } from "./send-cdr";
import { PENDING } from "./state";

export type Credited =
  | { ok: true; creditId: string; replacementId: string | null }
  | { ok: false; problem: string };

function negated({ excl_vat: excl, incl_vat: incl }: Price): Price {
  return { excl_vat: -excl, incl_vat: -incl };
}

function save(cpo: Cpo, object: Cdr): void {
  const { cdrs } = cpo.state;
  const order = cdrs.nextOrder();
  cdrs.save(object.id, { order, object, delivery: PENDING, copiesToSend: 1, url: null });
}

/**
 * Takes a CDR back by a Credit CDR, which is the same but for its id and its negated `total_cost`, and, if asked to,
 * states the right claim in a new CDR (mod_cdrs, Credit CDRs). Not in 2.1.1, which has no such thing.
 */
export async function creditCdr(cpo: Cpo, id: string, isReplaced: boolean): Promise<Credited> {
  const { cdrs } = cpo.state;
  const stored = cdrs.get(id);
  if (versionOf(cpo) === "2.1.1") return { ok: false, problem: "2.1.1 has no Credit CDRs" };
  if (stored === undefined) return { ok: false, problem: "no such CDR" };
  const creditId = `${id}-C`;
  if (stored.object.credit === true || cdrs.get(creditId) !== undefined) {
    return { ok: false, problem: "it is a credit or has one already" };
  }
  const replacementId = isReplaced ? `${id}-R` : null;
  const updated = formatMillis(cpo.clock.nowMs());
  save(cpo, {
    ...stored.object,
    id: creditId,
    total_cost: negated(stored.object.total_cost),
    credit: true,
    credit_reference_id: id,
    last_updated: updated,
  });
  if (replacementId !== null) {
    const total = stored.rightTotal ?? stored.object.total_cost;
    save(cpo, { ...stored.object, id: replacementId, total_cost: total, last_updated: updated });
  }
  cpo.log(`CDR ${id} is credited${isReplaced ? " and replaced" : ""}`);
  // Held, so that nobody else sends the new claim before the old one is taken back.
  if (replacementId !== null) cpo.sending.add(replacementId);
  await sendCdr(cpo, creditId);
  if (replacementId !== null) {
    cpo.sending.delete(replacementId);
    await sendCdr(cpo, replacementId);
  }
  return { ok: true, creditId, replacementId };
}
