import { and, count, desc, eq, gte, lt, or, type SQL } from "drizzle-orm";
import { isId, type Id } from "@/core/ids";
import type { Finding } from "@/core/rating/reconcile";
import { type CdrState, cdrRatings, cdrs, type Verdict } from "@/db/schema/cdrs";
import { cdrField } from "@/services/cdrs/cdr-search";
import { readStoredRating } from "@/services/cdrs/stored-rating";
import type { Ctx } from "@/services/context";
import { readTimeZone, startOfDay } from "@/services/reports/report-day";
import { contains } from "@/services/reports/text-search";
import { ServiceError } from "@/services/service-error";
import { requirePartnerPerson } from "./partner-access";

const PAGE_SIZE = 50;

/** A CDR as its sender may see it. Amounts before tax, 10⁻⁶ of `currency`. Nothing of drivers or prices to them. */
export interface OwnCdr {
  readonly id: Id<"cdr">;
  readonly ocpiId: string;
  readonly party: string;
  readonly sessionOcpiId: string | null;
  readonly messageId: Id<"message">;
  readonly state: CdrState;
  readonly verdict: Verdict | null;
  readonly isCredit: boolean;
  readonly place: string;
  readonly startedAt: Temporal.Instant;
  readonly endedAt: Temporal.Instant;
  readonly receivedAt: Temporal.Instant;
  readonly energyMicroKwh: bigint;
  readonly currency: string;
  readonly claimedMicro: bigint;
  readonly ownMicro: bigint | null;
  readonly differenceMicro: bigint | null;
  /** Codes of why it is held, of those that its sender can do something about; `other` for the rest. */
  readonly heldCodes: readonly string[];
}

/** What is compared with the claim, without how far we would let it pass. */
export interface OwnCdrDetail extends OwnCdr {
  /** What we owe for it before tax, minor units; null until it is accepted. */
  readonly acceptedCostMinor: bigint | null;
  readonly acceptedBasis: "policy" | "claim" | "own" | null;
  readonly claimedInclMicro: bigint | null;
  readonly ownInclMicro: bigint | null;
  readonly parts: readonly Extract<Finding, { readonly code: "part-differs" }>[];
  /** Why there is no figure of ours. */
  readonly unpriceable: string | null;
  /** Liberties that its reading took. */
  readonly notes: readonly string[];
}

/** What to look for; what is absent does not matter. Days are of the operator's zone, both inclusive. */
export interface OwnCdrFilter {
  readonly state?: CdrState | undefined;
  readonly verdict?: Verdict | undefined;
  /** Part of the CDR's or the session's id. */
  readonly text?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** A page of CDRs. */
export interface OwnCdrPage {
  readonly cdrs: readonly OwnCdr[];
  readonly total: number;
  readonly page: number;
  readonly pageSize: number;
}

/**
 * The CDRs of the acting person's partner, those received last first.
 * @throws ServiceError FORBIDDEN, UNAUTHENTICATED.
 */
export async function listOwnCdrs(
  ctx: Ctx,
  filter: OwnCdrFilter & { readonly page: number },
): Promise<OwnCdrPage> {
  const partnerId = await requirePartnerPerson(ctx);
  const where = conditions(ctx, partnerId, { ...filter, timeZone: await readTimeZone(ctx) });
  const [rows, [all]] = await Promise.all([
    selectCdrs(ctx)
      .where(where)
      .orderBy(desc(cdrs.receivedAt), desc(cdrs.id))
      .limit(PAGE_SIZE)
      .offset((filter.page - 1) * PAGE_SIZE),
    ctx.db.select({ total: count() }).from(cdrs).where(where),
  ]);
  return {
    cdrs: rows.map((row) => toOwnCdr(row.cdr, row.place, row.ownMicro)),
    total: all?.total ?? 0,
    page: filter.page,
    pageSize: PAGE_SIZE,
  };
}

/**
 * One CDR of the acting person's partner, with our figure beside the claim.
 * @throws ServiceError NOT_FOUND also for others' CDRs, FORBIDDEN, UNAUTHENTICATED.
 */
export async function getOwnCdr(ctx: Ctx, id: string): Promise<OwnCdrDetail> {
  const partnerId = await requirePartnerPerson(ctx);
  const [row] = isId(id)
    ? await selectCdrs(ctx).where(and(conditions(ctx, partnerId), eq(cdrs.id, id as Id<"cdr">)))
    : [];
  if (!row) throw new ServiceError("NOT_FOUND", "There is no such CDR.");
  const { cdr, place, ownMicro, ownInclMicro } = row;
  const rating = readStoredRating(row.explanation);
  return {
    ...toOwnCdr(cdr, place, ownMicro),
    acceptedCostMinor: cdr.acceptedCostMinor,
    acceptedBasis: cdr.acceptedBasis,
    claimedInclMicro: cdr.claimedInclMicro,
    ownInclMicro,
    parts: rating.findings.filter((finding) => finding.code === "part-differs"),
    unpriceable: rating.unpriceable?.code ?? null,
    notes: cdr.notes,
  };
}

function selectCdrs(ctx: Ctx) {
  return ctx.db
    .select({
      cdr: cdrs,
      place: cdrField("cdrLocation", "name"),
      ownMicro: cdrRatings.ownExclMicro,
      ownInclMicro: cdrRatings.ownInclMicro,
      explanation: cdrRatings.explanation,
    })
    .from(cdrs)
    .leftJoin(
      cdrRatings,
      and(eq(cdrRatings.tenantId, cdrs.tenantId), eq(cdrRatings.id, cdrs.ratingId)),
    );
}

function conditions(
  ctx: Ctx,
  partnerId: Id<"partner">,
  filter: OwnCdrFilter & { readonly timeZone?: string } = {},
): SQL | undefined {
  const { state, verdict, text, from, to, timeZone = "UTC" } = filter;
  const named = text && [contains(cdrs.ocpiId, text), contains(cdrs.sessionOcpiId, text)];
  return and(
    eq(cdrs.tenantId, ctx.tenantId),
    eq(cdrs.partnerId, partnerId),
    state && eq(cdrs.state, state),
    verdict && eq(cdrs.verdict, verdict),
    named ? or(...named) : undefined,
    from ? gte(cdrs.receivedAt, startOfDay(from, timeZone)) : undefined,
    to ? lt(cdrs.receivedAt, startOfDay(to, timeZone, 1)) : undefined,
  );
}

/** What a CPO can mend; the rest is between us and the driver. */
const THEIRS: ReadonlySet<string> = new Set([
  "mismatch",
  "disputed-reading",
  "claim-is-zero",
  "contract-differs",
  "unpriceable",
  "credit",
  "credit-orphan",
  "credit-double",
  "credit-not-equal",
  "unknown-token",
  "second-cdr",
  "overlap-token",
  "overlap-evse",
  "impossible-power",
  "impossible-time",
  "unknown-place",
  "parking-while-held",
  "end-before-start",
  "in-the-future",
  "too-old",
  "too-late",
  "too-long",
  "period-outside",
  "negative-time",
  "negative-energy",
  "unit-suspect",
  "energy-differs",
  "too-much-energy",
  "negative-cost",
  "too-dear",
  "tax-below-zero",
  "zero-cost",
]);

function toOwnCdr(
  row: typeof cdrs.$inferSelect,
  place: string | null,
  ownMicro: bigint | null,
): OwnCdr {
  const codes = row.heldReasons.map((reason) => reason.split(":", 1)[0] ?? "");
  return {
    id: row.id,
    ocpiId: row.ocpiId,
    party: `${row.countryCode}/${row.partyId}`,
    sessionOcpiId: row.sessionOcpiId,
    messageId: row.messageId,
    state: row.state,
    verdict: row.verdict,
    isCredit: row.isCredit,
    place: place ?? "",
    startedAt: row.startedAt,
    endedAt: row.endedAt,
    receivedAt: row.receivedAt,
    energyMicroKwh: row.energyMicroKwh,
    currency: row.currency,
    claimedMicro: row.claimedExclMicro,
    ownMicro,
    differenceMicro: row.differenceMicro,
    heldCodes: [...new Set(codes.map((code) => (THEIRS.has(code) ? code : "other")))],
  };
}
