import { z } from "zod";
import { choiceField, dayField, idField, textField } from "./address";

export const messageModules = [
  "cdrs",
  "sessions",
  "tokens",
  "locations",
  "tariffs",
  "commands",
  "chargingprofiles",
  "hubclientinfo",
  "invoicereconciliation",
  "credentials",
  "versions",
] as const;
export const messageOutcomes = ["accepted", "replay", "conflict", "rejected", "failed"] as const;

/** What operations looks for among messages, as it stands in the address. `after` is where the last page ended. */
export const messageFilterInput = z.object({
  partner: idField,
  direction: choiceField(["in", "out"]),
  module: choiceField(messageModules),
  outcome: choiceField(messageOutcomes),
  object: textField,
  from: dayField,
  to: dayField,
  after: z
    .string()
    .regex(/^[0-9TZ:.-]{20,40}_[0-9a-f-]{36}$/)
    .optional()
    .catch(undefined),
});

/** The same, where all that somebody should look at can be asked for at once. */
export const staffMessageFilterInput = messageFilterInput.extend({
  outcome: choiceField([...messageOutcomes, "troubled"]),
});

export const messageIdInput = z.object({ messageId: z.uuid() });
