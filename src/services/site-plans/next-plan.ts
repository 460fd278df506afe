import { PATIENCE_S } from "@/core/smart-charging/site-state/frame-problem";
import { overLimitSoon } from "@/core/smart-charging/site-state/choose-profiles";
import type { SiteState } from "@/core/smart-charging/site-state/site-state";
import { triedAgainAt } from "@/core/smart-charging/site-state/worth-sending";
import { slotStart } from "@/core/smart-charging/slot-span";

/**
 * When a site is planned again if nothing wakes it: at its next slot, or before that once a station has left a profile
 * without an answer for too long, or can be tried again.
 */
export function nextPlanAt(
  state: SiteState,
  { sent, now }: { readonly sent: number; readonly now: Temporal.Instant },
): Temporal.Instant {
  const times = [slotStart(state.span, 1)];
  if (sent > 0) times.push(now.add({ seconds: PATIENCE_S + 1 }));
  const needed = overLimitSoon(state);
  for (const { id, steering } of state.isSteered ? state.sessions : []) {
    const { newest } = steering;
    if (newest?.stands === "under-way") times.push(newest.since.add({ seconds: PATIENCE_S + 1 }));
    if (newest?.stands === "not-done") times.push(triedAgainAt(newest, needed.has(id)));
  }
  const ahead = times.filter((at) => Temporal.Instant.compare(at, now) > 0);
  return ahead.reduce(
    (first, at) => (Temporal.Instant.compare(at, first) < 0 ? at : first),
    now.add({ minutes: state.span.slotMinutes }),
  );
}
