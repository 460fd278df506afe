/** A business answer that the caller must look at: a value, or the reason why there is none. */
export type Outcome<T, R> = { readonly ok: true; readonly value: T } | Refusal<R>;

/** The "no" half of an `Outcome`. */
export type Refusal<R> = { readonly ok: false; readonly reason: R };

/** A "yes" with its value. */
export function ok<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

/** A "no" with its reason. */
export function no<R>(reason: R): Refusal<R> {
  return { ok: false, reason };
}
