import { hoursSchema as later } from "@/ocpi/v2_2_1/schemas/hours";
import { raise } from "@/ocpi/wire/look";
import { flag } from "@/ocpi/wire/number";
import { optional, wireObject } from "@/ocpi/wire/wire-object";

/** OCPI 2.1.1 mod_locations, Hours: either `regular_hours` or `twentyfourseven`; some send both. */
export const hoursSchema = wireObject({
  ...later.shape,
  twentyfourseven: optional(flag()),
}).check((payload) => {
  const { twentyfourseven: always, regular_hours: regular } = payload.value;
  const isGiven = (always ?? null) !== null || (regular ?? null) !== null;
  raise(payload, isGiven ? "fine" : { note: "missing", read: false }, "twentyfourseven");
});
