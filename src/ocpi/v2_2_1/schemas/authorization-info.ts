import type { z } from "zod";
import { choice } from "@/ocpi/wire/choice";
import { text } from "@/ocpi/wire/text";
import { optional, wireObject } from "@/ocpi/wire/wire-object";
import { displayText } from "./display-text";
import { locationReferencesSchema } from "./location-references";
import { tokenSchema } from "./token";

/** OCPI 2.2.1 mod_tokens, AuthorizationInfo. */
export const authorizationInfoSchema = wireObject({
  allowed: choice(["ALLOWED", "BLOCKED", "EXPIRED", "NO_CREDIT", "NOT_ALLOWED"]),
  token: tokenSchema,
  location: optional(locationReferencesSchema),
  authorization_reference: optional(text(36)),
  info: optional(displayText),
});

export type AuthorizationInfoWire = z.output<typeof authorizationInfoSchema>;
