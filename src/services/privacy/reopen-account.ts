import { and, eq } from "drizzle-orm";
import { asId, type Id } from "@/core/ids";
import { drivers, tokens } from "@/db/schema/drivers";
import { writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { changeValidity } from "@/services/tokens/change-validity";
import { ACCOUNT_CLOSED } from "@/services/wallet/close-account";
import { refreshCreditBlocks } from "@/services/wallet/credit-blocks";

/** How an account stood before it was closed to be erased: kept with the wish, as data. */
export interface AccountBefore {
  readonly state: (typeof drivers.$inferSelect)["state"];
  /** Each token, and why it was blocked then; null: it was valid. */
  readonly tokens: readonly { readonly id: string; readonly blocked: string | null }[];
}

/** How an account stands that is open; null for one that is closed already. */
export async function readAccountBefore(
  tx: Ctx,
  driverId: Id<"driver">,
): Promise<AccountBefore | null> {
  const [driver] = await tx.db
    .select({ state: drivers.state })
    .from(drivers)
    .where(isIt(tx, driverId));
  if (!driver || driver.state === "closed") return null;
  const rows = await tx.db
    .select({ id: tokens.id, valid: tokens.valid, reason: tokens.blockedReason })
    .from(tokens)
    .where(and(eq(tokens.tenantId, tx.tenantId), eq(tokens.driverId, driverId)));
  return {
    state: driver.state,
    tokens: rows.map(({ id, valid, reason }) => ({ id, blocked: valid ? null : (reason ?? "") })),
  };
}

/**
 * Opens an account again that was closed to be erased: its cards and the app are as they were, and every partner is told.
 * Who pays before he charges has no credit now, so his wait for a top-up. Money that was paid back stays paid back, and
 * automatic top-up stays off. Call it in the owner's name, in the transaction that takes the wish back.
 */
export async function reopenAccount(
  tx: Ctx,
  driverId: Id<"driver">,
  before: AccountBefore,
): Promise<void> {
  const [driver] = await tx.db
    .select({ state: drivers.state })
    .from(drivers)
    .where(isIt(tx, driverId));
  if (driver?.state !== "closed") return;
  const closed = new Set((await closedTokens(tx, driverId)).map(({ id }) => id));
  await tx.db.update(drivers).set({ state: before.state }).where(isIt(tx, driverId));
  for (const { id, blocked } of before.tokens) {
    const tokenId = asId<"token">(id);
    // What somebody blocked in between stays so.
    if (!closed.has(tokenId)) continue;
    if (blocked === null) await changeValidity(tx, tokenId, { valid: true, reason: null });
    else await setReason(tx, tokenId, blocked);
  }
  await refreshCreditBlocks(tx, [driverId]);
  await writeAudit(tx, { action: "driver.reopen", subjectType: "driver", subjectId: driverId });
}

async function closedTokens(tx: Ctx, driverId: Id<"driver">) {
  return tx.db
    .select({ id: tokens.id })
    .from(tokens)
    .where(
      and(
        eq(tokens.tenantId, tx.tenantId),
        eq(tokens.driverId, driverId),
        eq(tokens.valid, false),
        eq(tokens.blockedReason, ACCOUNT_CLOSED),
      ),
    );
}

async function setReason(tx: Ctx, id: Id<"token">, reason: string): Promise<void> {
  await tx.db
    .update(tokens)
    .set({ blockedReason: reason === "" ? null : reason })
    .where(and(eq(tokens.tenantId, tx.tenantId), eq(tokens.id, id)));
}

function isIt(tx: Ctx, driverId: Id<"driver">) {
  return and(eq(drivers.tenantId, tx.tenantId), eq(drivers.id, driverId));
}
