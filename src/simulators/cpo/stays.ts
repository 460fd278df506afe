import { type Cpo } from "./cpo";
import { formatMillis, formatSeconds } from "./instants";
import type { Cdr, Session } from "./ocpi-objects";
import { buildCdr, buildSession, sessionProgress, type Stay } from "./session-objects";
import { hasSigningMeter, isOddCharge, signCharge } from "./signed-meter";
import { WRONG_BY } from "./story-plan";
import { type Delivery, type OpenStay, PENDING, type StoredSession } from "./state";

/** Takes the next pair of ids; the counter survives a restart. */
export function takeIds(cpo: Cpo): { sessionId: string; cdrId: string } {
  const { progress } = cpo.state;
  const number = progress.value.sessionsNumbered + 1;
  progress.update({ sessionsNumbered: number });
  const party = cpo.profile.party.party_id;
  const digits = String(number).padStart(6, "0");
  return { sessionId: `${party}-S-${digits}`, cdrId: `${party}-C-${digits}` };
}

/** Writes a session that has begun into the state, told as far as `open.toldUntilS`. */
export function openSession(cpo: Cpo, open: OpenStay): StoredSession {
  const { sessions } = cpo.state;
  const object = buildSession(open.stay, open.toldUntilS, cpo.clock.nowMs());
  return sessions.save(object.id, {
    order: sessions.get(object.id)?.order ?? sessions.nextOrder(),
    object,
    delivery: PENDING,
    open,
    ...(open.stay.isForeign === true ? { isForeign: true as const } : {}),
  });
}

/** Brings a session up to `untilS` in the state and returns the fields that changed, as a PATCH carries them. */
export function advanceSession(
  cpo: Cpo,
  stored: StoredSession,
  untilS: number,
  isEnd: boolean,
): Partial<Session> {
  const { open, object } = stored;
  if (open === null) throw new Error(`session ${object.id} is over`);
  const progress = sessionProgress(open.stay, open.toldUntilS, untilS);
  const change = {
    ...progress,
    ...(isEnd ? { status: "COMPLETED" as const, end_date_time: formatSeconds(untilS) } : {}),
    last_updated: formatMillis(cpo.clock.nowMs()),
  };
  cpo.state.sessions.save(object.id, {
    ...stored,
    object: {
      ...object,
      ...change,
      charging_periods: [...object.charging_periods, ...progress.charging_periods],
    },
    open: isEnd ? null : { ...open, toldUntilS: untilS },
  });
  return change;
}

/** Leaves a session as it was last told, for ever. */
export function abandonSession(cpo: Cpo, id: string): void {
  const stored = cpo.state.sessions.get(id);
  if (stored !== undefined) cpo.state.sessions.save(id, { ...stored, open: null });
}

const MISREADINGS = [
  ["rounded_periods", "rounded-periods"],
  ["stepped_periods", "stepped-periods"],
  ["vat_twice", "vat-twice"],
] as const;

const WITHHELD: Delivery = { state: "withheld", attempts: 0, answer: null };

/** Writes the CDR of a finished stay into the state, ready to be sent; the switched-on faults leave their mark here. */
export function writeCdr(
  cpo: Cpo,
  stay: Stay,
  closing: Pick<OpenStay, "cdrCopies" | "endS" | "surcharge">,
): boolean {
  if (closing.cdrCopies === 0 || cpo.faults.take("drop_cdr")) return false;
  const { cdrs } = cpo.state;
  const surcharge = cpo.faults.take("wrong_cost") ? WRONG_BY : closing.surcharge;
  const misreading = MISREADINGS.find(([fault]) => cpo.faults.take(fault))?.[1];
  const isLost = cpo.faults.take("lost_cdr");
  const lateByMs = cpo.faults.take("late_cdr")
    ? cpo.configuration.lateCdrMs / cpo.configuration.speed
    : 0;
  const nowMs = cpo.clock.nowMs() + lateByMs;
  const { endS } = closing;
  const copies = cpo.faults.take("duplicate_cdr") ? 2 : closing.cdrCopies;
  cdrs.save(stay.cdrId, {
    order: cdrs.get(stay.cdrId)?.order ?? cdrs.nextOrder(),
    object: withSignedData(cpo, buildCdr(stay, { endS, nowMs, surcharge, misreading })),
    delivery: isLost ? WITHHELD : PENDING,
    copiesToSend: isLost ? 0 : copies,
    url: null,
    ...(lateByMs > 0 ? { notBeforeMs: nowMs } : {}),
    rightTotal: buildCdr(stay, { endS, nowMs, surcharge: 0 }).total_cost,
  });
  return true;
}

function withSignedData(cpo: Cpo, cdr: Cdr): Cdr {
  const { seed } = cpo.configuration;
  if (!hasSigningMeter(seed, cdr.cdr_location.evse_id)) return cdr;
  const isAltered = cpo.faults.take("altered_meter_data") || isOddCharge(seed, cdr.id);
  return { ...cdr, signed_data: signCharge(seed, cdr, isAltered) };
}
