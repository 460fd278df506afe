import type { Id } from "@/core/ids";
import { inTransaction } from "@/db/transaction";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";
import { insertCommand } from "./command-row";
import { type ConnectorPick, findConnector } from "./find-connector";
import { requireCommands } from "./require-commands";

/**
 * Asks a station to let go of a stuck plug. For operations, who talk with the driver: a driver shall never send it
 * directly (OCPI 2.2.1 mod_commands, CommandType). `why` is kept with the command. Returns the command's id.
 * @throws ServiceError FORBIDDEN for everybody else; NOT_FOUND; PRECONDITION with `reason` "out-of-use",
 * "not-capable", "no-commands" or "not-reachable".
 */
export async function unlockConnector(
  ctx: Ctx,
  pick: ConnectorPick,
  why?: string,
): Promise<Id<"other">> {
  requireRole(ctx, "operations");
  return inTransaction(ctx, async (tx) => {
    const place = await findConnector(tx, pick, "UNLOCK_CAPABLE");
    const { partnerId, locationOcpiId, evse, connector } = place;
    await requireCommands(tx, partnerId, place.party);
    const at = { locationOcpiId, evseUid: evse.uid, connectorId: connector.id };
    return insertCommand(tx, { kind: "UNLOCK_CONNECTOR", partnerId, ...at }, why);
  });
}
