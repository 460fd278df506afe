import { and, asc, eq, type SQL, sql } from "drizzle-orm";

import type { Id } from "@/core/ids";
import type { LineLabel } from "@/core/invoicing/document-parts";
import type { PriceBasis, VatAmount } from "@/core/money/vat-amount";
import { chargeLabels, costCentres, purposeRules } from "@/db/schema/accounts";
import { cdrs } from "@/db/schema/cdrs";
import { partners } from "@/db/schema/partners";
import { charges, planVersions } from "@/db/schema/plans";
import type { Ctx } from "@/services/context";
import { readVatAmount } from "./stored-vat-amount";

/** A booked charge that no invoice has yet, with what its line says. */
export interface OpenCharge {
  readonly id: Id<"charge">;
  readonly operator: string;
  readonly place: string;
  readonly city: string;
  readonly startedAt: Temporal.Instant;
  readonly endedAt: Temporal.Instant;
  readonly energyMicroKwh: bigint;
  readonly planName: string;
  readonly basis: PriceBasis;
  readonly currency: string;
  readonly supplyCountry: string;
  readonly servicedAt: Temporal.Instant;
  readonly amounts: readonly VatAmount[];
  readonly explanation: unknown;
  readonly vatTrace: readonly string[];
  /** What it was for; null or absent where its driver does not divide his charges. */
  readonly label?: LineLabel | null;
}

/** A driver, and up to when (exclusive) what he was delivered is taken. */
export interface OpenSpan {
  readonly driverId: Id<"driver">;
  readonly until: Temporal.Instant;
}

/**
 * The open charges of drivers that were delivered before `until`, by driver, oldest first. `lock` takes them for
 * invoices that are being made in this transaction: a charge stands on one invoice only. Of a CDR only the words of
 * its place are read: decoding it whole would be most of a run's time.
 */
export async function findOpenCharges(
  ctx: Ctx,
  query: { readonly spans: readonly OpenSpan[]; readonly lock: boolean },
): Promise<ReadonlyMap<Id<"driver">, readonly OpenCharge[]>> {
  const place = sql<Place>`${cdrs.core} -> 'data' -> 'cdrLocation'`;
  const select = ctx.db
    .select({
      driverId: charges.driverId,
      id: charges.id,
      place,
      startedAt: cdrs.startedAt,
      endedAt: cdrs.endedAt,
      energyMicroKwh: cdrs.energyMicroKwh,
      operator: partners.name,
      planName: planVersions.name,
      basis: charges.basis,
      currency: charges.currency,
      supplyCountry: charges.supplyCountry,
      servicedAt: charges.servicedAt,
      perRate: charges.perRate,
      explanation: charges.explanation,
      vatTrace: charges.vatTrace,
      label: lineLabel(),
    })
    .from(spanRows(query.spans))
    .innerJoin(
      charges,
      and(
        eq(charges.tenantId, ctx.tenantId),
        sql`${charges.driverId} = span.driver_id`,
        eq(charges.state, "open"),
        sql`${charges.servicedAt} < span.until`,
      ),
    )
    .innerJoin(cdrs, and(eq(cdrs.tenantId, charges.tenantId), eq(cdrs.id, charges.cdrId)))
    .innerJoin(partners, and(eq(partners.tenantId, cdrs.tenantId), eq(partners.id, cdrs.partnerId)))
    .innerJoin(
      planVersions,
      and(eq(planVersions.tenantId, charges.tenantId), eq(planVersions.id, charges.planVersionId)),
    )
    .leftJoin(
      chargeLabels,
      and(eq(chargeLabels.tenantId, charges.tenantId), eq(chargeLabels.chargeId, charges.id)),
    )
    .leftJoin(
      costCentres,
      and(
        eq(costCentres.tenantId, chargeLabels.tenantId),
        eq(costCentres.id, chargeLabels.costCentreId),
      ),
    )
    .orderBy(asc(charges.servicedAt), asc(charges.id));
  const rows = await (query.lock ? select.for("no key update", { of: charges }) : select);
  const open = rows.map(({ place: at, perRate, ...row }) => ({
    ...row,
    place: at?.name ?? at?.address ?? "",
    city: at?.city ?? "",
    amounts: perRate.map(readVatAmount),
  }));
  return Map.groupBy(open, ({ driverId }) => driverId);
}

// Members alone divide nothing: a label says who charged, too. Of charges without one nothing is looked up.
function lineLabel(): SQL<LineLabel | null> {
  const has = (table: typeof purposeRules | typeof costCentres) =>
    sql`exists (select 1 from ${table} d where d.tenant_id = ${charges.tenantId} and d.driver_id = ${charges.driverId})`;
  return sql`case when ${chargeLabels.chargeId} is not null and (${has(costCentres)} or ${has(purposeRules)})
    then jsonb_build_object('purpose', ${chargeLabels.purpose}, 'costCentre',
      case when ${costCentres.id} is not null
        then jsonb_build_object('code', ${costCentres.code}, 'name', ${costCentres.name}) end) end`;
}

interface PlaceWords {
  readonly name?: string;
  readonly address: string;
  readonly city: string;
}
type Place = PlaceWords | null;

/** Spans as rows `span(driver_id, until)` of a statement, as one value. */
export function spanRows(spans: readonly OpenSpan[]): SQL {
  const rows = spans.map(({ driverId, until }) => ({
    driver_id: driverId,
    until: until.toString(),
  }));
  return sql`json_to_recordset(${JSON.stringify(rows)}::json) as span(driver_id uuid, until timestamptz)`;
}
