import { isScsp } from "./client";
import type { Cpo } from "./cpo";
import { locationsToPush, putObject, sessionsToPush, tariffsToPush } from "./deliveries";
import { isForgotten } from "./handshake-as-sender";
import { sendReconciliation } from "./reconciliations";
import { sendCdr } from "./send-cdr";
import type { StoredCdr, StoredSession } from "./state";

const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 30_000;

function idsPending(records: { object: { id: string }; delivery: { state: string } }[]): string[] {
  return records
    .filter(({ delivery }) => delivery.state === "pending")
    .map(({ object }) => object.id);
}

/** The CDRs that are made and not yet taken; those that come late on purpose are not made yet. */
function cdrsDue(cpo: Cpo): StoredCdr[] {
  const nowMs = cpo.clock.nowMs();
  return cpo.state.cdrs.all().filter(({ notBeforeMs = 0 }) => notBeforeMs <= nowMs);
}

/** Tariffs and locations, without which a session or a CDR makes no sense. */
export async function deliverCatalogue(cpo: Cpo): Promise<void> {
  const { tariffs, locations } = cpo.state;
  for (const id of idsPending(tariffs.all())) await putObject(cpo, tariffsToPush(cpo), id);
  for (const id of idsPending(locations.all())) await putObject(cpo, locationsToPush(cpo), id);
}

/** The sessions that can be told: other eMSPs' only to an SCSP. */
function sessionsToTell(cpo: Cpo): StoredSession[] {
  const isOpenToAll = isScsp(cpo);
  return cpo.state.sessions.all().filter(({ isForeign }) => isForeign !== true || isOpenToAll);
}

/** Everything that the eMSP has not taken yet; live sessions tell themselves. */
async function deliverPending(cpo: Cpo): Promise<void> {
  const { sessions, reconciliations } = cpo.state;
  await deliverCatalogue(cpo);
  for (const id of idsPending(sessionsToTell(cpo))) {
    // Looked at again: it may have been told by itself while others were being sent.
    const isPending = sessions.get(id)?.delivery.state === "pending";
    if (isPending && !cpo.live.has(id) && !cpo.sending.has(id))
      await putObject(cpo, sessionsToPush(cpo), id);
  }
  for (const id of idsPending(cdrsDue(cpo))) await sendCdr(cpo, id);
  for (const id of idsPending(reconciliations.all())) await sendReconciliation(cpo, id);
}

/** How many objects the eMSP has yet to take, without what is live or being sent now: that tells itself. */
function countPending(cpo: Cpo): number {
  const { tariffs, locations } = cpo.state;
  const told = [tariffs.all(), locations.all(), cdrsDue(cpo), sessionsToTell(cpo)].flatMap(
    idsPending,
  );
  return told.filter((id) => !cpo.live.has(id) && !cpo.sending.has(id)).length;
}

/** Looks again and again, more slowly while the eMSP is away, until this CPO stops or is no longer registered. */
export async function redeliver(cpo: Cpo): Promise<"forgotten" | "over"> {
  let pauseMs = FIRST_PAUSE_MS;
  while (!cpo.signal.aborted && cpo.state.progress.value.registration !== null) {
    await deliverPending(cpo);
    const isBehind = countPending(cpo) > 0;
    if (isBehind && (await isForgotten(cpo))) return "forgotten";
    pauseMs = isBehind ? Math.min(pauseMs * 2, LONGEST_PAUSE_MS) : FIRST_PAUSE_MS;
    await cpo.clock.pause(pauseMs);
  }
  return "over";
}
