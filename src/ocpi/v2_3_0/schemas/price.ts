import type { z } from "zod";
import { formatMicro, parseMicro } from "@/core/money/quantity";
import { isJsonObject, JsonNumber } from "@/ocpi/json-value";
import { type Look, reshaped } from "@/ocpi/wire/look";
import { decimal, percent } from "@/ocpi/wire/number";
import { text } from "@/ocpi/wire/text";
import { list, optional, wireObject } from "@/ocpi/wire/wire-object";

// The specification sets no length; a tax with a longer name than this is kept and noted all the same.
const LONG = 255;

/** OCPI 2.3.0 types, TaxAmount. */
export const taxAmountSchema = wireObject({
  name: text(LONG, { missing: "VAT" }),
  account_number: optional(text(LONG)),
  percentage: optional(percent()),
  amount: decimal(),
});

/** OCPI 2.3.0 types, Price. */
export const priceSchema = wireObject({
  before_taxes: decimal(),
  taxes: list(taxAmountSchema),
});

/** OCPI 2.3.0 mod_tariffs, PriceLimit. */
export const priceLimitSchema = wireObject({
  before_taxes: decimal(),
  after_taxes: optional(decimal()),
});

export type PriceWire = z.output<typeof priceSchema>;
export type PriceLimitWire = z.output<typeof priceLimitSchema>;

/** A price; 2.1.1's bare number and 2.2.1's `excl_vat` with `incl_vat` are taken with a note. */
export const price = reshaped<PriceWire>(priceSchema, (value): Look => {
  if (isBareNumber(value)) return { note: "number-for-price", read: { before_taxes: value } };
  if (!isJsonObject(value) || "before_taxes" in value || !("excl_vat" in value)) return "fine";
  const { excl_vat: before, incl_vat: after, ...rest } = value;
  const vat = difference(after, before);
  const taxes = vat === undefined ? {} : { taxes: [{ name: "VAT", amount: vat }] };
  return { note: "price-of-2.2.1", read: { ...rest, before_taxes: before, ...taxes } };
});

/** A bound; a bare number and 2.2.1's `excl_vat` with `incl_vat` are taken with a note. */
export const priceLimit = reshaped<PriceLimitWire>(priceLimitSchema, (value): Look => {
  if (isBareNumber(value)) return { note: "number-for-price", read: { before_taxes: value } };
  if (!isJsonObject(value) || "before_taxes" in value || !("excl_vat" in value)) return "fine";
  const { excl_vat: before, incl_vat: after, ...rest } = value;
  return { note: "price-of-2.2.1", read: { ...rest, before_taxes: before, after_taxes: after } };
});

function isBareNumber(value: unknown): boolean {
  return value instanceof JsonNumber || (typeof value === "string" && value !== "");
}

/** What is between two readable numbers of the wire. */
function difference(larger: unknown, smaller: unknown): JsonNumber | undefined {
  const [a, b] = [larger, smaller].map((value) => {
    const source = value instanceof JsonNumber ? value.source : value;
    const parsed = typeof source === "string" ? parseMicro(source) : undefined;
    return parsed?.ok ? parsed.value.value : undefined;
  });
  return a === undefined || b === undefined ? undefined : new JsonNumber(formatMicro(a - b));
}
