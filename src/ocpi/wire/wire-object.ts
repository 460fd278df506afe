import { z } from "zod";
import { raise, reshaped } from "./look";

const MAX_UNKNOWN_KEYS = 20;

/** An object of the protocol. Fields that it does not have are kept and noted. */
export function wireObject<S extends z.core.$ZodLooseShape>(shape: S) {
  return z.looseObject(shape).check((payload) => {
    let unknownKeys = 0;
    for (const key of Object.keys(payload.value)) {
      if (key in shape) continue;
      raise(payload, { note: "unknown-field" }, key);
      if (++unknownKeys === MAX_UNKNOWN_KEYS) return;
    }
  });
}

/** OCPI cardinality `?`: null and absence are the same. */
export function optional<T>(schema: z.ZodType<T>) {
  return schema.nullish();
}

/** OCPI cardinality `*`: null, absence and an empty list are the same. One object in place of a list is taken. */
export function list<T>(item: z.ZodType<T>) {
  return reshaped<T[] | null | undefined>(z.array(item).nullish(), (value) =>
    value === undefined || value === null || Array.isArray(value)
      ? "fine"
      : { note: "not-a-list", read: [value] },
  ).optional();
}

/** OCPI cardinality `+`. An empty or missing list is taken as empty, with a note. */
export function someOf<T>(item: z.ZodType<T>) {
  return reshaped<T[]>(z.array(item), (value) => {
    if (Array.isArray(value)) return value.length === 0 ? { note: "empty" } : "fine";
    return value === undefined || value === null
      ? { note: "missing", read: [] }
      : { note: "not-a-list", read: [value] };
  });
}

/** A required object that something may stand in for. */
export function orElse<T>(schema: z.ZodType<T>, standIn: object) {
  return reshaped<T>(schema, (value) =>
    value === undefined || value === null ? { note: "missing", read: standIn } : "fine",
  );
}
