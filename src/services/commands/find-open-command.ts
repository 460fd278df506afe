import { and, desc, eq, inArray, isNull, type SQL } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { commands, type CommandKind } from "@/db/schema/commands";
import type { Ctx } from "@/services/context";

/** A command of one kind that waits for its answer or result: a second press finds it instead of making another. */
export async function findOpenCommand(
  tx: Ctx,
  kind: CommandKind,
  isSame: SQL | undefined,
): Promise<Id<"other"> | null> {
  const [row] = await tx.db
    .select({ id: commands.id })
    .from(commands)
    .where(
      and(
        eq(commands.tenantId, tx.tenantId),
        eq(commands.kind, kind),
        inArray(commands.state, ["created", "sent", "accepted"]),
        isNull(commands.endedAt),
        isSame,
      ),
    )
    .orderBy(desc(commands.createdAt))
    .limit(1);
  return row?.id ?? null;
}
