import { and, eq } from "drizzle-orm";
import { asId, isId, type Id } from "@/core/ids";
import type { DisplayText } from "@/core/roaming/party";
import { commands } from "@/db/schema/commands";
import { inTransaction } from "@/db/transaction";
import type { Ctx } from "@/services/context";
import { type InboundMessage, storeInbound } from "@/services/messages/store-message";
import { ServiceError } from "@/services/service-error";
import { endCommand, lockCommand, moveCommand, textForDriver } from "./command-row";
import type { AsyncResult } from "./command-state";

/** A station's answer as its CPO sends it. OCPI 2.2.1 mod_commands, CommandResult. */
export interface CommandResult {
  /** The CPO to whom the command was sent, and no other. */
  readonly partnerId: Id<"partner">;
  /** As in the address that the CPO was given. */
  readonly kind: string;
  readonly commandId: string;
  readonly result: AsyncResult;
  readonly messages: readonly DisplayText[];
  readonly message: InboundMessage;
}

/**
 * Keeps the result of a command, and the message that brought it. One that comes late or twice is kept as an event
 * and changes nothing that was decided.
 * @throws ServiceError NOT_FOUND for an id that is not known, of another kind, or sent to another partner.
 */
export async function recordResult(ctx: Ctx, input: CommandResult): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const row = isId(input.commandId)
      ? await lockCommand(tx, asId<"other">(input.commandId))
      : null;
    if (!row || row.partnerId !== input.partnerId || row.kind !== input.kind.toUpperCase()) {
      throw new ServiceError("NOT_FOUND", "There is no such command.");
    }
    const { result, messages } = input;
    const message = await textForDriver(tx, row.driverId, messages);
    await moveCommand(tx, row, {
      signal: { kind: "result", result },
      values: {
        ...((row.asyncResult === null || result === "CANCELED_RESERVATION") && {
          asyncResult: result,
        }),
        ...(message !== null && { message }),
      },
      detail: { messages },
    });
    const isGivenBack = row.kind === "CANCEL_RESERVATION" && result === "ACCEPTED";
    if (isGivenBack && row.reservationId !== null) await endReservation(tx, row.reservationId);
    await storeInbound(tx, input.message, {
      outcome: "accepted",
      httpStatus: 200,
      ocpiStatus: 1000,
    });
  });
}

async function endReservation(tx: Ctx, reservationId: string): Promise<void> {
  const held = await tx.db
    .select()
    .from(commands)
    .where(
      and(
        eq(commands.tenantId, tx.tenantId),
        eq(commands.kind, "RESERVE_NOW"),
        eq(commands.reservationId, reservationId),
      ),
    )
    .for("update");
  for (const row of held) {
    if (row.endedAt === null) await endCommand(tx, row, "given-back");
  }
}
