import { createHash } from "node:crypto";
import { and, count, desc, eq, max, sql } from "drizzle-orm";

import type { Id } from "@/core/ids";
import type { VoucherFile } from "@/core/ledger/voucher";
import { newId } from "@/db/new-id";
import { exportBatches, type ExportFormat } from "@/db/schema/accounting";
import { inTransaction } from "@/db/transaction";
import { actorName, writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { startOfDay } from "@/services/reports/report-day";
import { requireRole } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import { readEntityAccounts } from "./account-map";
import { readRates } from "./bookkeeping-rates";
import { composeVouchers, type ComposedVouchers } from "./compose-vouchers";
import { readBookkeeping } from "./posting-roles";
import { countUnexported, sumUnexported, unexported, type Span } from "./unexported";
import { voucherText } from "./voucher-words";

/** Which journals to hand over: those of a month of the tenant's zone that no batch of the format has. */
export interface BatchOrder {
  readonly legalEntityId: Id<"legalEntity">;
  readonly format: ExportFormat;
  /** "2026-10". */
  readonly month: string;
}

/** What a batch would hold. */
export interface BatchPreview extends Omit<ComposedVouchers, "vouchers"> {
  readonly number: number;
  readonly vouchers: number;
  readonly journals: number;
  readonly currency: string;
  /** Changes when other journals come: the deed is refused then. */
  readonly mark: string;
}

/** Writes a batch in its format. */
export type WriteBatch = (
  file: VoucherFile,
  format: ExportFormat,
) => { readonly bytes: Uint8Array; readonly extension: string };

/**
 * What a batch would hold: sums by account, and what stands in the way. Changes nothing. For finance.
 * @throws ServiceError FORBIDDEN, NOT_FOUND, INVALID.
 */
export async function previewBatch(ctx: Ctx, order: BatchOrder): Promise<BatchPreview> {
  requireRole(ctx, "finance");
  const { composed, counted, file } = await compose(ctx, order);
  return {
    number: file.batchNumber,
    vouchers: composed.vouchers.length,
    journals: counted.journals,
    accounts: composed.accounts,
    obstacles: composed.obstacles,
    currency: file.currency,
    mark: counted.mark,
  };
}

/**
 * Makes a batch: numbered without gaps, its file stored for ever, each of its journals marked as handed over in this
 * format. For finance.
 * @throws ServiceError FORBIDDEN, NOT_FOUND, INVALID, PRECONDITION when there is nothing or an account is missing,
 * CONFLICT when other journals came since the preview.
 */
export async function createBatch(
  ctx: Ctx,
  order: BatchOrder & { readonly mark: string },
  write: WriteBatch,
): Promise<{ readonly id: Id<"exportBatch">; readonly number: number }> {
  requireRole(ctx, "finance");
  return inTransaction(ctx, async (tx) => {
    const { composed, counted, file, span } = await compose(tx, order);
    if (counted.journals === 0)
      throw new ServiceError("PRECONDITION", "There is nothing to hand over.");
    if (counted.mark !== order.mark) throw changed();
    const [first] = composed.obstacles;
    if (first) {
      throw new ServiceError("PRECONDITION", "Not every posting has an account.", { ...first });
    }
    const { bytes, extension } = write(file, order.format);
    const id = newId<"exportBatch">();
    const number = file.batchNumber;
    const rows = await tx.db
      .insert(exportBatches)
      .values({
        tenantId: tx.tenantId,
        id,
        legalEntityId: order.legalEntityId,
        format: order.format,
        number,
        periodStart: span.from,
        periodEnd: span.to,
        journalCount: counted.journals,
        file: bytes,
        fileName: `kvitt-${order.format}-${number}-${order.month}.${extension}`,
        sha256: createHash("sha256").update(bytes).digest(),
        createdBy: actorName(tx.actor),
        createdAt: tx.clock.now(),
      })
      .onConflictDoNothing()
      .returning({ id: exportBatches.id });
    if (rows.length === 0 || !(await markJournals(tx, id, span, counted.mark))) throw changed();
    await writeAudit(tx, {
      action: "export.made",
      subjectType: "export_batch",
      subjectId: id,
      detail: { format: order.format, number, journals: counted.journals, month: order.month },
    });
    return { id, number };
  });
}

/** Whether the journals that are marked now are those that the file was made of. */
async function markJournals(
  ctx: Ctx,
  batchId: Id<"exportBatch">,
  span: Span,
  mark: string,
): Promise<boolean> {
  const [row] = await ctx.db.execute<{ mark: string }>(sql`
    with marked as (
      insert into export_batch_journals (tenant_id, batch_id, journal_id, format)
      select ${ctx.tenantId}::uuid, ${batchId}::uuid, u.id, ${span.format} from (${unexported(ctx, span)}) u
      on conflict do nothing returning journal_id)
    select coalesce(md5(string_agg(journal_id::text, ',' order by journal_id)), '') as mark from marked`);
  return row?.mark === mark;
}

function changed(): ServiceError {
  return new ServiceError(
    "CONFLICT",
    "The books have changed since the preview: look at it again.",
  );
}

async function compose(ctx: Ctx, order: BatchOrder) {
  const [{ currency, timeZone }, entity] = await Promise.all([
    readBookkeeping(ctx),
    readEntityAccounts(ctx, order.legalEntityId),
  ]);
  const month = monthOf(order.month);
  const periodStart = month.toPlainDate({ day: 1 });
  const periodEnd = periodStart.add({ months: 1 }).subtract({ days: 1 });
  const span: Span = {
    format: order.format,
    from: startOfDay(periodStart.toString(), timeZone),
    to: startOfDay(periodEnd.toString(), timeZone, 1),
  };
  const [counted, rateOf, number] = await Promise.all([
    countUnexported(ctx, span),
    readRates(ctx, currency, periodEnd),
    nextNumber(ctx, order),
  ]);
  const rules = {
    currency,
    timeZone,
    rateOf,
    accountOf: entity.accountOf,
    textOf: (kind: string, journals: number) => voucherText(entity.country, kind, journals),
  };
  const composed = composeVouchers(await sumUnexported(ctx, span, timeZone), rules, number);
  const file: VoucherFile = {
    batchNumber: number,
    entityName: entity.entityName,
    organisationNumber: entity.organisationNumber,
    currency,
    periodStart,
    periodEnd,
    createdAt: ctx.clock.now().toZonedDateTimeISO(timeZone).toPlainDateTime(),
    accounts: composed.accounts.map(({ account, name }) => ({ account, name })),
    vouchers: composed.vouchers,
  };
  return { composed, counted, file, span };
}

function monthOf(text: string): Temporal.PlainYearMonth {
  try {
    return Temporal.PlainYearMonth.from(text);
  } catch {
    throw new ServiceError("INVALID", "A month looks like 2026-10.", { month: text });
  }
}

async function nextNumber(ctx: Ctx, order: BatchOrder): Promise<number> {
  const [row] = await ctx.db
    .select({ last: max(exportBatches.number) })
    .from(exportBatches)
    .where(
      and(
        eq(exportBatches.tenantId, ctx.tenantId),
        eq(exportBatches.legalEntityId, order.legalEntityId),
        eq(exportBatches.format, order.format),
      ),
    );
  return (row?.last ?? 0) + 1;
}

/** A batch in the list. */
export interface BatchListItem {
  readonly id: Id<"exportBatch">;
  readonly format: ExportFormat;
  readonly number: number;
  readonly periodStart: Temporal.Instant;
  readonly journalCount: number;
  readonly fileName: string;
  readonly sha256: string;
  readonly createdAt: Temporal.Instant;
}

const PAGE_SIZE = 50;

/** Batches that were made, newest first. For finance. @throws ServiceError FORBIDDEN. */
export async function listBatches(ctx: Ctx, page: number) {
  requireRole(ctx, "finance");
  const mine = eq(exportBatches.tenantId, ctx.tenantId);
  const [rows, counted] = await Promise.all([
    ctx.db
      .select({
        id: exportBatches.id,
        format: exportBatches.format,
        number: exportBatches.number,
        periodStart: exportBatches.periodStart,
        journalCount: exportBatches.journalCount,
        fileName: exportBatches.fileName,
        sha256: exportBatches.sha256,
        createdAt: exportBatches.createdAt,
      })
      .from(exportBatches)
      .where(mine)
      .orderBy(desc(exportBatches.createdAt), desc(exportBatches.id))
      .limit(PAGE_SIZE)
      .offset((page - 1) * PAGE_SIZE),
    ctx.db.select({ n: count() }).from(exportBatches).where(mine),
  ]);
  const batches: BatchListItem[] = rows.map((row) => ({
    ...row,
    sha256: Buffer.from(row.sha256).toString("hex"),
  }));
  return { batches, total: counted[0]?.n ?? 0, page, pageSize: PAGE_SIZE };
}

/**
 * A batch's file, the same bytes each time. For finance.
 * @throws ServiceError FORBIDDEN, NOT_FOUND.
 */
export async function readBatchFile(
  ctx: Ctx,
  id: Id<"exportBatch">,
): Promise<{ readonly fileName: string; readonly bytes: Uint8Array }> {
  requireRole(ctx, "finance");
  const [row] = await ctx.db
    .select({ fileName: exportBatches.fileName, bytes: exportBatches.file })
    .from(exportBatches)
    .where(and(eq(exportBatches.tenantId, ctx.tenantId), eq(exportBatches.id, id)));
  if (!row) throw new ServiceError("NOT_FOUND", "There is no such batch.", { id });
  return row;
}
