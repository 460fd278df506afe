import type { JsonObject } from "./json-value";
import { describeFinding, type Finding } from "./wire/read-wire";

/** The findings about fields that a change brought; those about what was held already are known. */
export function notesOfPatch(patch: JsonObject, notes: readonly Finding[]): string[] {
  return notes.filter(({ path }) => (path.split(/[.[]/, 1)[0] ?? "") in patch).map(describeFinding);
}
