import { and, eq } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { newId } from "@/db/new-id";
import { commands } from "@/db/schema/commands";
import { inTransaction } from "@/db/transaction";
import { ownCommand } from "@/services/accounts/own-tokens";
import type { Ctx } from "@/services/context";
import { type ChargeWish, readNeed } from "@/services/locations/read-need";
import { lockStart } from "@/services/price-locks/lock-start";
import { requireDriverUse } from "@/services/require-role";
import { holdForStart } from "@/services/wallet/hold-for-start";
import { authorizeCommand } from "./authorize-command";
import { insertCommand } from "./command-row";
import { type ConnectorPick, findConnector } from "./find-connector";
import { findOpenCommand } from "./find-open-command";
import { lockDriver, takeAppToken } from "./lock-driver";
import { requireCommands } from "./require-commands";

/**
 * The acting driver wants to charge at a connector: START_SESSION with the driver's app token and a fresh
 * authorization reference, which the session and the CDR bring back, and the prices as they are now, locked for this
 * driver, with what the charge that he has in mind (`wish`) comes to. Of a prepaid driver's wallet what the charge is estimated to cost is held. The same connector again, while that waits
 * for an answer, is the same command. Returns the command's id.
 * @throws ServiceError FORBIDDEN without a driver's account; NOT_FOUND for a connector that is not there;
 * PRECONDITION with `reason`: "out-of-use", "not-capable", "no-commands", "not-reachable", or why the driver may not charge
 * ("BLOCKED", "EXPIRED", "NOT_ALLOWED", "NO_CREDIT": then `cause` says whether the wallet or a limit is the reason).
 */
export async function startCharge(
  ctx: Ctx,
  { wish, ...pick }: ConnectorPick & { readonly wish?: ChargeWish | undefined },
): Promise<Id<"other">> {
  const { driverId, memberId } = requireDriverUse(ctx);
  return inTransaction(ctx, async (tx) => {
    await lockDriver(tx, driverId);
    const place = await findConnector(tx, pick, "REMOTE_START_STOP_CAPABLE");
    const { partnerId, locationOcpiId, evse, connector } = place;
    await requireCommands(tx, partnerId, place.party);
    const at = { locationOcpiId, evseUid: evse.uid, connectorId: connector.id };
    const open = await findOpenCommand(
      tx,
      "START_SESSION",
      and(
        eq(commands.driverId, driverId),
        ownCommand(tx),
        eq(commands.partnerId, partnerId),
        eq(commands.evseUid, evse.uid),
        eq(commands.connectorId, connector.id),
      ),
    );
    if (open) return open;
    const token = await takeAppToken(tx, driverId, memberId);
    const authorizationReference = newId<"other">();
    await authorizeCommand(tx, { partnerId, token, authorizationReference, ...at });
    const start = { driverId, tokenId: token.id, authorizationReference };
    const need = wish ? await readNeed(tx, wish) : null;
    const prices = await lockStart(tx, { ...start, place, need });
    await holdForStart(tx, { ...start, spending: token.spending, place: prices });
    return insertCommand(tx, {
      kind: "START_SESSION",
      partnerId,
      driverId,
      tokenId: token.id,
      authorizationReference,
      ...at,
    });
  });
}
