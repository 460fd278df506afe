import { and, eq, inArray } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { readRatingPolicy, type RatingPolicy } from "@/core/rating/rating-policy";
import type { Cdr } from "@/core/roaming/cdr";
import type { Tariff } from "@/core/roaming/tariff";
import type { ProfileInForce } from "@/core/smart-charging/parking-while-held";
import type { cdrs } from "@/db/schema/cdrs";
import { partners, type PartnerSettings } from "@/db/schema/partners";
import { findProfilesInForce } from "@/services/charging/find-profiles-in-force";
import type { Ctx } from "@/services/context";
import { findLocationsForCdrs, type CdrPlace } from "@/services/locations/find-location-for-cdr";
import { findLocksForCdrs, type HeldLock } from "@/services/price-locks/find-locks-for-cdrs";
import { findPlansInForce, type PlanInForce } from "@/services/plans/find-plan-in-force";
import { findTariffVersions, type TariffAtTime } from "@/services/tariffs/find-tariff-version";
import { readVatTerms, type VatTerms } from "@/services/tenants/read-vat-terms";
import { findOverlapping, type OverlappingCdr } from "./find-overlapping";
import { findSessionMates, type SessionMates } from "./session-mates";

type CdrRow = typeof cdrs.$inferSelect;

/** A CDR to be rated: its row, and what it says. */
export interface RatableCdr {
  readonly row: CdrRow;
  readonly cdr: Cdr;
}

/** What rating a CDR needs to know beyond the CDR. */
export interface RatingFacts {
  readonly settings: PartnerSettings;
  /** How this partner reads OCPI, by its settings. */
  readonly policy: RatingPolicy;
  readonly place: CdrPlace | null;
  /** IANA zone of the location as we hold it, or null. */
  readonly timeZone: string | null;
  readonly tariffs: readonly Tariff[];
  readonly tariffSource: "cdr" | "history" | "none";
  /** The same tariffs as we held them when the session began. */
  readonly heldTariffs: readonly TariffAtTime[];
  readonly plan: PlanInForce | null;
  /** The prices that were locked for the driver. */
  readonly lock: HeldLock | null;
  /** Who sells and buys, for the VAT. */
  readonly vat: VatTerms;
  /** Other CDRs of the same session. */
  readonly mates: SessionMates;
  /** Profiles of ours that its station followed. */
  readonly profiles: readonly ProfileInForce[];
  /** Other CDRs that used the token or the EVSE at the same time. */
  readonly overlaps: readonly OverlappingCdr[];
}

/**
 * Gathers what rating CDRs needs, as of each session's start, in the order given. The number of statements
 * does not depend on how many there are.
 */
export async function loadRatingFacts(
  ctx: Ctx,
  ratable: readonly RatableCdr[],
): Promise<RatingFacts[]> {
  const places = await findLocationsForCdrs(ctx, ratable.map(placeAsk));
  const names = ratable.map(({ cdr }, index) => tariffNames(cdr, places[index] ?? null));
  const rows = ratable.map(({ row }) => row);
  const [settings, plans, vatOf, mates, overlaps, held, locks, profiles] = await Promise.all([
    readSettings(ctx, ratable),
    findPlans(ctx, ratable),
    readVatTerms(
      ctx,
      rows.map(({ driverId }) => driverId),
    ),
    findSessionMates(ctx, rows),
    findOverlapping(ctx, rows),
    findHeldTariffs(ctx, ratable, names),
    findLocksForCdrs(ctx, ratable),
    findProfilesInForce(ctx, rows),
  ]);
  const policies = new Map([...settings].map(([id, one]) => [id, policyOf(one)]));
  return ratable.map(({ row, cdr }, index) => {
    const place = places[index] ?? null;
    const heldTariffs = held[index] ?? [];
    const brings = cdr.tariffs.length > 0;
    return {
      settings: settings.get(row.partnerId) ?? {},
      policy: policies.get(row.partnerId) ?? policyOf({}),
      place,
      timeZone: place?.timeZone ?? null,
      tariffs: brings ? cdr.tariffs : heldTariffs.map(({ tariff }) => tariff),
      tariffSource: brings ? "cdr" : heldTariffs.length > 0 ? "history" : "none",
      heldTariffs,
      plan: plans[index] ?? null,
      lock: locks[index] ?? null,
      vat: vatOf(row.driverId),
      mates: mates.get(row.id) ?? { standing: null, credited: null },
      profiles: profiles.get(row.id) ?? [],
      overlaps: overlaps.get(row.id) ?? [],
    };
  });
}

/** The facts of one CDR. */
export async function loadFactsOf(ctx: Ctx, ratable: RatableCdr): Promise<RatingFacts> {
  const [facts] = await loadRatingFacts(ctx, [ratable]);
  if (!facts) throw new RangeError("a CDR has no facts");
  return facts;
}

/**
 * A partner's policy. One that cannot be read prices nothing: another rule than agreed would be worse.
 * @throws RangeError naming what is wrong.
 */
function policyOf(settings: PartnerSettings): RatingPolicy {
  const read = readRatingPolicy(settings.ratingPolicy);
  if (!read.ok) throw new RangeError(`the partner's rating policy cannot be read: ${read.reason}`);
  return read.value;
}

async function readSettings(
  ctx: Ctx,
  ratable: readonly RatableCdr[],
): Promise<Map<Id<"partner">, PartnerSettings>> {
  const ids = [...new Set(ratable.map(({ row }) => row.partnerId))];
  if (ids.length === 0) return new Map();
  const rows = await ctx.db
    .select({ id: partners.id, settings: partners.settings })
    .from(partners)
    .where(and(eq(partners.tenantId, ctx.tenantId), inArray(partners.id, ids)));
  return new Map(rows.map(({ id, settings }) => [id, settings]));
}

// OCPI's CdrLocation has no zone, and its periods may name no tariff: both are taken from the location
// that the same party told us of.
function placeAsk({ row, cdr }: RatableCdr) {
  const { id, evseUid, evseId, connectorId } = cdr.cdrLocation;
  const { partnerId, countryCode, partyId } = row;
  return { partnerId, countryCode, partyId, locationId: id, evseUid, evseId, connectorId };
}

async function findPlans(
  ctx: Ctx,
  ratable: readonly RatableCdr[],
): Promise<(PlanInForce | null)[]> {
  const asks = ratable.flatMap(({ row }, index) =>
    row.driverId === null ? [] : [{ index, driverId: row.driverId, at: row.startedAt }],
  );
  const found = await findPlansInForce(ctx, asks);
  const plans = ratable.map((): PlanInForce | null => null);
  for (const [at, { index }] of asks.entries()) plans[index] = found[at] ?? null;
  return plans;
}

// The tariffs that it brings, else those that the periods name, else the connector's.
function tariffNames(cdr: Cdr, place: CdrPlace | null): string[] {
  const brought = cdr.tariffs.map(({ id }) => id);
  const named = cdr.chargingPeriods.flatMap(({ tariffId }) => (tariffId ? [tariffId] : []));
  const usual = [brought, named].find((names) => names.length > 0);
  const names = usual ?? place?.connector?.tariffIds ?? [];
  return [...new Set(names.map((name) => name.toUpperCase()))];
}

async function findHeldTariffs(
  ctx: Ctx,
  ratable: readonly RatableCdr[],
  names: readonly (readonly string[])[],
): Promise<TariffAtTime[][]> {
  const asks = ratable.flatMap(({ row }, index) => {
    const { partnerId, countryCode, partyId, startedAt: at } = row;
    return (names[index] ?? []).map((id) => ({ index, partnerId, countryCode, partyId, id, at }));
  });
  const found = await findTariffVersions(ctx, asks);
  const held = ratable.map((): TariffAtTime[] => []);
  for (const [at, { index }] of asks.entries()) {
    const version = found[at];
    if (version) held[index]?.push(version);
  }
  return held;
}
