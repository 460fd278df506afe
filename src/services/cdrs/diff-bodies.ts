/** A value that differs between two JSON texts, by its path ("charging_periods.0.dimensions.1.volume"). */
export interface BodyDifference {
  readonly path: string;
  /** As written; null where it is absent. */
  readonly before: string | null;
  readonly after: string | null;
}

/** A number as it is written: a double would hide what differs beyond its digits. */
class NumberText {
  constructor(readonly text: string) {}
}

type Leaves = Map<string, string>;

/**
 * What differs between two JSON texts, value by value, numbers compared as they are written. Null where one
 * of them is no JSON: then they can only be read side by side.
 */
export function diffBodies(before: string, after: string): BodyDifference[] | null {
  const [old, fresh] = [leavesOf(before), leavesOf(after)];
  if (!old || !fresh) return null;
  const paths = [...new Set([...old.keys(), ...fresh.keys()])];
  return paths.flatMap((path) => {
    const [was, is] = [old.get(path) ?? null, fresh.get(path) ?? null];
    return was === is ? [] : [{ path, before: was, after: is }];
  });
}

function leavesOf(text: string): Leaves | null {
  try {
    const leaves: Leaves = new Map();
    const value: unknown = JSON.parse(text, (_key, entry: unknown, context?: { source?: string }) =>
      typeof entry === "number" ? new NumberText(context?.source ?? String(entry)) : entry,
    );
    collect(value, "", leaves);
    return leaves;
  } catch {
    return null;
  }
}

function collect(value: unknown, path: string, leaves: Leaves): void {
  if (typeof value !== "object" || value === null || value instanceof NumberText) {
    leaves.set(path, value instanceof NumberText ? value.text : JSON.stringify(value));
    return;
  }
  const entries = Object.entries(value);
  if (entries.length === 0) leaves.set(path, Array.isArray(value) ? "[]" : "{}");
  for (const [key, entry] of entries) collect(entry, path === "" ? key : `${path}.${key}`, leaves);
}
