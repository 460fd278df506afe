import { and, asc, desc, eq, getTableColumns, inArray } from "drizzle-orm";
import type { InferSelectModel } from "drizzle-orm";
import type { Id } from "@/core/ids";
import {
  creditors,
  partnerInvoices,
  paymentFileItems,
  paymentFiles,
} from "@/db/schema/settlements";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";

/** What may be paid now and what was told to the bank, newest first. */
export interface PaymentsPage {
  readonly payable: readonly {
    readonly id: Id<"partnerInvoice">;
    readonly number: string;
    readonly operator: string;
    readonly hasIban: boolean;
    readonly currency: string;
    readonly totalMinor: bigint;
    readonly dueOn: Temporal.PlainDate;
  }[];
  readonly files: readonly Omit<InferSelectModel<typeof paymentFiles>, "xml" | "sha256">[];
}

// All but the file itself.
const { xml: _xml, sha256: _sha256, ...fileColumns } = getTableColumns(paymentFiles);

const MOST = 24;

/** @throws ServiceError FORBIDDEN. */
export async function listPayments(ctx: Ctx): Promise<PaymentsPage> {
  requireRole(ctx, "finance");
  const approved = await ctx.db
    .select({
      id: partnerInvoices.id,
      number: partnerInvoices.number,
      operator: creditors.name,
      iban: creditors.iban,
      currency: partnerInvoices.currency,
      totalMinor: partnerInvoices.totalMinor,
      dueOn: partnerInvoices.dueOn,
    })
    .from(partnerInvoices)
    .innerJoin(
      creditors,
      and(
        eq(creditors.tenantId, partnerInvoices.tenantId),
        eq(creditors.id, partnerInvoices.creditorId),
      ),
    )
    .where(and(eq(partnerInvoices.tenantId, ctx.tenantId), eq(partnerInvoices.state, "approved")))
    .orderBy(asc(partnerInvoices.dueOn));
  const inFile = await readTaken(
    ctx,
    approved.map(({ id }) => id),
  );
  const files = await ctx.db
    .select(fileColumns)
    .from(paymentFiles)
    .where(eq(paymentFiles.tenantId, ctx.tenantId))
    .orderBy(desc(paymentFiles.createdAt))
    .limit(MOST);
  return {
    payable: approved
      .filter(({ id }) => !inFile.has(id))
      .map(({ iban, ...row }) => ({ ...row, hasIban: iban !== null })),
    files,
  };
}

async function readTaken(ctx: Ctx, ids: readonly Id<"partnerInvoice">[]) {
  if (ids.length === 0) return new Set<string>();
  const rows = await ctx.db
    .select({ id: paymentFileItems.partnerInvoiceId })
    .from(paymentFileItems)
    .where(
      and(
        eq(paymentFileItems.tenantId, ctx.tenantId),
        eq(paymentFileItems.isOpen, true),
        inArray(paymentFileItems.partnerInvoiceId, [...ids]),
      ),
    );
  return new Set<string>(rows.map(({ id }) => id));
}
