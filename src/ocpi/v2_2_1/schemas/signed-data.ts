import type { z } from "zod";
import { integer } from "@/ocpi/wire/number";
import { text } from "@/ocpi/wire/text";
import { optional, someOf, wireObject } from "@/ocpi/wire/wire-object";

/** OCPI 2.2.1 mod_cdrs, SignedValue. Evidence: kept whole however long it is. */
export const signedValueSchema = wireObject({
  nature: text(32),
  plain_data: text(5000),
  signed_data: text(5000),
});

/** OCPI 2.2.1 mod_cdrs, SignedData. */
export const signedDataSchema = wireObject({
  encoding_method: text(36),
  encoding_method_version: optional(integer()),
  public_key: optional(text(512)),
  signed_values: someOf(signedValueSchema),
  url: optional(text(512)),
});

export type SignedDataWire = z.output<typeof signedDataSchema>;
