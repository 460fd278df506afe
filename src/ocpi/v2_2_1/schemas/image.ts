import type { z } from "zod";
import { openChoice } from "@/ocpi/wire/choice";
import { integer } from "@/ocpi/wire/number";
import { NOT_AVAILABLE, text } from "@/ocpi/wire/text";
import { optional, wireObject } from "@/ocpi/wire/wire-object";

/** OCPI 2.2.1 mod_locations, Image. */
export const imageSchema = wireObject({
  url: text(255),
  thumbnail: optional(text(255)),
  category: openChoice(
    ["CHARGER", "ENTRANCE", "LOCATION", "NETWORK", "OPERATOR", "OTHER", "OWNER"],
    { missing: "OTHER" },
  ),
  type: text(4, { missing: NOT_AVAILABLE }),
  width: optional(integer()),
  height: optional(integer()),
});

export type ImageWire = z.output<typeof imageSchema>;
