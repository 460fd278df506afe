import { openChoice } from "@/ocpi/wire/choice";

/** OCPI 2.2.1 mod_cdrs, AuthMethod. */
export const authMethod = openChoice(["AUTH_REQUEST", "COMMAND", "WHITELIST"], {
  missing: "WHITELIST",
});
