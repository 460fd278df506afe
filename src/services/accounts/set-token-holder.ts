import { and, eq } from "drizzle-orm";
import { isId, type Id } from "@/core/ids";
import { tokens } from "@/db/schema/drivers";
import { inTransaction } from "@/db/transaction";
import { writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { ServiceError } from "@/services/service-error";
import { queueDeliveriesOfToken } from "@/services/tokens/queue-deliveries";
import { lockActingDriver } from "@/services/vehicles/lock-driver";
import { tokenContract } from "@/services/tokens/token-contract";
import { lockMember } from "./member-row";

/** A change is later than the last state by so much, because 2.1.1 writes whole seconds. */
const STEP = { seconds: 1 } as const;

/**
 * Hands a card of the account to a member, or back to its owner (null). From now on its charges are his: what was
 * charged before stays with who held it then. The token takes the holder's contract, which partners are told.
 * @throws ServiceError FORBIDDEN, NOT_FOUND, PRECONDITION for an app's token, which nobody hands on.
 */
export async function setTokenHolder(
  ctx: Ctx,
  tokenId: string,
  memberId: string | null,
): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const driverId = await lockActingDriver(tx);
    const holder = memberId === null ? null : (await lockMember(tx, driverId, memberId)).id;
    const token = await lockToken(tx, driverId, tokenId);
    if (token.memberId === holder) return;
    if (token.type === "APP_USER") {
      throw new ServiceError("PRECONDITION", "An app's token stays with who uses the app.");
    }
    const now = tx.clock.now();
    const earliest = token.lastUpdated.add(STEP);
    await tx.db
      .update(tokens)
      .set({
        memberId: holder,
        memberSince: now,
        contractId: await tokenContract(tx, driverId, holder),
        lastUpdated: Temporal.Instant.compare(now, earliest) < 0 ? earliest : now,
      })
      .where(and(eq(tokens.tenantId, tx.tenantId), eq(tokens.id, token.id)));
    await queueDeliveriesOfToken(tx, token.id);
    await writeAudit(tx, {
      action: "token.handed_over",
      subjectType: "token",
      subjectId: token.id,
      detail: { from: token.memberId, to: holder },
    });
  });
}

async function lockToken(tx: Ctx, driverId: Id<"driver">, tokenId: string) {
  const [token] = isId(tokenId)
    ? await tx.db
        .select()
        .from(tokens)
        .where(
          and(
            eq(tokens.tenantId, tx.tenantId),
            eq(tokens.driverId, driverId),
            eq(tokens.id, tokenId as Id<"token">),
          ),
        )
        .for("update")
    : [];
  if (!token) throw new ServiceError("NOT_FOUND", "There is no such token.");
  return token;
}
