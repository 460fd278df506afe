import {
  and,
  asc,
  count,
  desc,
  eq,
  gte,
  inArray,
  isNotNull,
  lt,
  sql,
  sum,
  type SQL,
} from "drizzle-orm";

import type { Id } from "@/core/ids";
import { cdrs } from "@/db/schema/cdrs";
import { partners } from "@/db/schema/partners";
import { charges } from "@/db/schema/plans";
import type { Ctx } from "@/services/context";
import { readTimeZone, startOfDay } from "@/services/reports/report-day";
import { requireRole } from "@/services/require-role";

/** What is looked for: by the day of the charge's end on the tenant's clock, and by reason. */
export interface MarginLostFilter {
  readonly partnerId?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** What promises cost us with one CPO for one reason; or how often nothing could be promised (`lost` is 0 then). */
export interface MarginLost {
  readonly operator: string;
  /** "SE*NSL": behind a hub it tells the CPOs apart. */
  readonly party: string;
  readonly currency: string;
  /** A `LostReason` or `LockRefusal` of core/rating. */
  readonly reason: string;
  readonly charges: number;
  /** VAT included, and before VAT: the second is what is missing from our margin. Minor units. */
  readonly lostGrossMinor: bigint;
  readonly lostNetMinor: bigint;
}

/** One charge that a promise lowered, or that could not be promised. */
export interface LoweredCharge extends Omit<MarginLost, "charges"> {
  readonly cdrId: Id<"cdr">;
  readonly cdrOcpiId: string;
  readonly servicedAt: Temporal.Instant;
  readonly chargedGrossMinor: bigint;
  readonly billGrossMinor: bigint | null;
}

const EXPORT_LIMIT = 50_000;

const party = sql<string>`${cdrs.countryCode} || '*' || ${cdrs.partyId}`;
const reason = sql<string>`${charges.marginLostReason}`;
const gross = sql`coalesce(${charges.billGrossMinor} - ${charges.grossMinor}, 0)`;
/** Taken out of the gross difference at the charge's own rate, half away from zero, as its VAT was. */
const net = sql`round(${gross} * 1000000.0
  / (1000000 + coalesce((${charges.perRate} -> 0 ->> 'vatRate')::int, 0)))::bigint`;

/**
 * The margin that promises cost, by CPO, currency and reason, the greatest first. For finance.
 * @throws ServiceError FORBIDDEN, UNAUTHENTICATED.
 */
export async function listMarginLost(
  ctx: Ctx,
  filter: MarginLostFilter,
): Promise<readonly MarginLost[]> {
  requireRole(ctx, "finance");
  const lostNet = sum(net).mapWith(BigInt);
  const rows = await ctx.db
    .select({
      operator: partners.name,
      party,
      currency: charges.currency,
      reason,
      charges: count(),
      lostGrossMinor: sum(gross).mapWith(BigInt),
      lostNetMinor: lostNet,
    })
    .from(charges)
    .innerJoin(cdrs, isItsCdr)
    .innerJoin(partners, isItsPartner)
    .where(await conditionOf(ctx, filter))
    .groupBy(partners.name, party, charges.currency, reason)
    .orderBy(asc(charges.currency), desc(lostNet), asc(partners.name), asc(reason));
  return rows.map((row) => ({
    ...row,
    lostGrossMinor: row.lostGrossMinor ?? 0n,
    lostNetMinor: row.lostNetMinor ?? 0n,
  }));
}

/**
 * The same charge by charge (50,000 at most), latest first, for a file. For finance.
 * @throws ServiceError FORBIDDEN, UNAUTHENTICATED.
 */
export async function exportMarginLost(
  ctx: Ctx,
  filter: MarginLostFilter,
): Promise<readonly LoweredCharge[]> {
  requireRole(ctx, "finance");
  return ctx.db
    .select({
      operator: partners.name,
      party,
      currency: charges.currency,
      reason,
      cdrId: cdrs.id,
      cdrOcpiId: cdrs.ocpiId,
      servicedAt: charges.servicedAt,
      chargedGrossMinor: sql<bigint>`${charges.grossMinor}`.mapWith(charges.grossMinor),
      billGrossMinor: charges.billGrossMinor,
      lostGrossMinor: sql<bigint>`${gross}`.mapWith(BigInt),
      lostNetMinor: sql<bigint>`${net}`.mapWith(BigInt),
    })
    .from(charges)
    .innerJoin(cdrs, isItsCdr)
    .innerJoin(partners, isItsPartner)
    .where(await conditionOf(ctx, filter))
    .orderBy(desc(charges.servicedAt), asc(charges.id))
    .limit(EXPORT_LIMIT);
}

const isItsCdr = and(eq(cdrs.tenantId, charges.tenantId), eq(cdrs.id, charges.cdrId));
const isItsPartner = and(eq(partners.tenantId, cdrs.tenantId), eq(partners.id, cdrs.partnerId));

async function conditionOf(
  ctx: Ctx,
  { partnerId, from, to }: MarginLostFilter,
): Promise<SQL | undefined> {
  const timeZone = await readTimeZone(ctx);
  return and(
    eq(charges.tenantId, ctx.tenantId),
    inArray(charges.state, ["open", "drafted", "invoiced", "settled"]),
    isNotNull(charges.marginLostReason),
    partnerId === undefined ? undefined : sql`${cdrs.partnerId} = ${partnerId}`,
    from === undefined ? undefined : gte(charges.servicedAt, startOfDay(from, timeZone)),
    to === undefined ? undefined : lt(charges.servicedAt, startOfDay(to, timeZone, 1)),
  );
}
