import { and, eq, sql } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { writeOffRecovered } from "@/core/ledger/entries/invoice-written-off";
import { dunningEvents } from "@/db/schema/dunning";
import { invoices } from "@/db/schema/invoices";
import { inTransaction } from "@/db/transaction";
import { writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { postJournals } from "@/services/ledger/post-journal";
import { requireRole } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import { lockStanding } from "./standing";
import { writeEvent } from "./write-event";

/**
 * A driver pays after all what was written off: so much of it is owed again (+receivable −bad debt), first of the
 * invoice, then of its fees, so that his payment finds an open invoice. Nothing is drawn by itself. The same deed again
 * changes nothing.
 * @throws ServiceError FORBIDDEN, NOT_FOUND, INVALID (nothing, or more than was written off).
 */
export async function recoverWriteOff(
  ctx: Ctx,
  order: {
    readonly caseId: Id<"dunningCase">;
    readonly deedId: Id;
    readonly amountMinor: bigint;
  },
): Promise<void> {
  requireRole(ctx, "finance");
  const { caseId, deedId, amountMinor } = order;
  await inTransaction(ctx, async (tx) => {
    const { row, invoice, additions } = await lockStanding(tx, caseId);
    if (await isDone(tx, caseId, deedId)) return;
    const lost = [invoice, ...additions].filter((one) => one.writtenOffMinor > 0n);
    const most = lost.reduce((sum, one) => sum + one.writtenOffMinor, 0n);
    if (amountMinor <= 0n || amountMinor > most) {
      throw new ServiceError("INVALID", "More than was written off cannot be taken back.", {
        most: String(most),
      });
    }
    const shares = sharesOf(lost, amountMinor);
    const at = tx.clock.now();
    const { driverId, currency } = invoice;
    await postJournals(
      tx,
      shares.map(({ id, minor }) =>
        writeOffRecovered({ invoiceId: id, deedId, driverId, currency, amountMinor: minor, at }),
      ),
    );
    for (const { id, minor } of shares) {
      await tx.db
        .update(invoices)
        .set({
          writtenOffMinor: sql`${invoices.writtenOffMinor} - ${minor}`,
          // Not "open": that would draw it from a saved card.
          paymentState: "failed",
        })
        .where(and(eq(invoices.tenantId, tx.tenantId), eq(invoices.id, id)));
    }
    await writeEvent(tx, row.id, {
      kind: "recovered",
      amountMinor,
      currency,
      detail: { deed: deedId },
    });
    await writeAudit(tx, {
      action: "dunning.recover",
      subjectType: "dunning_case",
      subjectId: row.id,
      detail: { amount: amountMinor.toString(), currency },
    });
  });
}

function sharesOf(
  lost: readonly (typeof invoices.$inferSelect)[],
  amountMinor: bigint,
): { readonly id: Id<"invoice">; readonly minor: bigint }[] {
  let left = amountMinor;
  return lost.flatMap(({ id, writtenOffMinor }) => {
    const minor = left < writtenOffMinor ? left : writtenOffMinor;
    left -= minor;
    return minor > 0n ? [{ id, minor }] : [];
  });
}

async function isDone(ctx: Ctx, caseId: Id<"dunningCase">, deedId: Id): Promise<boolean> {
  const rows = await ctx.db
    .select({ seq: dunningEvents.seq })
    .from(dunningEvents)
    .where(
      and(
        eq(dunningEvents.tenantId, ctx.tenantId),
        eq(dunningEvents.caseId, caseId),
        eq(dunningEvents.kind, "recovered"),
        sql`${dunningEvents.detail}->>'deed' = ${deedId}`,
      ),
    )
    .limit(1);
  return rows.length > 0;
}
