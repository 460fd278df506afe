import { and, eq, sql } from "drizzle-orm";

import { asId, type Id } from "@/core/ids";
import { newId } from "@/db/new-id";
import { cdrs } from "@/db/schema/cdrs";
import { chargeDisputeEvents, chargeDisputes } from "@/db/schema/charge-disputes";
import { drivers } from "@/db/schema/drivers";
import { cases } from "@/db/schema/treasury";
import { inTransaction } from "@/db/transaction";
import type { Ctx } from "@/services/context";
import { ServiceError } from "@/services/service-error";
import { clockOf, OPENED } from "./dispute-clocks";
import { DRIVER_DISPUTE } from "./dispute-case";
import { takeDisputeNumber } from "./take-dispute-number";

type CaseRow = typeof cases.$inferSelect;

/**
 * Gives objections that were only cases until now their number and trace, open and ended ones (a hundred at a time): the
 * worker does it by itself. Their clock begins now. Answers how many there were.
 */
export async function adoptObjections(ctx: Ctx): Promise<number> {
  const found = await ctx.db
    .select({
      row: cases,
      partnerId: cdrs.partnerId,
      driverId: drivers.id,
      driverName: drivers.name,
      currency: cdrs.currency,
    })
    .from(cases)
    // Cases of disputes are about the dispute; those of before are about the CDR.
    .innerJoin(
      cdrs,
      // The other way round, each look would read every CDR.
      and(eq(cdrs.tenantId, cases.tenantId), sql`${cdrs.id} = ${cases.subjectId}::uuid`),
    )
    .innerJoin(drivers, and(eq(drivers.tenantId, cases.tenantId), eq(drivers.id, cases.driverId)))
    .where(
      and(
        eq(cases.tenantId, ctx.tenantId),
        eq(cases.kind, DRIVER_DISPUTE),
        eq(cases.subjectType, "cdr"),
        sql`not exists (select 1 from ${chargeDisputes} d where d.tenant_id = ${cases.tenantId}
          and (d.case_id = ${cases.id} or d.cdr_id = ${cdrs.id} and d.ended_at is null and ${cases.state} = 'open'))`,
      ),
    )
    .orderBy(cases.openedAt, cases.id)
    .limit(100);
  if (found.length === 0) return 0;
  await inTransaction(ctx, async (tx) => {
    for (const { row, ...of } of found) await adopt(tx, row, of);
  });
  return found.length;
}

async function adopt(
  ctx: Ctx,
  row: CaseRow,
  of: {
    readonly partnerId: Id<"partner">;
    readonly driverId: Id<"driver">;
    readonly driverName: string;
    readonly currency: string;
  },
): Promise<void> {
  // Two at once: whoever locks the case first adopts it.
  await ctx.db
    .select({ id: cases.id })
    .from(cases)
    .where(and(eq(cases.tenantId, ctx.tenantId), eq(cases.id, row.id)))
    .for("update");
  const [known] = await ctx.db
    .select({ id: chargeDisputes.id })
    .from(chargeDisputes)
    .where(and(eq(chargeDisputes.tenantId, ctx.tenantId), eq(chargeDisputes.caseId, row.id)));
  if (known) return;
  const isOpen = row.state === "open";
  const { reason = "other", chargeId } = row.detail;
  const id = newId<"dispute">();
  const inserted = await ctx.db
    .insert(chargeDisputes)
    .values({
      tenantId: ctx.tenantId,
      id,
      number: await takeDisputeNumber(ctx),
      driverId: of.driverId,
      cdrId: asId<"cdr">(row.subjectId),
      chargeId: chargeId === undefined ? null : asId<"charge">(chargeId),
      partnerId: of.partnerId,
      caseId: row.id,
      reason,
      amountMinor: row.amountMinor,
      currency: row.currency ?? of.currency,
      state: isOpen ? "open" : row.resolution === "credited" ? "credited" : "refused",
      answerBy: isOpen ? await clockOf(ctx, asId<"cdr">(row.subjectId), OPENED) : null,
      openedAt: row.openedAt,
      endedAt: row.closedAt,
    })
    .onConflictDoNothing()
    .returning({ id: chargeDisputes.id });
  // The number that it took goes back with the transaction.
  if (inserted.length === 0) {
    throw new ServiceError("CONFLICT", "This charge has a dispute already.", { case: row.id });
  }
  await writeWhatHappened(ctx, row, { disputeId: id, driverName: of.driverName });
}

async function writeWhatHappened(
  ctx: Ctx,
  row: CaseRow,
  { disputeId, driverName }: { readonly disputeId: Id<"dispute">; readonly driverName: string },
): Promise<void> {
  const { reason = "other", text = "" } = row.detail;
  const event = { tenantId: ctx.tenantId, disputeId };
  await ctx.db.insert(chargeDisputeEvents).values({
    ...event,
    seq: 1,
    at: row.openedAt,
    what: "opened",
    byKind: "driver",
    by: driverName,
    text,
    detail: { reason },
  });
  if (row.closedAt === null) return;
  const isCredited = row.resolution === "credited";
  await ctx.db.insert(chargeDisputeEvents).values({
    ...event,
    seq: 2,
    at: row.closedAt,
    what: isCredited ? "credit_note" : "refused",
    byKind: "finance",
    by: "",
    text: isCredited ? "" : (row.note ?? ""),
    detail: isCredited ? { number: row.note ?? "" } : {},
  });
}
