import { certify } from "./certify";
import { withdrawReservation } from "./command-reserve";
import { DEED_ORDERS } from "./control-deeds";
import { GARAGE_ORDERS } from "./control-garage";
import { type Outcome, playOrder } from "./control-session";
import { STATION_ORDERS } from "./control-stations";
import type { Cpo } from "./cpo";
import { creditCdr } from "./credit-cdr";
import { isOcpiVersion } from "./ocpi-version";
import { recordMonth, sendReconciliation } from "./reconciliations";
import { renewCredentials } from "./renew-credentials";
import { previousMonth } from "./story-plan";

type Body = Record<string, unknown>;
type Order = (cpo: Cpo, body: Body) => Promise<Outcome> | Outcome;

function refuse(http: number, error: string): Outcome {
  return { http, body: { error } };
}

/** `{"cdr_id": …, "replace": false}`: a Credit CDR and, unless told otherwise, the right one in its place. */
async function orderCredit(cpo: Cpo, body: Body): Promise<Outcome> {
  const { cdr_id: id, replace } = body;
  if (typeof id !== "string") return refuse(400, "cdr_id is missing");
  const credited = await creditCdr(cpo, id, replace !== false);
  if (!credited.ok) return refuse(409, credited.problem);
  const { creditId, replacementId } = credited;
  const deliveryOf = (cdrId: string) => cpo.state.cdrs.get(cdrId)?.delivery ?? null;
  return {
    http: 200,
    body: {
      credit_id: creditId,
      credit_delivery: deliveryOf(creditId),
      replacement_id: replacementId,
      replacement_delivery: replacementId === null ? null : deliveryOf(replacementId),
    },
  };
}

/** `{"month": "2026-10"}`, last month if left out: states which CDRs its invoice is for. */
async function orderReconciliation(cpo: Cpo, body: Body): Promise<Outcome> {
  const month = body["month"] ?? previousMonth(cpo.clock.nowMs(), cpo.profile.timeZone);
  if (typeof month !== "string" || !/^\d{4}-\d{2}$/u.test(month)) {
    return refuse(400, "month is not like 2026-10");
  }
  if (cpo.state.progress.value.registration?.version !== "2.3.0") {
    return refuse(409, "not registered with 2.3.0");
  }
  const record = recordMonth(cpo, month);
  if (record === null) return refuse(404, "no CDR ended in that month");
  await sendReconciliation(cpo, record.id);
  const delivery = cpo.state.reconciliations.get(record.id)?.delivery ?? null;
  return { http: 200, body: { record, delivery } };
}

/** `{"version": "2.3.0"}`: a PUT of our credentials, to rotate the token or to move to that version. */
async function orderRenewal(cpo: Cpo, body: Body): Promise<Outcome> {
  const { version } = body;
  const isOffered = isOcpiVersion(version) && cpo.configuration.versions.includes(version);
  if (version !== undefined && !isOffered) return refuse(400, "version is none of ours");
  const problem = await renewCredentials(cpo, isOcpiVersion(version) ? version : undefined);
  if (problem !== null) return refuse(409, problem);
  return { http: 200, body: { version: cpo.state.progress.value.registration?.version ?? null } };
}

/** `{"reservation_id": …}`: takes a reservation back and tells the eMSP. */
async function orderWithdrawal(cpo: Cpo, body: Body): Promise<Outcome> {
  const { reservation_id: id } = body;
  if (typeof id !== "string") return refuse(400, "reservation_id is missing");
  const isDone = await withdrawReservation(cpo, id);
  return isDone ? { http: 200, body: { reservation_id: id } } : refuse(404, "no such reservation");
}

/** `{"live_seconds": 9}`: everything that an eMSP's self-certification asks for, once. */
async function orderCertification(cpo: Cpo, body: Body): Promise<Outcome> {
  const { live_seconds: seconds = 9 } = body;
  const isSpan = typeof seconds === "number" && seconds >= 7 && seconds <= 600;
  if (!isSpan) return refuse(400, "live_seconds is not a number from 7 to 600");
  if (cpo.state.progress.value.registration === null) return refuse(409, "not registered");
  const { version, deeds, sessionId, cdrId } = await certify(cpo, seconds);
  const done = deeds.every(({ ok }) => ok);
  return {
    http: done ? 200 : 409,
    body: { done, version, deeds, session_id: sessionId, cdr_id: cdrId },
  };
}

function setFaults(cpo: Cpo, body: Body): Outcome {
  const errors = cpo.faults.set(body);
  return { http: errors.length > 0 ? 400 : 200, body: { faults: cpo.faults.remaining(), errors } };
}

/** `{"ahead_ms": 86400000}`: lives that much ahead of the machine's clock from now on. It never goes back. */
function moveClock(cpo: Cpo, { ahead_ms: aheadMs }: Body): Outcome {
  const isSpan = typeof aheadMs === "number" && Number.isFinite(aheadMs) && aheadMs >= 0;
  if (!isSpan) return refuse(400, "ahead_ms is not a number of milliseconds from 0");
  cpo.clock.moveAhead(aheadMs);
  return { http: 200, body: { ahead_ms: cpo.clock.aheadMs(), now_ms: cpo.clock.nowMs() } };
}

/** What can be POSTed to `/control/{name}`. */
export const CONTROL_ORDERS: ReadonlyMap<string, Order> = new Map<string, Order>([
  ...DEED_ORDERS,
  ...GARAGE_ORDERS,
  ...STATION_ORDERS,
  ["cancel-reservation", orderWithdrawal],
  ["certify", orderCertification],
  ["clock", moveClock],
  ["credit-cdr", orderCredit],
  ["faults", setFaults],
  ["play-session", playOrder],
  ["reconcile-invoices", orderReconciliation],
  ["renew-credentials", orderRenewal],
]);
