import { and, eq, isNull, type SQL } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { newId } from "@/db/new-id";
import { reconciliationRecords } from "@/db/schema/exchange";
import { inTransaction } from "@/db/transaction";
import type { Ctx } from "@/services/context";
import { isOlder } from "@/services/messages/is-older";
import { type ObjectKey, upperKey } from "@/services/messages/object-key";
import { type InboundMessage, storeInbound } from "@/services/messages/store-message";

/** Which CDRs a CPO's invoice covers. OCPI 2.3.0 mod_invoice_reconciliation, InvoiceReconciliationRecord. */
export interface ReconciliationRecord extends ObjectKey {
  readonly invoiceId: string;
  readonly cdrIds: readonly string[];
  readonly lastUpdated: Temporal.Instant;
}

type RecordKey = ObjectKey & { readonly partnerId: Id<"partner"> };

function recordIs(ctx: Ctx, key: RecordKey): SQL | undefined {
  const { countryCode, partyId, id } = upperKey(key);
  return and(
    eq(reconciliationRecords.tenantId, ctx.tenantId),
    eq(reconciliationRecords.partnerId, key.partnerId),
    eq(reconciliationRecords.countryCode, countryCode),
    eq(reconciliationRecords.partyId, partyId),
    eq(reconciliationRecords.ocpiIdUpper, id),
  );
}

/** A record as its CPO last stated it; null if unknown or deleted. */
export async function findReconciliationRecord(
  ctx: Ctx,
  key: RecordKey,
): Promise<ReconciliationRecord | null> {
  const [row] = await ctx.db
    .select()
    .from(reconciliationRecords)
    .where(and(recordIs(ctx, key), isNull(reconciliationRecords.deletedAt)));
  if (!row) return null;
  const { countryCode, partyId, ocpiId: id, invoiceId, cdrIds, lastUpdated } = row;
  return { countryCode, partyId, id, invoiceId, cdrIds, lastUpdated };
}

/** Keeps a record, new or in place of an older one; a deleted one comes back. `stale`: what is held is newer. */
export async function receiveReconciliationRecord(
  ctx: Ctx,
  input: {
    readonly partnerId: Id<"partner">;
    readonly record: ReconciliationRecord;
    readonly message: InboundMessage;
  },
): Promise<"created" | "updated" | "stale"> {
  return inTransaction(ctx, async (tx) => {
    const { partnerId, record } = input;
    const messageId = newId<"message">();
    const key = upperKey(record);
    const content = {
      ocpiId: record.id,
      invoiceId: record.invoiceId,
      cdrIds: record.cdrIds,
      lastUpdated: record.lastUpdated,
      deletedAt: null,
      receivedAt: tx.clock.now(),
      messageId,
    };
    const created = await tx.db
      .insert(reconciliationRecords)
      .values({
        tenantId: tx.tenantId,
        id: newId<"other">(),
        partnerId,
        countryCode: key.countryCode,
        partyId: key.partyId,
        ocpiIdUpper: key.id,
        ...content,
      })
      .onConflictDoNothing()
      .returning({ id: reconciliationRecords.id });
    const receipt =
      created.length > 0 ? "created" : await replaceRecord(tx, { ...record, partnerId }, content);
    await storeInbound(tx, input.message, {
      id: messageId,
      outcome: "accepted",
      httpStatus: receipt === "created" ? 201 : 200,
      ocpiStatus: 1000,
      reasons: receipt === "stale" ? ["older than what is held: ignored"] : [],
    });
    return receipt;
  });
}

async function replaceRecord(
  tx: Ctx,
  key: RecordKey & { readonly lastUpdated: Temporal.Instant },
  content: Partial<typeof reconciliationRecords.$inferInsert>,
): Promise<"created" | "updated" | "stale"> {
  const [held] = await tx.db
    .select({
      lastUpdated: reconciliationRecords.lastUpdated,
      deletedAt: reconciliationRecords.deletedAt,
    })
    .from(reconciliationRecords)
    .where(recordIs(tx, key))
    .for("update");
  const isDeleted = held !== undefined && held.deletedAt !== null;
  if (held && !isDeleted && isOlder(key.lastUpdated, held.lastUpdated)) return "stale";
  await tx.db.update(reconciliationRecords).set(content).where(recordIs(tx, key));
  return isDeleted ? "created" : "updated";
}

/** Marks a record deleted; false where there was none. */
export async function deleteReconciliationRecord(
  ctx: Ctx,
  input: { readonly key: RecordKey; readonly message: InboundMessage },
): Promise<boolean> {
  return inTransaction(ctx, async (tx) => {
    const deleted = await tx.db
      .update(reconciliationRecords)
      .set({ deletedAt: tx.clock.now() })
      .where(and(recordIs(tx, input.key), isNull(reconciliationRecords.deletedAt)))
      .returning({ id: reconciliationRecords.id });
    const isDeleted = deleted.length > 0;
    await storeInbound(tx, input.message, {
      outcome: isDeleted ? "accepted" : "rejected",
      httpStatus: isDeleted ? 200 : 404,
      ocpiStatus: isDeleted ? 1000 : 2000,
      reasons: isDeleted ? [] : ["not known here"],
    });
    return isDeleted;
  });
}
