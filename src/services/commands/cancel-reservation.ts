import { and, eq } from "drizzle-orm";
import { asId, isId, type Id } from "@/core/ids";
import { commands } from "@/db/schema/commands";
import { inTransaction } from "@/db/transaction";
import { actorName } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { requireDriverUse } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import { insertCommand, lockCommand } from "./command-row";
import { findOpenCommand } from "./find-open-command";
import { requireCommands } from "./require-commands";

/**
 * The acting driver gives a reservation back: CANCEL_RESERVATION for the RESERVE_NOW of that id. Returns the
 * command's id.
 * @throws ServiceError NOT_FOUND for what is not there or another driver's; PRECONDITION with `reason` "not-reserved"
 * where nothing is held (any more), or "no-commands".
 */
export async function cancelReservation(ctx: Ctx, commandId: string): Promise<Id<"other">> {
  const { driverId, onlyMemberId } = requireDriverUse(ctx);
  return inTransaction(ctx, async (tx) => {
    const held = isId(commandId) ? await lockCommand(tx, asId<"other">(commandId)) : null;
    const isSeen = onlyMemberId === null || held?.requestedBy === actorName(tx.actor);
    if (held?.kind !== "RESERVE_NOW" || held.driverId !== driverId || !isSeen) {
      throw new ServiceError("NOT_FOUND", "There is no such reservation.");
    }
    const isHeld = held.state !== "rejected" && held.state !== "failed" && held.endedAt === null;
    // After a time-out the station may hold the place all the same.
    if (!isHeld && held.state !== "timeout") {
      throw new ServiceError("PRECONDITION", "Nothing is reserved.", { reason: "not-reserved" });
    }
    const { partnerId, reservationId, locationOcpiId, evseUid, connectorId } = held;
    await requireCommands(tx, partnerId);
    const isSame = and(
      eq(commands.driverId, driverId),
      eq(commands.reservationId, reservationId ?? ""),
    );
    const open = await findOpenCommand(tx, "CANCEL_RESERVATION", isSame);
    if (open) return open;
    const at = { locationOcpiId, evseUid, connectorId };
    const kind = "CANCEL_RESERVATION";
    return insertCommand(tx, { kind, partnerId, driverId, reservationId, ...at });
  });
}
