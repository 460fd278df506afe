import { and, eq } from "drizzle-orm";
import { asId, isId } from "@/core/ids";
import { commands } from "@/db/schema/commands";
import { ownCommand } from "@/services/accounts/own-tokens";
import type { Ctx } from "@/services/context";
import { requireDriverUse } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import { type DriverCommand, selectCommands } from "./command-view";

/**
 * One command of the acting driver.
 * @throws ServiceError NOT_FOUND for what is not there or another driver's, FORBIDDEN without a driver's account.
 */
export async function getCommand(ctx: Ctx, id: string): Promise<DriverCommand> {
  const { driverId } = requireDriverUse(ctx);
  const [row] = isId(id)
    ? await selectCommands(
        ctx,
        and(eq(commands.driverId, driverId), ownCommand(ctx), eq(commands.id, asId<"other">(id))),
      ).limit(1)
    : [];
  if (!row) throw new ServiceError("NOT_FOUND", "There is no such command.");
  return row;
}
