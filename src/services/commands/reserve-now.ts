import { randomInt } from "node:crypto";
import { and, eq } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { newId } from "@/db/new-id";
import { commands } from "@/db/schema/commands";
import { inTransaction } from "@/db/transaction";
import { ownCommand } from "@/services/accounts/own-tokens";
import type { Ctx } from "@/services/context";
import { requireDriverUse } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import { authorizeCommand } from "./authorize-command";
import { insertCommand } from "./command-row";
import { type ConnectorPick, findConnector } from "./find-connector";
import { findOpenCommand } from "./find-open-command";
import { lockDriver, takeAppToken } from "./lock-driver";
import { requireCommands } from "./require-commands";

/** How long a charging point is held for a driver: time to drive there, at what a reservation may cost. */
const LONGEST = { hours: 4 } as const;
/** Reservation ids are texts from OCPI 2.2 on, and 32-bit numbers before: decimal text is both. */
const LARGEST_ID = 2 ** 31 - 1;

/**
 * The acting driver wants an EVSE held until `expiresAt` (at most four hours): RESERVE_NOW with a reservation id of
 * ours. The answer's address stays alive: the CPO may cancel much later. Returns the command's id.
 * @throws ServiceError INVALID for a time that is over or too far away; else as `startCharge`.
 */
export async function reserveNow(
  ctx: Ctx,
  input: ConnectorPick & { readonly expiresAt: Temporal.Instant },
): Promise<Id<"other">> {
  const { driverId, memberId } = requireDriverUse(ctx);
  const now = ctx.clock.now();
  const { expiresAt } = input;
  const isSoon = Temporal.Instant.compare(expiresAt, now.add(LONGEST)) <= 0;
  if (!isSoon || Temporal.Instant.compare(expiresAt, now) <= 0) {
    throw new ServiceError("INVALID", "A reservation lasts up to four hours from now.");
  }
  return inTransaction(ctx, async (tx) => {
    await lockDriver(tx, driverId);
    const place = await findConnector(tx, input, "RESERVABLE");
    const { partnerId, locationOcpiId, evse, connector } = place;
    await requireCommands(tx, partnerId, place.party);
    const isSame = and(
      eq(commands.driverId, driverId),
      ownCommand(tx),
      eq(commands.partnerId, partnerId),
      eq(commands.evseUid, evse.uid),
    );
    const open = await findOpenCommand(tx, "RESERVE_NOW", isSame);
    if (open) return open;
    const token = await takeAppToken(tx, driverId, memberId);
    const authorizationReference = newId<"other">();
    const at = { locationOcpiId, evseUid: evse.uid, connectorId: connector.id };
    await authorizeCommand(tx, { partnerId, token, authorizationReference, ...at });
    return insertCommand(tx, {
      kind: "RESERVE_NOW",
      partnerId,
      driverId,
      tokenId: token.id,
      authorizationReference,
      reservationId: String(randomInt(1, LARGEST_ID)),
      expiresAt,
      ...at,
    });
  });
}
