import { and, eq } from "drizzle-orm";
import { asId, isId } from "@/core/ids";
import { isCurrency } from "@/core/money/currency";
import type { Cap } from "@/core/session-watch/decide-watch";
import { sessions, sessionWatches } from "@/db/schema/sessions";
import { chargeCaps } from "@/db/schema/wallets";
import { inTransaction } from "@/db/transaction";
import { withOwnToken } from "@/services/accounts/own-tokens";
import { writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { requireDriver, requireDriverUse } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import { capIs } from "./default-cap";

/**
 * Sets the most that each charge of the acting person's account may cost from now on, or (null) takes it away. Charges
 * that run keep theirs.
 * @throws ServiceError FORBIDDEN, INVALID (amount, currency).
 */
export async function setDefaultCap(
  ctx: Ctx,
  { currency, cap }: { readonly currency: string; readonly cap: Cap | null },
): Promise<void> {
  const driverId = requireDriver(ctx);
  requireAmount(cap);
  await inTransaction(ctx, async (tx) => {
    if (cap === null) await tx.db.delete(chargeCaps).where(capIs(tx, driverId, currency));
    else {
      const values = {
        amountMinor: cap.amountMinor,
        action: cap.action,
        updatedAt: tx.clock.now(),
      };
      await tx.db
        .insert(chargeCaps)
        .values({ tenantId: tx.tenantId, driverId, currency: cap.currency, ...values })
        .onConflictDoUpdate({
          target: [chargeCaps.tenantId, chargeCaps.driverId, chargeCaps.currency],
          set: values,
        });
    }
    await writeAudit(tx, {
      action: "charge_cap.set",
      subjectType: "driver",
      subjectId: driverId,
      detail: { currency, ...detailOf(cap) },
    });
  });
}

function requireAmount(cap: Cap | null): void {
  if (cap && (cap.amountMinor <= 0n || !isCurrency(cap.currency))) {
    throw new ServiceError("INVALID", "A cap is an amount above zero.", { field: "amountMinor" });
  }
}

function detailOf(cap: Cap | null): Record<string, unknown> {
  return cap ? { ...cap, amountMinor: cap.amountMinor.toString() } : { none: true };
}

/**
 * Sets the most that one of the acting person's running charges may cost, with VAT, or (null) takes it away. What was
 * told of another cap is told anew.
 * @throws ServiceError NOT_FOUND, FORBIDDEN, INVALID (amount, currency), PRECONDITION (`reason` "not-running").
 */
export async function setCap(ctx: Ctx, sessionId: string, cap: Cap | null): Promise<void> {
  const { driverId } = requireDriverUse(ctx);
  requireAmount(cap);
  await inTransaction(ctx, async (tx) => {
    const [session] = isId(sessionId)
      ? await tx.db
          .select({ id: sessions.id, status: sessions.status, currency: sessions.currency })
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
    if (session.status !== "ACTIVE") {
      throw new ServiceError("PRECONDITION", "This session is over.", { reason: "not-running" });
    }
    const now = tx.clock.now();
    const values = {
      capMinor: cap?.amountMinor ?? null,
      // A currency without an amount is his "none", which holds also before the first look.
      capCurrency: cap?.currency ?? session.currency,
      capAction: cap?.action ?? ("tell" as const),
      capNearToldAt: null,
      capReachedAt: null,
      stopCommandId: null,
      dueAt: now,
      updatedAt: now,
    };
    await tx.db
      .insert(sessionWatches)
      .values({ tenantId: tx.tenantId, sessionId: session.id, driverId, ...values })
      .onConflictDoUpdate({
        target: [sessionWatches.tenantId, sessionWatches.sessionId],
        set: values,
      });
    await writeAudit(tx, {
      action: "session.cap",
      subjectType: "session",
      subjectId: session.id,
      detail: detailOf(cap),
    });
  });
}
