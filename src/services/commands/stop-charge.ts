import { and, eq } from "drizzle-orm";
import { asId, isId, type Id } from "@/core/ids";
import { commands } from "@/db/schema/commands";
import { sessions } from "@/db/schema/sessions";
import { inTransaction } from "@/db/transaction";
import { ownCommand, withOwnToken } from "@/services/accounts/own-tokens";
import type { Ctx } from "@/services/context";
import { requireDriverUse } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import { insertCommand } from "./command-row";
import { findOpenCommand } from "./find-open-command";
import { requireCommands } from "./require-commands";

/**
 * The acting driver wants a running session to end: STOP_SESSION with the CPO's own id of it. Again, while that
 * waits for an answer, is the same command. Returns the command's id.
 * @throws ServiceError NOT_FOUND for what is not there or another driver's; PRECONDITION with `reason`
 * "not-running", "no-commands" or "not-reachable".
 */
export async function stopCharge(ctx: Ctx, sessionId: string): Promise<Id<"other">> {
  const { driverId } = requireDriverUse(ctx);
  return inTransaction(ctx, async (tx) => {
    const session = await lockSession(tx, driverId, sessionId);
    return stopSession(tx, { driverId, session });
  });
}

/**
 * Asks for a session's end in the transaction that holds its row; `why` is kept with the command.
 * @throws ServiceError PRECONDITION as `stopCharge`.
 */
export async function stopSession(
  tx: Ctx,
  {
    driverId,
    session,
    why,
  }: {
    readonly driverId: Id<"driver">;
    readonly session: typeof sessions.$inferSelect;
    readonly why?: string;
  },
): Promise<Id<"other">> {
  if (session.status === "COMPLETED" || session.status === "INVALID") {
    throw new ServiceError("PRECONDITION", "This session is over.", { reason: "not-running" });
  }
  const { partnerId } = session;
  await requireCommands(tx, partnerId, session);
  const isSame = and(
    eq(commands.driverId, driverId),
    ownCommand(tx),
    eq(commands.sessionId, session.id),
  );
  const open = await findOpenCommand(tx, "STOP_SESSION", isSame);
  if (open) return open;
  const command = {
    kind: "STOP_SESSION" as const,
    partnerId,
    driverId,
    sessionId: session.id,
    locationOcpiId: session.locationOcpiId,
    evseUid: session.evseUid,
    connectorId: session.connectorId,
  };
  return insertCommand(tx, command, why);
}

async function lockSession(tx: Ctx, driverId: Id<"driver">, sessionId: string) {
  const [session] = isId(sessionId)
    ? await tx.db
        .select()
        .from(sessions)
        .where(
          and(
            eq(sessions.tenantId, tx.tenantId),
            eq(sessions.id, asId<"session">(sessionId)),
            eq(sessions.driverId, driverId),
            withOwnToken(tx, { tokenId: sessions.tokenId, at: sessions.startedAt }),
          ),
        )
        .for("update")
    : [];
  if (!session) throw new ServiceError("NOT_FOUND", "There is no such session.");
  return session;
}
