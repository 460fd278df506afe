import type { z } from "zod";
import { reshaped } from "@/ocpi/wire/look";
import { NOT_AVAILABLE, text } from "@/ocpi/wire/text";
import { optional, wireObject } from "@/ocpi/wire/wire-object";
import { imageSchema, type ImageWire } from "./image";

/** A picture; a bare address is taken with a note. */
const logo = reshaped<ImageWire>(imageSchema, (value) =>
  typeof value === "string" ? { note: "address-for-image", read: { url: value } } : "fine",
);

/** OCPI 2.2.1 mod_locations, BusinessDetails. */
export const businessDetailsSchema = wireObject({
  name: text(100, { missing: NOT_AVAILABLE }),
  website: optional(text(255)),
  logo: optional(logo),
});

export type BusinessDetailsWire = z.output<typeof businessDetailsSchema>;
