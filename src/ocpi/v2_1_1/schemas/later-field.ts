import type { z } from "zod";
import { raise } from "@/ocpi/wire/look";
import { unlessEmpty } from "./unless-empty";

/**
 * A field that 2.1.1 does not have and a later version does. Partners send it all the same, and what bears on a price
 * must not be overlooked: it is read as the later version reads it, with a note.
 */
export function laterField<T>(schema: z.ZodType<T>) {
  return unlessEmpty(
    schema.check((payload) => {
      const isGiven = payload.value !== undefined && payload.value !== null;
      raise(payload, isGiven ? { note: "later-version" } : "fine");
    }),
  );
}
