import { and, desc, eq, isNull } from "drizzle-orm";
import { commands } from "@/db/schema/commands";
import { ownCommand } from "@/services/accounts/own-tokens";
import type { Ctx } from "@/services/context";
import { requireDriverUse } from "@/services/require-role";
import { type DriverCommand, selectCommands } from "./command-view";

/**
 * The acting driver's commands that are not over, latest first: what waits for an answer, a plug or a reserved time.
 * @throws ServiceError FORBIDDEN for people without a driver's account.
 */
export async function listOpenCommands(ctx: Ctx): Promise<readonly DriverCommand[]> {
  const { driverId } = requireDriverUse(ctx);
  return selectCommands(
    ctx,
    and(eq(commands.driverId, driverId), ownCommand(ctx), isNull(commands.endedAt)),
  )
    .orderBy(desc(commands.createdAt))
    .limit(20);
}
