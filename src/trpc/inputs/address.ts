import { z } from "zod";

/*
 * Filters as they stand in an address. What somebody bent is passed over rather than refused: the list then
 * shows more instead of an error.
 */

/** A page of a list. */
export const pageField = z.coerce.number().int().min(1).max(10_000).catch(1);

/** A few words to look for. */
export const textField = z.string().trim().min(1).max(80).optional().catch(undefined);

/** A calendar day ("2026-11-22"). */
export const dayField = z.iso.date().optional().catch(undefined);

/** One of a closed set. */
export function choiceField<const V extends readonly [string, ...string[]]>(values: V) {
  return z.enum(values).optional().catch(undefined);
}

/** An id of ours. */
export const idField = z.uuid().optional().catch(undefined);
