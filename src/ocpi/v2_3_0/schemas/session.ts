import type { z } from "zod";
import { sessionSchema as earlier } from "@/ocpi/v2_2_1/schemas/session";
import { optional, wireObject } from "@/ocpi/wire/wire-object";
import { price } from "./price";

/** OCPI 2.3.0 mod_sessions, Session. */
export const sessionSchema = wireObject({ ...earlier.shape, total_cost: optional(price) });

export type SessionWire = z.output<typeof sessionSchema>;
