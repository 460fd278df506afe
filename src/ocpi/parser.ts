import type { z } from "zod";
import { ok } from "@/core/outcome";
import type { Parsed } from "./codec";
import type { JsonValue } from "./json-value";
import { readWire } from "./wire/read-wire";

/** A reader of one class: by its schema, then to core, under the name that the result has. Never throws. */
export function parser<K extends string, W, T>(
  name: K,
  schema: z.ZodType<W>,
  toCore: (wire: W) => T,
): (json: JsonValue, receivedAt: Temporal.Instant) => Parsed<K, T> {
  return (json, receivedAt) => {
    const read = readWire(schema, json, receivedAt);
    if (!read.ok) return read;
    const named = { [name]: toCore(read.value.value) } as { readonly [key in K]: T };
    return ok({ ...named, notes: read.value.notes });
  };
}
