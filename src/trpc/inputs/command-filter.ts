import { z } from "zod";
import { choiceField, dayField, idField, pageField, textField } from "./address";

/** OCPI mod_commands, CommandType. */
export const commandKinds = [
  "START_SESSION",
  "STOP_SESSION",
  "RESERVE_NOW",
  "CANCEL_RESERVATION",
  "UNLOCK_CONNECTOR",
] as const;
export const commandStates = [
  "created",
  "sent",
  "accepted",
  "confirmed",
  "session",
  "rejected",
  "failed",
  "timeout",
] as const;

/** What operations looks for among commands, as it stands in the address. */
export const commandFilterInput = z.object({
  partner: idField,
  kind: choiceField(commandKinds),
  /** A state, or `open` and `troubled` for several of them. */
  state: choiceField(["open", "troubled", ...commandStates]),
  from: dayField,
  to: dayField,
  page: pageField,
});

export const commandIdInput = z.object({ commandId: z.uuid() });

/** Words of a place, an operator or an EVSE's id. */
export const connectorSearchInput = z.object({ q: textField });

const reason = z.string().trim().min(5).max(300);

/** A connector to unlock, and why. */
export const unlockConnectorInput = z.object({
  locationId: z.uuid(),
  evseUid: z.string().min(1).max(255),
  connectorId: z.string().min(1).max(255),
  reason,
});
export const unlockReasonForm = z.object({ reason });
export type UnlockReasonForm = z.input<typeof unlockReasonForm>;
