import type { z } from "zod";
import { field, type Look } from "./look";

interface ChoiceOptions<V extends string> {
  /** Stands in for a value that is missing. */
  readonly missing?: V;
  /** Stands in for a value that we do not know. */
  readonly unknown?: V;
  /** Other spellings and what they mean. */
  readonly synonyms?: Readonly<Record<string, V>>;
}

/** A closed enumeration: what is unknown is a reason, unless something stands in for it. */
export function choice<const V extends string>(
  values: readonly V[],
  options: ChoiceOptions<V> = {},
): z.ZodType<V> {
  return field<V>((value) => {
    const look = lookAtWord(value, values, options);
    if (look !== undefined) return look;
    return options.unknown === undefined
      ? { reason: "unknown-value" }
      : { note: "unknown-value", read: options.unknown };
  });
}

/** An enumeration that partners extend: what is unknown is kept as it is, with a note. */
export function openChoice<const V extends string>(
  values: readonly V[],
  options: ChoiceOptions<V> = {},
): z.ZodType<string> {
  return field<string>((value) => lookAtWord(value, values, options) ?? { note: "unknown-value" });
}

/** `undefined` for a word that is not among the values in any spelling. */
function lookAtWord<V extends string>(
  value: unknown,
  values: readonly V[],
  options: ChoiceOptions<V>,
): Look | undefined {
  if (value === undefined || value === null || value === "") {
    return options.missing === undefined
      ? { reason: "missing" }
      : { note: "missing", read: options.missing };
  }
  if (typeof value !== "string") return { reason: "not-a-text" };
  if ((values as readonly string[]).includes(value)) return "fine";
  const upper = value.trim().toUpperCase();
  const known = values.find((one) => one.toUpperCase() === upper) ?? options.synonyms?.[upper];
  return known === undefined ? undefined : { note: "other-spelling", read: known };
}
