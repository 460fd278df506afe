import type { Evse, Location } from "@/core/roaming/location";

/**
 * The location as it is shown: a change of an EVSE or connector raises the `lastUpdated` of what it
 * belongs to (OCPI 2.2.1 mod_locations). What is stored keeps each one's own, because partners forget
 * to raise them and their next push must not look old.
 */
export function raisedLocation(location: Location): Location {
  const evses = location.evses.map(raisedEvse);
  return { ...location, evses, lastUpdated: latest([location, ...evses]) };
}

function raisedEvse(evse: Evse): Evse {
  return { ...evse, lastUpdated: latest([evse, ...evse.connectors]) };
}

function latest(
  objects: readonly [{ lastUpdated: Temporal.Instant }, ...{ lastUpdated: Temporal.Instant }[]],
): Temporal.Instant {
  return objects
    .map((one) => one.lastUpdated)
    .reduce((a, b) => (Temporal.Instant.compare(a, b) >= 0 ? a : b));
}
