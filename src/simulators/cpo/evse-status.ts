import type { Cpo } from "./cpo";
import { locationsToPush, patchObject } from "./deliveries";
import { formatMillis } from "./instants";
import { writerOf } from "./writers";

/** The statuses that an EVSE here can have. */
export const EVSE_STATUSES = ["AVAILABLE", "CHARGING", "RESERVED"] as const;

export type EvseStatus = (typeof EVSE_STATUSES)[number];

/** Tells the eMSP that an EVSE is taken, kept for somebody or free again. */
export async function showStatus(
  cpo: Cpo,
  at: { locationId: string; evseUid: string },
  status: EvseStatus,
): Promise<void> {
  const { locations } = cpo.state;
  const stored = locations.get(at.locationId);
  if (stored === undefined) return;
  const updated = formatMillis(cpo.clock.nowMs());
  const { evses } = stored.object;
  locations.save(at.locationId, {
    ...stored,
    object: {
      ...stored.object,
      evses: evses.map((evse) =>
        evse.uid === at.evseUid ? { ...evse, status, last_updated: updated } : evse,
      ),
      last_updated: updated,
    },
  });
  await patchObject(cpo, locationsToPush(cpo), {
    id: at.locationId,
    path: [at.evseUid],
    body: writerOf(cpo).evseChange({ status, last_updated: updated }),
  });
}
