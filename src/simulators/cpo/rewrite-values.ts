/** What becomes of one value, given its key and the object it stands in; values within it are rewritten already. */
export type Change = (key: string, value: unknown, parent: object) => unknown;

/** A copy of an object in which every field, of objects within it too, has gone through the change. */
function rewriteObject(value: object, change: Change): object {
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      change(key, rewriteValues(inner, change), value),
    ]),
  );
}

/** The same for any JSON value. */
export function rewriteValues(value: unknown, change: Change): unknown {
  if (Array.isArray(value)) return value.map((item) => rewriteValues(item, change));
  return typeof value === "object" && value !== null ? rewriteObject(value, change) : value;
}

const FRACTION = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})\.\d+Z$/u;

/** Without fractions of a second, which 2.1.1 does not know. */
export function inWholeSeconds(value: object): object {
  return rewriteObject(value, (_key, inner) =>
    typeof inner === "string" ? inner.replace(FRACTION, "$1Z") : inner,
  );
}
