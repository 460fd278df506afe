import type { Cpo, LiveSession } from "./cpo";
import type { OpenStay, StoredSession } from "./state";

/** A session that is going on, by its id. */
export interface FoundLive {
  live: LiveSession;
  stored: StoredSession;
  open: OpenStay;
}

/** The session of this id, if it is going on. */
export function findLive(cpo: Cpo, id: string): FoundLive | null {
  const found = [...cpo.live].find(([sessionId]) => sessionId.toUpperCase() === id.toUpperCase());
  const stored = found === undefined ? undefined : cpo.state.sessions.get(found[0]);
  if (found === undefined || stored === undefined || stored.open === null) return null;
  return { live: found[1], stored, open: stored.open };
}
