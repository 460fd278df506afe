import type { Cpo } from "./cpo";
import { putObject } from "./deliveries";
import { isForgotten } from "./handshake-as-sender";
import { sendCdr } from "./send-cdr";

const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 30_000;

function idsPending(records: { object: { id: string }; delivery: { state: string } }[]): string[] {
  return records
    .filter(({ delivery }) => delivery.state === "pending")
    .map(({ object }) => object.id);
}

/** Tariffs and locations, without which a session or a CDR makes no sense. */
export async function deliverCatalogue(cpo: Cpo): Promise<void> {
  const { tariffs, locations } = cpo.state;
  for (const id of idsPending(tariffs.all())) await putObject(cpo, "tariffs", tariffs, id);
  for (const id of idsPending(locations.all())) await putObject(cpo, "locations", locations, id);
}

/** Everything that the eMSP has not taken yet; live sessions tell themselves. */
async function deliverPending(cpo: Cpo): Promise<void> {
  const { sessions, cdrs } = cpo.state;
  await deliverCatalogue(cpo);
  for (const id of idsPending(sessions.all())) {
    // Looked at again: it may have been told by itself while others were being sent.
    const isPending = sessions.get(id)?.delivery.state === "pending";
    if (isPending && !cpo.live.has(id) && !cpo.sending.has(id))
      await putObject(cpo, "sessions", sessions, id);
  }
  for (const id of idsPending(cdrs.all())) await sendCdr(cpo, id);
}

/** How many objects the eMSP has yet to take, sessions that are live now left out. */
function countPending(cpo: Cpo): number {
  const { tariffs, locations, sessions, cdrs } = cpo.state;
  const told = [tariffs, locations, cdrs].flatMap((records) => idsPending(records.all()));
  return told.length + idsPending(sessions.all()).filter((id) => !cpo.live.has(id)).length;
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
