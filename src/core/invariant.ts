/** A broken promise between our own parts: a bug, never a partner's or a person's mistake. */
export class InvariantError extends Error {
  override readonly name = "InvariantError";
}

/** Throws `InvariantError` with `message` unless `condition` holds. Narrows the condition's type. */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new InvariantError(message);
}
