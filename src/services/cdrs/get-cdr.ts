import { and, desc, eq } from "drizzle-orm";

import { isId, type Id } from "@/core/ids";
import { money, type Money } from "@/core/money/money";
import type { ExplanationLine } from "@/core/rating/explain";
import { decodeExplanation } from "@/core/rating/stored-price";
import type { Cdr } from "@/core/roaming/cdr";
import { decodeCdr } from "@/core/roaming/json";
import { cdrRatings, cdrs, type Verdict } from "@/db/schema/cdrs";
import { invoiceLines, invoices } from "@/db/schema/invoices";
import { charges, planVersions, type ChargeState, type StoredVatAmount } from "@/db/schema/plans";
import { listAudit, readActorNames, type AuditLine } from "@/services/audit/list-audit";
import type { Ctx } from "@/services/context";
import { listJournals, type JournalView } from "@/services/ledger/list-journals";
import { requireRole } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import { cdrListQuery, type CdrListItem } from "./list-cdrs";
import {
  readCdrChain,
  readCdrCorrection,
  readCdrHolds,
  type CdrCorrection,
  type CdrHold,
  type ChainedCdr,
} from "./read-cdr-chain";
import { readStoredRating, type StoredRating } from "./stored-rating";

/** One rating of a CDR: our price and the verdict on the claim. Amounts in 10⁻⁶ of its currency. */
export interface CdrRating extends StoredRating {
  readonly verdict: Verdict;
  readonly ownExclMicro: bigint | null;
  readonly ownInclMicro: bigint | null;
  readonly differenceMicro: bigint | null;
  /** The tariff that was priced against the version that we held at the session's start, and the price by that. */
  readonly contract: {
    readonly verdict: "same" | "equivalent" | "differs" | "unknown" | null;
    readonly exclMicro: bigint | null;
    readonly inclMicro: bigint | null;
  };
  readonly tariffSource: "cdr" | "history" | "none";
  readonly timeZone: string | null;
  readonly engineVersion: string;
  readonly tzdataVersion: string;
  readonly ratedAt: Temporal.Instant;
}

/** What the driver owes for the CDR. */
export interface CdrCharge {
  readonly id: Id<"charge">;
  readonly state: ChargeState;
  readonly reason: string | null;
  readonly planName: string;
  readonly basis: "gross" | "net";
  readonly net: Money | null;
  readonly vat: Money | null;
  readonly gross: Money | null;
  readonly currency: string;
  readonly perRate: readonly StoredVatAmount[];
  readonly vatTrace: readonly string[];
  readonly lines: readonly ExplanationLine[];
  /** Why a locked price could not be used, and the bill stands; null where it was, or none was locked. */
  readonly unpromised: string | null;
  readonly invoice: { readonly id: Id<"invoice">; readonly number: string | null } | null;
}

/** How a CDR was decided. */
export interface CdrDecisionMade {
  readonly basis: "policy" | "claim" | "own" | null;
  readonly by: string | null;
  readonly at: Temporal.Instant | null;
  readonly note: string | null;
  /** What we owe the operator before tax; null where it was rejected. */
  readonly cost: Money | null;
}

/** A CDR with everything that finance decides by. */
export interface CdrDetail extends CdrListItem {
  readonly core: Cdr;
  readonly partnerId: Id<"partner">;
  readonly claimedInclMicro: bigint | null;
  readonly creditReferenceId: string | null;
  /** Liberties that its reading took with what the operator sent. */
  readonly notes: readonly string[];
  readonly lastError: string | null;
  readonly messageId: Id<"message">;
  /** Latest first; the first one counts. */
  readonly ratings: readonly CdrRating[];
  readonly charge: CdrCharge | null;
  /** What we keep: the driver's price without VAT less the accepted cost; null across currencies or before both are known. */
  readonly margin: Money | null;
  readonly decision: CdrDecisionMade | null;
  /** What took it back, what it takes back, and what came in its place. */
  readonly chain: readonly ChainedCdr[];
  /** Why it is or was held, the latest first. */
  readonly holds: readonly CdrHold[];
  /** What was given back to the driver; null for nothing. */
  readonly correction: CdrCorrection | null;
  readonly journals: readonly JournalView[];
  readonly audit: readonly AuditLine[];
}

/**
 * One CDR, whole. For finance.
 * @throws ServiceError NOT_FOUND, FORBIDDEN, UNAUTHENTICATED.
 */
export async function getCdr(ctx: Ctx, id: string): Promise<CdrDetail> {
  requireRole(ctx, "finance");
  const cdrId = id as Id<"cdr">;
  const own = and(eq(cdrs.tenantId, ctx.tenantId), eq(cdrs.id, cdrId));
  const [[item], [row]] = isId(id)
    ? await Promise.all([cdrListQuery(ctx).where(own), ctx.db.select().from(cdrs).where(own)])
    : [[], []];
  if (!item || !row) throw new ServiceError("NOT_FOUND", "There is no such CDR.");
  const [ratings, charge] = await Promise.all([readRatings(ctx, cdrId), readCharge(ctx, cdrId)]);
  const sources = [
    { type: "cdr" as const, id: cdrId },
    ...(charge ? [{ type: "charge" as const, id: charge.id }] : []),
  ];
  const [chain, holds, correction] = await Promise.all([
    readCdrChain(ctx, row),
    readCdrHolds(ctx, cdrId),
    readCdrCorrection(ctx, { cdrId, chargeId: charge?.id ?? null }),
  ]);
  const [journals, audit, names] = await Promise.all([
    listJournals(ctx, sources),
    listAudit(ctx, [{ type: "cdr", id: cdrId }]),
    readActorNames(ctx, row.decidedBy ? [row.decidedBy] : []),
  ]);
  const cost = row.acceptedCostMinor === null ? null : money(row.acceptedCostMinor, row.currency);
  const isDecided = row.state === "accepted" || row.state === "rejected";
  return {
    ...item,
    core: decodeCdr(row.core),
    partnerId: row.partnerId,
    claimedInclMicro: row.claimedInclMicro,
    creditReferenceId: row.creditReferenceId,
    notes: row.notes,
    lastError: row.lastError,
    messageId: row.messageId,
    ratings,
    charge,
    margin: marginOf(charge, cost),
    decision: isDecided
      ? {
          basis: row.acceptedBasis,
          by: row.decidedBy && (names.get(row.decidedBy) ?? row.decidedBy),
          at: row.decidedAt,
          note: row.decisionNote,
          cost,
        }
      : null,
    chain,
    holds,
    correction,
    journals,
    audit,
  };
}

function marginOf(charge: CdrCharge | null, cost: Money | null): Money | null {
  if (!charge?.net || !cost || charge.net.currency !== cost.currency) return null;
  return money(charge.net.amountMinor - cost.amountMinor, cost.currency);
}

async function readRatings(ctx: Ctx, cdrId: Id<"cdr">): Promise<CdrRating[]> {
  const rows = await ctx.db
    .select()
    .from(cdrRatings)
    .where(and(eq(cdrRatings.tenantId, ctx.tenantId), eq(cdrRatings.cdrId, cdrId)))
    .orderBy(desc(cdrRatings.ratedAt), desc(cdrRatings.id));
  return rows.map((row) => ({
    ...readStoredRating(row.explanation),
    verdict: row.verdict,
    ownExclMicro: row.ownExclMicro,
    ownInclMicro: row.ownInclMicro,
    differenceMicro: row.differenceMicro,
    contract: {
      verdict: row.contractVerdict,
      exclMicro: row.contractExclMicro,
      inclMicro: row.contractInclMicro,
    },
    tariffSource: row.tariffSource,
    timeZone: row.timeZone,
    engineVersion: row.engineVersion,
    tzdataVersion: row.tzdataVersion,
    ratedAt: row.ratedAt,
  }));
}

async function readCharge(ctx: Ctx, cdrId: Id<"cdr">): Promise<CdrCharge | null> {
  const [found] = await ctx.db
    .select({
      row: charges,
      planName: planVersions.name,
      invoiceId: invoices.id,
      invoiceNumber: invoices.number,
    })
    .from(charges)
    .innerJoin(
      planVersions,
      and(eq(planVersions.tenantId, charges.tenantId), eq(planVersions.id, charges.planVersionId)),
    )
    .leftJoin(
      invoiceLines,
      and(eq(invoiceLines.tenantId, charges.tenantId), eq(invoiceLines.chargeId, charges.id)),
    )
    .leftJoin(
      invoices,
      and(eq(invoices.tenantId, charges.tenantId), eq(invoices.id, invoiceLines.invoiceId)),
    )
    .where(and(eq(charges.tenantId, ctx.tenantId), eq(charges.cdrId, cdrId)));
  if (!found) return null;
  const { row, planName, invoiceId, invoiceNumber } = found;
  const amount = (minor: bigint | null) => (minor === null ? null : money(minor, row.currency));
  // A charge that still waits has no explanation yet.
  const isExplained = row.grossMinor !== null && !Array.isArray(row.explanation);
  return {
    id: row.id,
    state: row.state,
    reason: row.reason,
    planName,
    basis: row.basis,
    net: amount(row.netMinor),
    vat: amount(row.vatMinor),
    gross: amount(row.grossMinor),
    currency: row.currency,
    perRate: row.perRate,
    vatTrace: row.vatTrace,
    lines: isExplained ? decodeExplanation(row.explanation) : [],
    unpromised: row.billGrossMinor === null ? row.marginLostReason : null,
    invoice: invoiceId === null ? null : { id: invoiceId, number: invoiceNumber },
  };
}
