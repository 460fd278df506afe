import { and, count, desc, eq, sql, sum } from "drizzle-orm";

import { isId, type Id } from "@/core/ids";
import { cdrRatings, cdrs, type CdrState, type Verdict } from "@/db/schema/cdrs";
import { drivers, tokens } from "@/db/schema/drivers";
import { invoices } from "@/db/schema/invoices";
import { locations } from "@/db/schema/locations";
import { partners } from "@/db/schema/partners";
import type { Ctx } from "@/services/context";
import { readTimeZone } from "@/services/reports/report-day";
import { requireRole } from "@/services/require-role";
import { cdrConditions, cdrField, cdrJoins, type CdrFilter } from "./cdr-search";

const PAGE_SIZE = 50;

/** A CDR in finance's list. Amounts are before tax, 10⁻⁶ of `currency`. */
export interface CdrListItem {
  readonly id: Id<"cdr">;
  readonly ocpiId: string;
  readonly sessionOcpiId: string | null;
  readonly state: CdrState;
  readonly verdict: Verdict | null;
  readonly isCredit: boolean;
  readonly operator: string;
  readonly party: string;
  readonly place: string;
  readonly city: string;
  /** The zone of the place; null where the CPO does not say. */
  readonly timeZone: string | null;
  readonly driverId: Id<"driver"> | null;
  readonly driverName: string | null;
  readonly tokenUid: string;
  readonly startedAt: Temporal.Instant;
  readonly endedAt: Temporal.Instant;
  readonly receivedAt: Temporal.Instant;
  readonly energyMicroKwh: bigint;
  readonly currency: string;
  readonly claimedMicro: bigint;
  readonly ownMicro: bigint | null;
  readonly differenceMicro: bigint | null;
  /** What we owe for it, minor units; null until it is accepted. */
  readonly acceptedCostMinor: bigint | null;
  readonly heldReasons: readonly string[];
  /** A Credit CDR took it back. */
  readonly isCredited: boolean;
  /** It came in place of one that was taken back. */
  readonly isReplacement: boolean;
  /** It came after the driver's invoice of its month was issued. */
  readonly isLate: boolean;
}

/** What the filtered CDRs of one currency come to. */
export interface CdrTotals {
  readonly currency: string;
  readonly cdrs: number;
  readonly energyMicroKwh: bigint;
  readonly claimedMicro: bigint;
  /** Ours, and the difference to it, over the CDRs that have a figure of ours. */
  readonly ownMicro: bigint;
  readonly differenceMicro: bigint;
  readonly withoutOwn: number;
  readonly acceptedCostMinor: bigint;
}

/** A page of CDRs and what all that fit the filter come to, by currency. */
export interface CdrPage {
  readonly cdrs: readonly CdrListItem[];
  readonly totals: readonly CdrTotals[];
  readonly total: number;
  readonly page: number;
  readonly pageSize: number;
}

/**
 * CDRs by a filter, those that began last first. For finance.
 * @throws ServiceError FORBIDDEN, UNAUTHENTICATED.
 */
export async function listCdrs(
  ctx: Ctx,
  filter: CdrFilter & { readonly page: number },
): Promise<CdrPage> {
  requireRole(ctx, "finance");
  const zone = await readTimeZone(ctx);
  const [rows, totals] = await Promise.all([
    selectCdrs(ctx, filter, zone)
      .limit(PAGE_SIZE)
      .offset((filter.page - 1) * PAGE_SIZE),
    sumCdrs(ctx, filter, zone),
  ]);
  const total = totals.reduce((all, one) => all + one.cdrs, 0);
  return { cdrs: rows, totals, total, page: filter.page, pageSize: PAGE_SIZE };
}

/** The most rows that one export holds. */
const EXPORT_LIMIT = 50_000;

/**
 * All CDRs that fit a filter (50,000 at most), for a file. For finance.
 * @throws ServiceError FORBIDDEN, UNAUTHENTICATED.
 */
export async function exportCdrs(ctx: Ctx, filter: CdrFilter): Promise<readonly CdrListItem[]> {
  requireRole(ctx, "finance");
  return selectCdrs(ctx, filter, await readTimeZone(ctx)).limit(EXPORT_LIMIT);
}

/** The partners that CDRs can be filtered by. For finance. */
export async function listCdrPartners(
  ctx: Ctx,
): Promise<readonly { readonly id: Id<"partner">; readonly name: string }[]> {
  requireRole(ctx, "finance");
  return ctx.db
    .select({ id: partners.id, name: partners.name })
    .from(partners)
    .where(eq(partners.tenantId, ctx.tenantId))
    .orderBy(partners.name, partners.id);
}

/** The columns of a CDR in a list. */
const cdrListFields = {
  id: cdrs.id,
  ocpiId: cdrs.ocpiId,
  sessionOcpiId: cdrs.sessionOcpiId,
  state: cdrs.state,
  verdict: cdrs.verdict,
  isCredit: cdrs.isCredit,
  operator: partners.name,
  party: sql<string>`${cdrs.countryCode} || '-' || ${cdrs.partyId}`,
  place: sql<string>`coalesce(${cdrField("cdrLocation", "name")}, ${cdrField("cdrLocation", "address")}, '')`,
  city: sql<string>`coalesce(${cdrField("cdrLocation", "city")}, '')`,
  timeZone: locations.timeZone,
  driverId: cdrs.driverId,
  driverName: drivers.name,
  tokenUid: sql<string>`coalesce(${cdrField("cdrToken", "uid")}, '')`,
  startedAt: cdrs.startedAt,
  endedAt: cdrs.endedAt,
  receivedAt: cdrs.receivedAt,
  energyMicroKwh: cdrs.energyMicroKwh,
  currency: cdrs.currency,
  claimedMicro: cdrs.claimedExclMicro,
  ownMicro: cdrRatings.ownExclMicro,
  differenceMicro: cdrs.differenceMicro,
  acceptedCostMinor: cdrs.acceptedCostMinor,
  heldReasons: cdrs.heldReasons,
  isCredited: sql<boolean>`${cdrs.creditedByCdrId} is not null`,
  isReplacement: sql<boolean>`${cdrs.replacesCdrId} is not null`,
  isLate: sql<boolean>`exists (select 1 from ${invoices} i where i.tenant_id = ${cdrs.tenantId}
    and i.driver_id = ${cdrs.driverId} and i.kind = 'monthly' and i.period_start <= ${cdrs.endedAt}
    and i.period_end > ${cdrs.endedAt} and i.finalized_at < ${cdrs.receivedAt})`,
};

/** CDRs with the columns of a list; the caller says where, in which order and how many. */
export function cdrListQuery(ctx: Ctx) {
  return ctx.db
    .select(cdrListFields)
    .from(cdrs)
    .innerJoin(partners, cdrJoins.partner)
    .leftJoin(drivers, cdrJoins.driver)
    .leftJoin(tokens, cdrJoins.token)
    .leftJoin(locations, cdrJoins.location)
    .leftJoin(cdrRatings, cdrJoins.rating);
}

function selectCdrs(ctx: Ctx, filter: CdrFilter, zone: string) {
  return cdrListQuery(ctx)
    .where(conditions(ctx, filter, zone))
    .orderBy(desc(cdrs.startedAt), desc(cdrs.id));
}

// A partner's id that is none finds nothing instead of failing in the database.
function conditions(ctx: Ctx, filter: CdrFilter, zone: string) {
  const isPossible = filter.partnerId === undefined || isId(filter.partnerId);
  return isPossible
    ? cdrConditions(ctx, filter, zone)
    : and(eq(cdrs.tenantId, ctx.tenantId), sql`false`);
}

// A credit repeats the energy of what it takes back.
const energyOnce = sql`case when ${cdrs.isCredit} then -${cdrs.energyMicroKwh} else ${cdrs.energyMicroKwh} end`;

async function sumCdrs(ctx: Ctx, filter: CdrFilter, zone: string): Promise<CdrTotals[]> {
  const rows = await ctx.db
    .select({
      currency: cdrs.currency,
      cdrs: count(),
      energy: sum(energyOnce).mapWith(BigInt),
      claimed: sum(cdrs.claimedExclMicro).mapWith(BigInt),
      own: sum(cdrRatings.ownExclMicro).mapWith(BigInt),
      difference: sum(cdrs.differenceMicro).mapWith(BigInt),
      withOwn: count(cdrRatings.ownExclMicro),
      accepted: sum(cdrs.acceptedCostMinor).mapWith(BigInt),
    })
    .from(cdrs)
    .leftJoin(drivers, cdrJoins.driver)
    .leftJoin(tokens, cdrJoins.token)
    .leftJoin(cdrRatings, cdrJoins.rating)
    .where(conditions(ctx, filter, zone))
    .groupBy(cdrs.currency)
    .orderBy(desc(count()));
  return rows.map((row) => ({
    currency: row.currency,
    cdrs: row.cdrs,
    energyMicroKwh: row.energy ?? 0n,
    claimedMicro: row.claimed ?? 0n,
    ownMicro: row.own ?? 0n,
    differenceMicro: row.difference ?? 0n,
    withoutOwn: row.cdrs - row.withOwn,
    acceptedCostMinor: row.accepted ?? 0n,
  }));
}
