import { z } from "zod";

/**
 * What a field's reader thinks of a value. `fine`: as specified. `note`: readable all the same; `read`, if
 * given, stands in its place (undefined: as if the field were not there). `reason`: not readable.
 */
export type Look =
  | "fine"
  | { readonly note: string; readonly read?: unknown }
  | { readonly reason: string };

/** Stands for a time that the sender left out and that the moment of receipt replaces. */
export const RECEIPT_TIME = Symbol("time of receipt");

/** The parameters of the issues that readers raise; `readWire` acts on them. */
export interface LookParams {
  readonly note?: string;
  readonly read?: { readonly value: unknown };
}

type Payload = z.core.ParsePayload;

/** A field whose value is checked by `look`. The schema never changes a value: `readWire` does, and notes it. */
export function field<T>(look: (value: unknown) => Look): z.ZodType<T> {
  const schema = z.unknown().check((payload) => raise(payload, look(payload.value)));
  return schema as z.ZodType as z.ZodType<T>;
}

/** Looks at a value of the wrong shape before `schema` does. */
export function reshaped<T>(schema: z.ZodType<T>, look: (value: unknown) => Look): z.ZodType<T> {
  return z
    .unknown()
    .check((payload) => raise(payload, look(payload.value)))
    .pipe(schema);
}

/** Raises what was thought as an issue, at the value itself or at a key of it. */
export function raise(payload: Payload, look: Look, key?: string): void {
  if (look === "fine") return;
  const isReason = "reason" in look;
  const params: LookParams = isReason
    ? {}
    : { note: look.note, ...("read" in look ? { read: { value: look.read } } : {}) };
  payload.issues.push({
    code: "custom",
    message: isReason ? look.reason : look.note,
    input: payload.value,
    path: key === undefined ? [] : [key],
    params: { ...params },
    // Its neighbours and the object around it are looked at all the same.
    continue: true,
  });
}
