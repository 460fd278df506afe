import { and, asc, eq, lt, sql } from "drizzle-orm";
import type { Id } from "@/core/ids";
import type { CdrLocation } from "@/core/roaming/cdr";
import { cdrs } from "@/db/schema/cdrs";
import { settlementLines } from "@/db/schema/settlements";
import type { Ctx } from "@/services/context";
import type { Creditor } from "./creditor-rows";

/** An accepted CDR that no settlement has. */
export interface UnsettledCdr {
  readonly id: Id<"cdr">;
  readonly ocpiId: string;
  /** Where it was charged, as the CDR says; null where it does not. */
  readonly place: Pick<CdrLocation, "name" | "address" | "city" | "country"> | null;
  readonly startedAt: Temporal.Instant;
  readonly endedAt: Temporal.Instant;
  readonly energyMicroKwh: bigint;
  readonly isCredit: boolean;
  readonly amountMinor: bigint;
}

/**
 * What we owe a party in a currency and have not settled, of CDRs that ended before `until`: late ones of earlier
 * periods too, and Credit CDRs, which are negative. Oldest first; `lock` keeps them for this transaction.
 */
export async function findUnsettled(
  ctx: Ctx,
  query: {
    readonly creditor: Creditor;
    readonly currency: string;
    readonly until: Temporal.Instant;
    readonly lock: boolean;
  },
): Promise<UnsettledCdr[]> {
  const { creditor } = query;
  const select = ctx.db
    .select({
      id: cdrs.id,
      ocpiId: cdrs.ocpiId,
      // Decoding the CDR whole would be most of the work.
      place: sql<UnsettledCdr["place"]>`${cdrs.core} -> 'data' -> 'cdrLocation'`,
      startedAt: cdrs.startedAt,
      endedAt: cdrs.endedAt,
      energyMicroKwh: cdrs.energyMicroKwh,
      isCredit: cdrs.isCredit,
      amountMinor: sql<bigint>`${cdrs.acceptedCostMinor}`.mapWith(cdrs.acceptedCostMinor),
    })
    .from(cdrs)
    .where(
      and(
        eq(cdrs.tenantId, ctx.tenantId),
        eq(cdrs.countryCode, creditor.countryCode),
        eq(cdrs.partyId, creditor.partyId),
        eq(cdrs.currency, query.currency),
        eq(cdrs.state, "accepted"),
        sql`${cdrs.acceptedCostMinor} is not null`,
        lt(cdrs.endedAt, query.until),
        sql`not exists (select 1 from ${settlementLines} l
          where l.tenant_id = ${cdrs.tenantId} and l.cdr_id = ${cdrs.id})`,
      ),
    )
    .orderBy(asc(cdrs.endedAt), asc(cdrs.id));
  return query.lock ? select.for("no key update", { of: cdrs }) : select;
}
