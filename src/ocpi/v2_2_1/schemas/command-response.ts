import { choice } from "@/ocpi/wire/choice";
import { integer } from "@/ocpi/wire/number";
import { wireObject } from "@/ocpi/wire/wire-object";
import { displayTexts } from "./display-text";

/** OCPI 2.2.1 mod_commands, CommandResponse; with 2.1.1's TIMEOUT. Many leave `timeout` out: 0 says nothing. */
export const commandResponseSchema = wireObject({
  result: choice(["ACCEPTED", "NOT_SUPPORTED", "REJECTED", "TIMEOUT", "UNKNOWN_SESSION"]),
  timeout: integer({ missing: "0" }),
  message: displayTexts,
});
