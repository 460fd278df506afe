import { and, desc, eq, isNull, sql } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { cdrs } from "@/db/schema/cdrs";
import { reconciliationRecords } from "@/db/schema/exchange";
import { partners } from "@/db/schema/partners";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";

/** A partner's invoice and how the CDRs that it covers stand with us. */
export interface ReconciliationItem {
  readonly partnerId: Id<"partner">;
  readonly partnerName: string;
  readonly countryCode: string;
  readonly partyId: string;
  readonly id: string;
  readonly invoiceId: string;
  /** CDRs that it names, each once. */
  readonly cdrCount: number;
  /** Of these: held by us, and of those accepted. */
  readonly known: number;
  readonly accepted: number;
  /** Named by it, never received; at most ten. */
  readonly missing: readonly string[];
  readonly missingCount: number;
  readonly lastUpdated: Temporal.Instant;
}

const MOST = 50;
const MOST_NAMED = 10;

/**
 * The latest records of partners' invoices, each held against our CDRs of the same party. For finance.
 * @throws ServiceError FORBIDDEN, UNAUTHENTICATED.
 */
export async function listReconciliationRecords(ctx: Ctx): Promise<readonly ReconciliationItem[]> {
  requireRole(ctx, "finance");
  const rows = await ctx.db
    .select({
      partnerId: reconciliationRecords.partnerId,
      partnerName: partners.name,
      countryCode: reconciliationRecords.countryCode,
      partyId: reconciliationRecords.partyId,
      id: reconciliationRecords.ocpiId,
      invoiceId: reconciliationRecords.invoiceId,
      lastUpdated: reconciliationRecords.lastUpdated,
      named: sql<readonly { readonly id: string; readonly state: string | null }[]>`(
        select coalesce(jsonb_agg(jsonb_build_object('id', n.id, 'state', c.state) order by n.id), '[]')
        from (
          select distinct upper(e) as id
          from jsonb_array_elements_text(${reconciliationRecords.cdrIds}) as e) n
        left join ${cdrs} c on c.tenant_id = ${reconciliationRecords.tenantId}
          and c.country_code = ${reconciliationRecords.countryCode}
          and c.party_id = ${reconciliationRecords.partyId}
          and c.ocpi_id_upper = n.id)`,
    })
    .from(reconciliationRecords)
    .innerJoin(
      partners,
      and(
        eq(partners.tenantId, reconciliationRecords.tenantId),
        eq(partners.id, reconciliationRecords.partnerId),
      ),
    )
    .where(
      and(
        eq(reconciliationRecords.tenantId, ctx.tenantId),
        isNull(reconciliationRecords.deletedAt),
      ),
    )
    .orderBy(desc(reconciliationRecords.lastUpdated), desc(reconciliationRecords.id))
    .limit(MOST);
  return rows.map(({ named, ...row }): ReconciliationItem => {
    const missing = named.filter(({ state }) => state === null).map(({ id }) => id);
    return {
      ...row,
      cdrCount: named.length,
      known: named.length - missing.length,
      accepted: named.filter(({ state }) => state === "accepted").length,
      missing: missing.slice(0, MOST_NAMED),
      missingCount: missing.length,
    };
  });
}
