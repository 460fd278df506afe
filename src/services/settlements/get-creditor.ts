import { and, desc, eq, isNull, sql } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { reconciliationRecords } from "@/db/schema/exchange";
import { issuedDocuments } from "@/db/schema/invoices";
import { partnerInvoices, settlements } from "@/db/schema/settlements";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";
import { readCreditor, type Creditor } from "./creditor-rows";
import type { PartnerInvoice } from "./match-partner-invoice";
import { readOwnEntity } from "./own-entity";

const MOST = 36;

/** A settlement as its operator's page lists it. */
export interface ListedSettlement {
  readonly id: Id<"settlement">;
  readonly periodStart: Temporal.Instant;
  readonly periodEnd: Temporal.Instant;
  readonly currency: string;
  readonly cdrCount: number;
  readonly totalMinor: bigint;
  readonly documentId: Id<"document"> | null;
  readonly number: string | null;
}

/** An operator's invoice without its file. */
export type ListedPartnerInvoice = Pick<
  PartnerInvoice,
  | "id"
  | "number"
  | "source"
  | "state"
  | "currency"
  | "netMinor"
  | "totalMinor"
  | "issuedOn"
  | "dueOn"
>;

/** An operator's page. */
export interface CreditorPage {
  readonly creditor: Creditor;
  readonly timeZone: string;
  readonly settlements: readonly ListedSettlement[];
  readonly invoices: readonly ListedPartnerInvoice[];
  /** Months on our wall clock with accepted CDRs that no settlement has, "2026-10", latest first; ended ones only. */
  readonly openMonths: readonly { readonly month: string; readonly currency: string }[];
  /** Records of invoices that the operator sent over OCPI and that nobody entered yet. */
  readonly records: readonly {
    readonly id: string;
    readonly invoiceId: string;
    readonly cdrs: number;
  }[];
}

/** An operator with its settlements and invoices, newest first. @throws ServiceError FORBIDDEN, NOT_FOUND. */
export async function getCreditor(ctx: Ctx, id: Id<"creditor">): Promise<CreditorPage> {
  requireRole(ctx, "finance");
  const creditor = await readCreditor(ctx, id);
  const { tenant } = await readOwnEntity(ctx);
  const [made, invoices, openMonths, records] = await Promise.all([
    listSettlements(ctx, id),
    listInvoices(ctx, id),
    findOpenMonths(ctx, creditor, tenant.timeZone),
    findRecords(ctx, creditor),
  ]);
  return {
    creditor,
    timeZone: tenant.timeZone,
    settlements: made,
    invoices,
    openMonths,
    records,
  };
}

function listSettlements(ctx: Ctx, id: Id<"creditor">): Promise<ListedSettlement[]> {
  return ctx.db
    .select({
      id: settlements.id,
      periodStart: settlements.periodStart,
      periodEnd: settlements.periodEnd,
      currency: settlements.currency,
      cdrCount: settlements.cdrCount,
      totalMinor: settlements.totalMinor,
      documentId: settlements.documentId,
      number: issuedDocuments.number,
    })
    .from(settlements)
    .leftJoin(
      issuedDocuments,
      and(
        eq(issuedDocuments.tenantId, settlements.tenantId),
        eq(issuedDocuments.id, settlements.documentId),
      ),
    )
    .where(and(eq(settlements.tenantId, ctx.tenantId), eq(settlements.creditorId, id)))
    .orderBy(desc(settlements.createdAt))
    .limit(MOST);
}

function listInvoices(ctx: Ctx, id: Id<"creditor">): Promise<ListedPartnerInvoice[]> {
  return ctx.db
    .select({
      id: partnerInvoices.id,
      number: partnerInvoices.number,
      source: partnerInvoices.source,
      state: partnerInvoices.state,
      currency: partnerInvoices.currency,
      netMinor: partnerInvoices.netMinor,
      totalMinor: partnerInvoices.totalMinor,
      issuedOn: partnerInvoices.issuedOn,
      dueOn: partnerInvoices.dueOn,
    })
    .from(partnerInvoices)
    .where(and(eq(partnerInvoices.tenantId, ctx.tenantId), eq(partnerInvoices.creditorId, id)))
    .orderBy(desc(partnerInvoices.issuedOn), desc(partnerInvoices.createdAt))
    .limit(MOST);
}

async function findOpenMonths(ctx: Ctx, creditor: Creditor, timeZone: string) {
  const thisMonth = ctx.clock.now().toZonedDateTimeISO(timeZone).toPlainDate().with({ day: 1 });
  const rows = await ctx.db.execute<{ month: string; currency: string }>(sql`
    select distinct to_char(c.ended_at at time zone ${timeZone}, 'YYYY-MM') as month, c.currency
    from cdrs c
    where c.tenant_id = ${ctx.tenantId} and c.state = 'accepted' and c.accepted_cost_minor is not null
      and c.country_code = ${creditor.countryCode} and c.party_id = ${creditor.partyId}
      and c.ended_at at time zone ${timeZone} < ${thisMonth.toString()}::date
      and not exists (select 1 from settlement_lines l where l.tenant_id = c.tenant_id and l.cdr_id = c.id)
    order by 1 desc, 2`);
  return rows.map(({ month, currency }) => ({ month, currency }));
}

async function findRecords(ctx: Ctx, creditor: Creditor) {
  const rows = await ctx.db
    .select({
      id: reconciliationRecords.ocpiId,
      invoiceId: reconciliationRecords.invoiceId,
      cdrs: sql<number>`jsonb_array_length(${reconciliationRecords.cdrIds})`.mapWith(Number),
    })
    .from(reconciliationRecords)
    .where(
      and(
        eq(reconciliationRecords.tenantId, ctx.tenantId),
        eq(reconciliationRecords.countryCode, creditor.countryCode),
        eq(reconciliationRecords.partyId, creditor.partyId),
        isNull(reconciliationRecords.deletedAt),
        sql`not exists (select 1 from ${partnerInvoices} i where i.tenant_id = ${ctx.tenantId}
          and i.creditor_id = ${creditor.id} and i.reconciliation_id = ${reconciliationRecords.ocpiId})`,
      ),
    )
    .orderBy(desc(reconciliationRecords.lastUpdated))
    .limit(MOST);
  return rows;
}
