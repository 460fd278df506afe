import type { z } from "zod";
import { tariffSchema as earlier } from "@/ocpi/v2_2_1/schemas/tariff";
import { field } from "@/ocpi/wire/look";
import { optional, wireObject } from "@/ocpi/wire/wire-object";
import { priceLimit } from "./price";

const WORDS = ["YES", "NO", "N/A"] as const;

/**
 * OCPI 2.3.0 mod_tariffs, TaxIncluded. Many still send tariffs as 2.2.1 has them; what is missing stays missing,
 * because it decides what the prices mean. An unknown word keeps the tariff from being read.
 */
const taxIncluded = field<(typeof WORDS)[number] | null | undefined>((value) => {
  if (value === undefined || value === null || value === "") {
    return { note: "missing", ...(value === "" ? { read: undefined } : {}) };
  }
  if (typeof value !== "string") return { reason: "not-a-text" };
  if (WORDS.some((word) => word === value)) return "fine";
  const upper = value.trim().toUpperCase();
  const known = WORDS.find((word) => word.replace("/", "") === upper.replace(/[/_ ]/g, ""));
  return known === undefined
    ? { reason: "unknown-value" }
    : { note: "other-spelling", read: known };
});

/** OCPI 2.3.0 mod_tariffs, Tariff. */
export const tariffSchema = wireObject({
  ...earlier.shape,
  min_price: optional(priceLimit),
  max_price: optional(priceLimit),
  tax_included: taxIncluded,
});

export type TariffWire = z.output<typeof tariffSchema>;
