import type { Parsed } from "./codec";
import type { JsonObject } from "./json-value";
import { describeFinding, type Finding } from "./wire/read-wire";

/** The findings about fields that a change brought; those about what was held already are known. */
export function notesOfPatch(patch: JsonObject, notes: readonly Finding[]): string[] {
  return notes.filter(({ path }) => (path.split(/[.[]/, 1)[0] ?? "") in patch).map(describeFinding);
}

/**
 * Reads an object with a change over it. Null for a field that must be there says no value, so that the one held
 * stays, with a note: some partners write out every field that they don't change.
 */
export function readChanged<K extends string, T>(
  read: (json: JsonObject) => Parsed<K, T>,
  whole: JsonObject,
  patch: JsonObject,
): Parsed<K, T> {
  const parsed = read({ ...whole, ...patch });
  const findings = parsed.ok ? parsed.value.notes : parsed.reason;
  const isKept = ({ path, code }: Finding) =>
    code === "missing" && patch[path] === null && path in whole;
  const kept = new Set(findings.filter(isKept).map(({ path }) => path));
  if (kept.size === 0) return parsed;
  const rest = Object.entries(patch).filter(([name]) => !kept.has(name));
  // What can't be read at all hides what could: the rest may hold more of them.
  const again = readChanged(read, whole, Object.fromEntries(rest));
  if (!again.ok) return again;
  const notes = [...kept].map((path) => ({ path, code: "null" }));
  return { ok: true, value: { ...again.value, notes: [...again.value.notes, ...notes] } };
}
