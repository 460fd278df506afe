import { choice } from "@/ocpi/wire/choice";
import { wireObject } from "@/ocpi/wire/wire-object";
import { displayTexts } from "./display-text";

/** OCPI 2.2.1 mod_commands, CommandResult; with UNKNOWN_SESSION, which 2.1.1 answers here. */
export const commandResultSchema = wireObject({
  result: choice(
    [
      "ACCEPTED",
      "CANCELED_RESERVATION",
      "EVSE_OCCUPIED",
      "EVSE_INOPERATIVE",
      "FAILED",
      "NOT_SUPPORTED",
      "REJECTED",
      "TIMEOUT",
      "UNKNOWN_RESERVATION",
      "UNKNOWN_SESSION",
    ],
    { synonyms: { CANCELLED_RESERVATION: "CANCELED_RESERVATION" } },
  ),
  message: displayTexts,
});
