import type { z } from "zod";
import { tokenSchema as later } from "@/ocpi/v2_2_1/schemas/token";
import { wireObject } from "@/ocpi/wire/wire-object";

const { uid, type, contract_id: auth_id, visual_number, issuer } = later.shape;
const { valid, whitelist, language, last_updated } = later.shape;

/** OCPI 2.1.1 mod_tokens, Token. Its contract is called `auth_id`. */
export const tokenSchema = wireObject({
  uid,
  type,
  auth_id,
  visual_number,
  issuer,
  valid,
  whitelist,
  language,
  last_updated,
});

export type TokenWire = z.output<typeof tokenSchema>;
