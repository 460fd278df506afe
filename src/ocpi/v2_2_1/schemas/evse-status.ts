import { choice } from "@/ocpi/wire/choice";

/** OCPI 2.2.1 mod_locations, Status. */
export const evseStatus = choice(
  [
    "AVAILABLE",
    "BLOCKED",
    "CHARGING",
    "INOPERATIVE",
    "OUTOFORDER",
    "PLANNED",
    "REMOVED",
    "RESERVED",
    "UNKNOWN",
  ],
  { missing: "UNKNOWN", unknown: "UNKNOWN", synonyms: { OUT_OF_ORDER: "OUTOFORDER" } },
);
