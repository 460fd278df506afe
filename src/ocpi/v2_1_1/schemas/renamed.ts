import type { z } from "zod";
import { isJsonObject } from "@/ocpi/json-value";
import { reshaped } from "@/ocpi/wire/look";

/** An object of which fields are taken under the name that they have in later versions, with a note. */
export function renamed<T>(
  schema: z.ZodType<T>,
  names: Readonly<Record<string, string>>,
): z.ZodType<T> {
  return reshaped<T>(schema, (value) => {
    if (!isJsonObject(value)) return "fine";
    const wrong = Object.entries(names).find(([later, name]) => later in value && !(name in value));
    if (wrong === undefined) return "fine";
    const [later, name] = wrong;
    const { [later]: given = null, ...rest } = value;
    return { note: `${later}-for-${name}`, read: { ...rest, [name]: given } };
  });
}
