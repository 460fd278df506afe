import { and, eq, lte, ne, or } from "drizzle-orm";

import type { VatRateRow } from "@/core/invoicing/vat";
import type { Cdr } from "@/core/roaming/cdr";
import type { Tariff } from "@/core/roaming/tariff";
import { cdrs } from "@/db/schema/cdrs";
import { partners, type PartnerSettings } from "@/db/schema/partners";
import type { Ctx } from "@/services/context";
import { findLocationForCdr, type CdrPlace } from "@/services/locations/find-location-for-cdr";
import { findPlanInForce, type PlanInForce } from "@/services/plans/find-plan-in-force";
import { findTariffVersion } from "@/services/tariffs/find-tariff-version";
import { listVatRates } from "@/services/tenants/list-vat-rates";

type CdrRow = typeof cdrs.$inferSelect;

/** What rating a CDR needs to know beyond the CDR. */
export interface RatingFacts {
  readonly settings: PartnerSettings;
  /** IANA zone of the location as we hold it, or null. */
  readonly timeZone: string | null;
  readonly tariffs: readonly Tariff[];
  readonly tariffSource: "cdr" | "history" | "none";
  readonly plan: PlanInForce | null;
  readonly vatRates: readonly VatRateRow[];
  /** Another CDR of the same session that came before. */
  readonly hasEarlierOfSession: boolean;
}

/** Gathers what rating a CDR needs, as of the session's start. */
export async function loadRatingFacts(ctx: Ctx, row: CdrRow, cdr: Cdr): Promise<RatingFacts> {
  const place = await findPlace(ctx, row, cdr);
  const [settings, history, plan, rates, hasEarlierOfSession] = await Promise.all([
    findSettings(ctx, row),
    cdr.tariffs.length > 0 ? [] : findTariffs(ctx, row, cdr, place),
    row.driverId === null ? null : findPlanInForce(ctx, row.driverId, row.startedAt),
    listVatRates(ctx),
    findEarlierOfSession(ctx, row),
  ]);
  const known = cdr.tariffs.length > 0 ? cdr.tariffs : history;
  return {
    settings,
    timeZone: place?.timeZone ?? null,
    tariffs: known,
    tariffSource: cdr.tariffs.length > 0 ? "cdr" : history.length > 0 ? "history" : "none",
    plan,
    vatRates: rates,
    hasEarlierOfSession,
  };
}

async function findSettings(ctx: Ctx, row: CdrRow): Promise<PartnerSettings> {
  const [found] = await ctx.db
    .select({ settings: partners.settings })
    .from(partners)
    .where(and(eq(partners.tenantId, ctx.tenantId), eq(partners.id, row.partnerId)));
  return found?.settings ?? {};
}

// OCPI's CdrLocation has no zone, and its periods may name no tariff: both are taken from the location
// that the same party told us of.
async function findPlace(ctx: Ctx, row: CdrRow, cdr: Cdr): Promise<CdrPlace | null> {
  const { id, evseUid, evseId, connectorId } = cdr.cdrLocation;
  const { partnerId, countryCode, partyId } = row;
  const place = { partnerId, countryCode, partyId, locationId: id, evseUid, evseId, connectorId };
  return findLocationForCdr(ctx, place);
}

// Each tariff that the periods name (else the connector's), as we knew it when the session began.
async function findTariffs(
  ctx: Ctx,
  row: CdrRow,
  cdr: Cdr,
  place: CdrPlace | null,
): Promise<Tariff[]> {
  const named = cdr.chargingPeriods.flatMap(({ tariffId }) => (tariffId ? [tariffId] : []));
  const usual = named.length > 0 ? named : (place?.connector?.tariffIds ?? []);
  const names = [...new Set(usual.map((name) => name.toUpperCase()))];
  const { partnerId, countryCode, partyId, startedAt: at } = row;
  const found = await Promise.all(
    names.map((id) => findTariffVersion(ctx, { partnerId, countryCode, partyId, id, at })),
  );
  return found.flatMap((version) => (version ? [version.tariff] : []));
}

async function findEarlierOfSession(ctx: Ctx, row: CdrRow): Promise<boolean> {
  if (row.sessionOcpiId === null || row.isCredit) return false;
  const found = await ctx.db
    .select({ id: cdrs.id })
    .from(cdrs)
    .where(
      and(
        eq(cdrs.tenantId, ctx.tenantId),
        eq(cdrs.partnerId, row.partnerId),
        eq(cdrs.sessionOcpiId, row.sessionOcpiId),
        eq(cdrs.isCredit, false),
        ne(cdrs.id, row.id),
        ne(cdrs.state, "rejected"),
        // Ids are ordered by time of making; two that came in one instant still have an order.
        or(
          lte(cdrs.receivedAt, row.receivedAt.subtract({ microseconds: 1 })),
          and(eq(cdrs.receivedAt, row.receivedAt), lte(cdrs.id, row.id)),
        ),
      ),
    )
    .limit(1);
  return found.length > 0;
}
