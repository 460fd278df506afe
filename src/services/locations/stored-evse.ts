import { decodeStored, encodeStored, type Json } from "@/core/roaming/json";
import type { Evse } from "@/core/roaming/location";

/** An EVSE with its connectors, for a jsonb column. */
export function encodeEvse(evse: Evse): Json {
  return encodeStored("evse", evse);
}

/** What `encodeEvse` stored. Throws if the column holds anything else. */
export function decodeEvse(json: unknown): Evse {
  return decodeStored("evse", json) as Evse;
}
