import { and, eq, sql } from "drizzle-orm";

import { asId, type Id } from "@/core/ids";
import { dunningCases } from "@/db/schema/dunning";
import { invoices } from "@/db/schema/invoices";
import { inTransaction } from "@/db/transaction";
import type { Ctx } from "@/services/context";
import { blockingCases, unblockTokens } from "./charging-block";
import { lockStanding, type Standing } from "./standing";
import { writeEvent } from "./write-event";

/** How a case ended. */
export type DunningOutcome = NonNullable<(typeof dunningCases.$inferSelect)["outcome"]>;

const MOST = 200;

/** Closes a case under its lock; what was paid or credited lifts the block of charging. */
export async function closeCase(
  ctx: Ctx,
  { row }: Standing,
  outcome: DunningOutcome,
): Promise<void> {
  await ctx.db
    .update(dunningCases)
    .set({
      state: "closed",
      outcome,
      closedAt: row.closedAt ?? ctx.clock.now(),
      nextAt: null,
      pauseReason: null,
      pausedUntil: null,
    })
    .where(and(eq(dunningCases.tenantId, ctx.tenantId), eq(dunningCases.id, row.id)));
  const isSettled = outcome === "paid" || outcome === "credited";
  if (isSettled && (await blockingCases(ctx, row.driverId)).includes(row.id)) {
    const isLifted = await unblockTokens(ctx, row.driverId, row.id);
    await writeEvent(ctx, row.id, {
      kind: "charging_unblocked",
      ...(isLifted ? {} : { detail: { other: "yes" } }),
    });
  }
  await writeEvent(ctx, row.id, { kind: "closed", detail: { outcome } });
}

/**
 * Closes the cases whose invoice owes nothing any more, those that were handed over included. Returns how many. What was
 * paid in the meantime is found here, so that nothing else has to know of dunning.
 */
export async function closeSettledCases(ctx: Ctx): Promise<number> {
  const rows = await ctx.db.execute<{ id: string }>(sql`
    select c.id from ${dunningCases} c
    join ${invoices} i on i.tenant_id = c.tenant_id and i.id = c.invoice_id
    where c.tenant_id = ${ctx.tenantId} and (c.state <> 'closed' or c.outcome = 'handed_over')
      and i.total_minor - i.paid_minor - i.credited_minor - i.written_off_minor <= 0
    order by c.id limit ${MOST}`);
  const ids = [...rows].map(({ id }) => asId<"dunningCase">(id));
  for (const id of ids) await inTransaction(ctx, (tx) => closeIfSettled(tx, id));
  return ids.length;
}

async function closeIfSettled(ctx: Ctx, id: Id<"dunningCase">): Promise<void> {
  const standing = await lockStanding(ctx, id);
  const { row, openMinor } = standing;
  if (openMinor > 0n || (row.state === "closed" && row.outcome !== "handed_over")) return;
  await closeCase(ctx, standing, settledBy(standing));
}

/** What made an invoice owe nothing. */
export function settledBy({ invoice }: Standing): DunningOutcome {
  if (invoice.writtenOffMinor > 0n) return "written_off";
  return invoice.paidMinor > 0n ? "paid" : "credited";
}
