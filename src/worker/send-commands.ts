import { sendCommand } from "@/ocpi/senders/send-command";
import { claimDueCommands } from "@/services/commands/claim-due-commands";
import { timeOutCommands } from "@/services/commands/time-out-commands";
import { createDueRunner, type DueRunner } from "./due-runner";

/** Makes the worker's runner of commands. */
export function createCommandRunner(): DueRunner {
  return createDueRunner({
    name: "a command",
    claim: claimDueCommands,
    send: sendCommand,
    timeOut: timeOutCommands,
  });
}
