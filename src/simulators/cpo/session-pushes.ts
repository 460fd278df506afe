import type { Cpo, LiveSession } from "./cpo";
import { patchObject, putObject, sessionsToPush } from "./deliveries";
import { formatMillis } from "./instants";
import type { StoredSession } from "./state";
import { advanceSession } from "./stays";
import { writerOf } from "./writers";

/** The first push of a session: a PUT; or, as some partners do, a PATCH first and then a PUT that is older than it. */
export async function tellBegin(cpo: Cpo, stored: StoredSession): Promise<void> {
  const { id, kwh, total_cost: cost } = stored.object;
  const costs = cost === undefined ? {} : { total_cost: cost };
  if (cpo.faults.take("patch_before_put")) {
    const updated = formatMillis(cpo.clock.nowMs() + 1_000);
    const change = { kwh, ...costs, last_updated: updated };
    const body = writerOf(cpo).sessionChange(change, stored.object);
    await patchObject(cpo, sessionsToPush(cpo), { id, body, isBlind: true });
  }
  await putObject(cpo, sessionsToPush(cpo), id);
}

/** How far a session is told. */
export interface Stretch {
  id: string;
  untilS: number;
  isEnd: boolean;
}

/** PATCHes a session up to an instant. A message that is to be out of order is held back until after the next one. */
export async function tellProgress(
  cpo: Cpo,
  live: LiveSession,
  { id, untilS, isEnd }: Stretch,
): Promise<void> {
  const { sessions } = cpo.state;
  const stored = sessions.get(id);
  if (stored === undefined || stored.open === null) return;
  const change = advanceSession(cpo, stored, untilS, isEnd);
  // A session that the eMSP refused is not forced on it every three seconds; its end is told once more.
  if (stored.delivery.state === "refused" && !isEnd) return;
  const whole = sessions.get(id)?.object ?? stored.object;
  const body = writerOf(cpo).sessionChange(change, whole);
  if (!isEnd && live.heldBack === null && cpo.faults.take("reordered_pushes")) {
    live.heldBack = body;
    return;
  }
  await patchObject(cpo, sessionsToPush(cpo), { id, body });
  const late = live.heldBack;
  live.heldBack = null;
  if (late !== null) await patchObject(cpo, sessionsToPush(cpo), { id, body: late });
}
