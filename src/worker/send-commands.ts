import { sendCommand } from "@/ocpi/senders/send-command";
import { claimDueCommands } from "@/services/commands/claim-due-commands";
import { timeOutCommands } from "@/services/commands/time-out-commands";
import type { Ctx } from "@/services/context";

/** How many commands may wait for their CPOs' answers at once. */
const MOST_UNDER_WAY = 64;

/** Sends commands as they come due, without one waiting for another's CPO. */
export interface CommandRunner {
  /** Begins to send what is due, and ends what has waited too long. Returns before the answers come. */
  run(ctx: Ctx): Promise<void>;
  /** Waits for the answers that are still out. */
  settle(): Promise<void>;
}

/** Makes the worker's runner of commands. */
export function createCommandRunner(): CommandRunner {
  const underWay = new Set<Promise<void>>();
  return {
    run: async (ctx) => {
      for (const command of await claimDueCommands(ctx, MOST_UNDER_WAY - underWay.size)) {
        const sending = sendCommand(ctx, command)
          .catch((error: unknown) => {
            ctx.log.error({ err: error, command: command.id }, "a command was not sent");
          })
          .finally(() => underWay.delete(sending));
        underWay.add(sending);
      }
      await timeOutCommands(ctx);
    },
    settle: async () => {
      await Promise.all(underWay);
    },
  };
}
