import type { JsonNumber } from "@/ocpi/json-value";
import { isJsonObject } from "@/ocpi/json-value";
import { reshaped } from "@/ocpi/wire/look";
import { decimal } from "@/ocpi/wire/number";

/** OCPI 2.1.1 `total_cost`: a number before VAT. The prices of later versions are taken for what they say before taxes. */
export const totalCost = reshaped<JsonNumber>(decimal(), (value) => {
  if (!isJsonObject(value)) return "fine";
  const read = value["excl_vat"] ?? value["before_taxes"];
  return read === undefined ? "fine" : { note: "price-for-number", read };
});
