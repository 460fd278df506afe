import { and, eq } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { topupBounds } from "@/core/wallet/topup-bounds";
import { topups } from "@/db/schema/wallets";
import { inTransaction } from "@/db/transaction";
import { enqueue } from "@/queue/enqueue";
import { writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { requireDriver } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";

/** What a driver wants to put into his wallet. The id is made by the client: a second click is the same top-up. */
export interface TopupRequest {
  readonly topupId: Id<"topup">;
  readonly currency: string;
  readonly amountMinor: bigint;
  /** checkout: on the rail's own page. saved_method: from the saved way to pay. */
  readonly origin: "checkout" | "saved_method";
}

/**
 * The acting driver tops up: the row that the rail collects. The same id again is the same top-up.
 * @throws ServiceError FORBIDDEN, LIMIT (too little or too much), CONFLICT (the id stands for another top-up).
 */
export async function requestTopup(ctx: Ctx, request: TopupRequest): Promise<Id<"topup">> {
  const driverId = requireDriver(ctx);
  const { topupId, currency, amountMinor, origin } = request;
  const { leastMinor, mostMinor } = topupBounds(currency);
  if (amountMinor < leastMinor || amountMinor > mostMinor) {
    throw new ServiceError("LIMIT", "That is too little or too much for one top-up.", {
      leastMinor: leastMinor.toString(),
      mostMinor: mostMinor.toString(),
      currency,
    });
  }
  await inTransaction(ctx, async (tx) => {
    const values = { driverId, currency, amountMinor, origin };
    const [row] = await tx.db
      .insert(topups)
      .values({
        tenantId: tx.tenantId,
        id: topupId,
        ...values,
        state: "created",
        createdAt: tx.clock.now(),
      })
      .onConflictDoNothing({ target: [topups.tenantId, topups.id] })
      .returning({ id: topups.id });
    if (!row) {
      await requireSame(tx, topupId, values);
      return;
    }
    await writeAudit(tx, {
      action: "topup.request",
      subjectType: "topup",
      subjectId: topupId,
      detail: { amountMinor: amountMinor.toString(), currency, origin },
    });
    if (origin === "saved_method") {
      await enqueue(tx.db, "collect-topup", { tenantId: tx.tenantId, id: topupId });
    }
  });
  return topupId;
}

async function requireSame(
  tx: Ctx,
  id: Id<"topup">,
  values: Pick<typeof topups.$inferSelect, "driverId" | "currency" | "amountMinor" | "origin">,
): Promise<void> {
  const [known] = await tx.db
    .select()
    .from(topups)
    .where(and(eq(topups.tenantId, tx.tenantId), eq(topups.id, id)));
  const isSame =
    known?.driverId === values.driverId &&
    known.currency === values.currency &&
    known.amountMinor === values.amountMinor &&
    known.origin === values.origin;
  if (!isSame) throw new ServiceError("CONFLICT", "This top-up was asked for with other content.");
}
