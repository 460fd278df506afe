import { and, asc, desc, eq, isNull } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { newId } from "@/db/new-id";
import { drivers, tokens } from "@/db/schema/drivers";
import type { Ctx } from "@/services/context";
import { ServiceError } from "@/services/service-error";
import { whyNoCredit, type SpendingStanding } from "@/services/wallet/spending-standing";
import { decideAuthorization } from "@/services/tokens/decide-authorization";
import { findTokenStanding } from "@/services/tokens/find-token-standing";
import { storeToken } from "@/services/tokens/store-token";

/** The driver's own row, held for the transaction: two presses of a button come one after the other. */
export async function lockDriver(tx: Ctx, driverId: Id<"driver">): Promise<void> {
  await tx.db
    .select({ id: drivers.id })
    .from(drivers)
    .where(and(eq(drivers.tenantId, tx.tenantId), eq(drivers.id, driverId)))
    .for("update");
}

/** The token of a driver's app, with what he may spend. */
export interface AppToken {
  readonly id: Id<"token">;
  readonly uid: string;
  readonly spending: SpendingStanding;
}

/**
 * The token by which a driver charges from the app, or a member (null: the owner) of his account, allowed to charge
 * now. Who has none gets it here.
 * @throws ServiceError PRECONDITION (`reason` is what OCPI calls it: "BLOCKED", "EXPIRED", "NOT_ALLOWED", "NO_CREDIT";
 * `cause` says of the last whether the wallet is the reason).
 */
export async function takeAppToken(
  tx: Ctx,
  driverId: Id<"driver">,
  memberId: Id<"member"> | null,
): Promise<AppToken> {
  const token =
    (await findAppToken(tx, driverId, memberId)) ?? (await makeAppToken(tx, driverId, memberId));
  const found = await findTokenStanding(tx, eq(tokens.id, token.id));
  const allowed = found ? decideAuthorization(found.standing) : "BLOCKED";
  if (!found || allowed !== "ALLOWED") {
    const cause = found && allowed === "NO_CREDIT" ? whyNoCredit(found.standing.spending) : null;
    throw new ServiceError("PRECONDITION", "You cannot charge at the moment.", {
      reason: allowed,
      ...(cause && { cause }),
    });
  }
  return { ...token, spending: found.standing.spending };
}

async function findAppToken(tx: Ctx, driverId: Id<"driver">, memberId: Id<"member"> | null) {
  const [token] = await tx.db
    .select({ id: tokens.id, uid: tokens.uid })
    .from(tokens)
    .where(
      and(
        eq(tokens.tenantId, tx.tenantId),
        eq(tokens.driverId, driverId),
        eq(tokens.type, "APP_USER"),
        memberId === null ? isNull(tokens.memberId) : eq(tokens.memberId, memberId),
      ),
    )
    .orderBy(desc(tokens.valid), asc(tokens.createdAt), asc(tokens.id))
    .limit(1);
  return token;
}

async function makeAppToken(tx: Ctx, driverId: Id<"driver">, memberId: Id<"member"> | null) {
  await storeToken(tx, { driverId, memberId, uid: newId<"other">(), type: "APP_USER" });
  const token = await findAppToken(tx, driverId, memberId);
  if (!token) throw new ServiceError("NOT_FOUND", "There is no token for the app.");
  return token;
}
