import { asId } from "@/core/ids";
import { sendCommand as sendToPartner } from "@/ocpi/senders/send-command";
import { claimDueCommands } from "@/services/commands/claim-due-commands";
import type { Task } from "@/worker/task";

/** Sends one command, if nobody else has taken it. */
export const sendCommand: Task = async ({ ctx, id }) => {
  const claimed = await claimDueCommands(ctx, 1, asId<"other">(id));
  for (const command of claimed) await sendToPartner(ctx, command);
};
