import { decodeStored, encodeStored, type Json } from "@/core/roaming/json";

/** How far ahead a question for the active profile looks, in seconds. */
export interface ProfileSpan {
  readonly durationS: number;
}

/** A span for the wish's column. */
export function encodeSpan(span: ProfileSpan): Json {
  return encodeStored("profile-span", span);
}

/** What `encodeSpan` stored. Throws if the column holds anything else. */
export function decodeSpan(json: unknown): ProfileSpan {
  return decodeStored("profile-span", json) as ProfileSpan;
}

/** What a wish to clear a profile says: nothing further. */
export function encodeNothing(): Json {
  return encodeStored("nothing", {});
}
