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

/** A field whose value is checked by `look`. The schema never changes a value: `readWire` does, and notes it. */
export function field<T>(look: (value: unknown) => Look): z.ZodType<T> {
  return z.custom<T>().superRefine((value, ctx) => raise(ctx, look(value)));
}

/** Looks at a value of the wrong shape before `schema` does. */
export function reshaped<T>(schema: z.ZodType<T>, look: (value: unknown) => Look): z.ZodType<T> {
  return z
    .unknown()
    .superRefine((value, ctx) => raise(ctx, look(value)))
    .pipe(schema);
}

/** Raises what was thought as an issue, at the value itself or at a key of it. */
export function raise(ctx: z.core.$RefinementCtx, look: Look, key?: string): void {
  if (look === "fine") return;
  const path = key === undefined ? [] : [key];
  if ("reason" in look) {
    ctx.addIssue({ code: "custom", message: look.reason, path });
    return;
  }
  const params: LookParams = {
    note: look.note,
    ...("read" in look ? { read: { value: look.read } } : {}),
  };
  ctx.addIssue({ code: "custom", message: look.note, path, params: { ...params } });
}
