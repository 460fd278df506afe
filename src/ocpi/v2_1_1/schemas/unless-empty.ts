import type { z } from "zod";
import { reshaped } from "@/ocpi/wire/look";
import { optional } from "@/ocpi/wire/wire-object";

/** An optional field where an empty text is as good as none. */
export function unlessEmpty<T>(schema: z.ZodType<T>) {
  return optional(
    reshaped<T>(schema, (value) => (value === "" ? { note: "empty", read: undefined } : "fine")),
  );
}
