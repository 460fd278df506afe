import { router } from "@/trpc/init";
import { commandsRouter } from "./commands";
import { messagesRouter } from "./messages";
import { partnersRouter } from "./partners";

/** What the pages of operations ask. */
export const operationsRouter = router({
  partners: partnersRouter,
  messages: messagesRouter,
  commands: commandsRouter,
});
