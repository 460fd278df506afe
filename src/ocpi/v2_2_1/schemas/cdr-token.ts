import type { z } from "zod";
import { openChoice } from "@/ocpi/wire/choice";
import { ident, NOT_AVAILABLE, partyCode } from "@/ocpi/wire/text";
import { orElse, wireObject } from "@/ocpi/wire/wire-object";

/** OCPI 2.2.1 mod_tokens, TokenType; EMAID is 2.3.0's. */
export const tokenType = openChoice(["RFID", "APP_USER", "AD_HOC_USER", "OTHER", "EMAID"], {
  missing: "OTHER",
});

/** OCPI 2.2.1 mod_cdrs, CdrToken. The party was not there before 2.2.1 and is often left out. */
export const cdrTokenSchema = wireObject({
  country_code: partyCode(2, { missing: NOT_AVAILABLE }),
  party_id: partyCode(3, { missing: NOT_AVAILABLE }),
  uid: ident(36, { missing: NOT_AVAILABLE }),
  type: tokenType,
  contract_id: ident(36, { missing: NOT_AVAILABLE }),
});

export type CdrTokenWire = z.output<typeof cdrTokenSchema>;

/** A token that may be missing altogether: the reference may still name the driver. */
export const cdrToken = orElse<CdrTokenWire>(cdrTokenSchema, {
  country_code: NOT_AVAILABLE,
  party_id: NOT_AVAILABLE,
  uid: NOT_AVAILABLE,
  type: "OTHER",
  contract_id: NOT_AVAILABLE,
});
