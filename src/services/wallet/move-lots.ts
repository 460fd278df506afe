import { sql } from "drizzle-orm";
import type { Id } from "@/core/ids";
import type { LotPart } from "@/core/wallet/lots";
import { insertRows } from "@/db/insert-rows";
import { newId } from "@/db/new-id";
import { lotUses, walletLots } from "@/db/schema/wallets";
import type { Ctx } from "@/services/context";

/** What is taken out of a lot and for what; a negative amount puts back. */
export interface LotUse extends LotPart {
  readonly kind: (typeof lotUses.$inferInsert)["kind"];
  readonly chargeId?: Id<"charge">;
}

/** Takes from lots, or puts back, and writes down for what. Under the wallets' locks. */
export async function moveLots(tx: Ctx, uses: readonly LotUse[]): Promise<void> {
  if (uses.length === 0) return;
  const createdAt = tx.clock.now();
  const moved = new Map<string, bigint>();
  for (const { lotId, amountMinor } of uses) {
    moved.set(lotId, (moved.get(lotId) ?? 0n) + amountMinor);
  }
  const list = JSON.stringify([...moved].map(([id, amount]) => ({ id, amount: String(amount) })));
  await tx.db.execute(sql`
    update ${walletLots} l set remaining_minor = l.remaining_minor - u.amount
    from json_to_recordset(${list}::json) as u(id uuid, amount bigint)
    where l.tenant_id = ${tx.tenantId} and l.id = u.id`);
  await insertRows(
    tx.db,
    lotUses,
    uses.map(({ lotId, kind, chargeId, amountMinor }) => ({
      tenantId: tx.tenantId,
      id: newId<"other">(),
      lotId,
      kind,
      chargeId: chargeId ?? null,
      amountMinor,
      createdAt,
    })),
  );
}
