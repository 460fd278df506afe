import type { z } from "zod";
import { formatMicro, parseMicro } from "@/core/money/quantity";
import { isJsonObject, JsonNumber } from "@/ocpi/json-value";
import { type Look, reshaped } from "@/ocpi/wire/look";
import { decimal } from "@/ocpi/wire/number";
import { optional, wireObject } from "@/ocpi/wire/wire-object";

/** OCPI 2.2.1 types, Price. */
export const priceSchema = wireObject({
  excl_vat: decimal(),
  incl_vat: optional(decimal()),
});

export type PriceWire = z.output<typeof priceSchema>;

/** A price; 2.1.1's bare number and 2.3.0's `before_taxes` with `taxes` are taken with a note. */
export const price = reshaped<PriceWire>(priceSchema, (value): Look => {
  if (value instanceof JsonNumber || (typeof value === "string" && value !== "")) {
    return { note: "number-for-price", read: { excl_vat: value } };
  }
  if (!isJsonObject(value) || "excl_vat" in value || !("before_taxes" in value)) return "fine";
  const { before_taxes: excl, taxes, after_taxes: after, ...rest } = value;
  const incl = after ?? sumOf(excl, taxes);
  const read =
    incl === undefined ? { ...rest, excl_vat: excl } : { ...rest, excl_vat: excl, incl_vat: incl };
  return { note: "price-of-2.3.0", read };
});

/** Before taxes plus the taxes, where all of them are readable. */
function sumOf(excl: unknown, taxes: unknown): JsonNumber | undefined {
  if (!Array.isArray(taxes) || taxes.length === 0) return undefined;
  let sum = 0n;
  for (const part of [excl, ...taxes.map((tax) => (isJsonObject(tax) ? tax["amount"] : null))]) {
    const source = part instanceof JsonNumber ? part.source : part;
    const parsed = typeof source === "string" ? parseMicro(source) : undefined;
    if (!parsed?.ok) return undefined;
    sum += parsed.value.value;
  }
  return new JsonNumber(formatMicro(sum));
}
