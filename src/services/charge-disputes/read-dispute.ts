import { and, eq, sql } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { courseOf, type DisputeCourse } from "@/core/disputes/dispute-course";
import { stepsOf, type DisputeDeed } from "@/core/disputes/dispute-steps";
import { decodeCdr } from "@/core/roaming/json";
import { cdrs } from "@/db/schema/cdrs";
import { chargeDisputes } from "@/db/schema/charge-disputes";
import { invoiceLines, invoices } from "@/db/schema/invoices";
import { charges } from "@/db/schema/plans";
import { sessions } from "@/db/schema/sessions";
import type { CreditSource } from "@/services/credit-notes/credit-order";
import type { Ctx } from "@/services/context";
import { ServiceError } from "@/services/service-error";
import { findDoubtsOf, type Finding } from "./charge-doubts";
import { disputeItem, disputeQuery, type DisputeItem } from "./dispute-item";
import { findSeenDispute, type DisputeAudience, type DisputeRow } from "./dispute-row";
import { forPartner, type PartnerDispute } from "./list-partner-disputes";
import { readTrace, type TraceEvent } from "./read-trace";
import { findingSeenBy, withoutOther } from "./seen-finding";
import { mayReopen } from "./withdraw-dispute";

/** What all sides see of a dispute: what happened, what runs, what is to come, and what this side may do. */
export interface DisputeTrace {
  readonly events: readonly TraceEvent[];
  readonly course: DisputeCourse;
  readonly steps: readonly DisputeDeed[];
}

/** A dispute as its driver sees it. */
export interface OwnDispute extends DisputeItem, DisputeTrace {
  readonly finding: Finding | null;
  readonly canReopen: boolean;
}

/** A dispute as finance sees it. */
export interface StaffDispute extends DisputeItem, DisputeTrace {
  readonly driver: { readonly id: Id<"driver">; readonly name: string; readonly number: string };
  readonly partnerId: Id<"partner">;
  readonly caseId: Id<"case"> | null;
  /** What the CPO told while it ran; null where it told nothing. */
  readonly session: {
    readonly ocpiId: string;
    readonly status: string;
    readonly startedAt: Temporal.Instant;
    readonly endedAt: Temporal.Instant | null;
    readonly energyMicroKwh: bigint;
  } | null;
  /** What does not fit about the charge, by what is known today. */
  readonly findings: readonly Finding[];
  /** What a credit note would take back, and the charge's line on it; null while the charge is on no document. */
  readonly credit: { readonly source: CreditSource; readonly line: number } | null;
  readonly invoice: { readonly id: Id<"invoice">; readonly number: string } | null;
}

/** A dispute as its CPO sees it: the driver is nobody but the contract that his token names. */
export interface AskedDispute extends PartnerDispute, DisputeTrace {
  readonly cdrOcpiId: string;
  readonly sessionOcpiId: string | null;
  readonly contractId: string;
  readonly currency: string;
  /** What it claims before tax, 10⁻⁶ of the currency. */
  readonly claimedMicro: bigint;
  /** Codes of what does not fit, with its evidence where that is of its own charge. */
  readonly findings: readonly Finding[];
}

/** @throws ServiceError NOT_FOUND also for another driver's, FORBIDDEN. */
export async function readOwnDispute(ctx: Ctx, id: string): Promise<OwnDispute> {
  const row = await findSeenDispute(ctx, "driver", id);
  const stored = findingOf(row);
  const [item, trace, canReopen, finding] = await Promise.all([
    readItem(ctx, row),
    traceOf(ctx, row, "driver"),
    mayReopen(ctx, row),
    stored && findingSeenBy(ctx, stored),
  ]);
  return { ...disputeItem(item, ctx.clock.now()), ...trace, finding, canReopen };
}

/** @throws ServiceError NOT_FOUND, FORBIDDEN. */
export async function readStaffDispute(ctx: Ctx, id: string): Promise<StaffDispute> {
  const row = await findSeenDispute(ctx, "finance", id);
  const [item, trace, findings, billed, session] = await Promise.all([
    readItem(ctx, row),
    traceOf(ctx, row, "finance"),
    findDoubtsOf(ctx, { id: row.cdrId, driverId: row.driverId }),
    readBilled(ctx, row.cdrId),
    readSession(ctx, row.cdrId),
  ]);
  const { partnerId, caseId } = row;
  return {
    ...disputeItem(item, ctx.clock.now()),
    ...trace,
    driver: item.driver,
    partnerId,
    caseId,
    session,
    findings,
    credit: billed.credit,
    invoice: billed.invoice,
  };
}

/** @throws ServiceError NOT_FOUND also for what it was not asked about, FORBIDDEN. */
export async function readAskedDispute(ctx: Ctx, id: string): Promise<AskedDispute> {
  const row = await findSeenDispute(ctx, "partner", id);
  const [item, trace, findings, [cdr]] = await Promise.all([
    readItem(ctx, row),
    traceOf(ctx, row, "partner"),
    findDoubtsOf(ctx, { id: row.cdrId, driverId: row.driverId }),
    ctx.db
      .select()
      .from(cdrs)
      .where(and(eq(cdrs.tenantId, ctx.tenantId), eq(cdrs.id, row.cdrId))),
  ]);
  if (!cdr) throw new ServiceError("NOT_FOUND", "There is no such dispute.");
  return {
    ...forPartner(disputeItem(item, ctx.clock.now())),
    ...trace,
    cdrOcpiId: cdr.ocpiId,
    sessionOcpiId: cdr.sessionOcpiId,
    contractId: decodeCdr(cdr.core).cdrToken.contractId,
    currency: cdr.currency,
    claimedMicro: cdr.claimedExclMicro,
    findings: findings.flatMap(findingForPartner),
  };
}

/** Where else the driver was is not the CPO's to know, nor what car he has. */
function findingForPartner(finding: Finding): Finding[] {
  return finding.code === "battery" ? [] : [withoutOther(finding)];
}

async function readItem(ctx: Ctx, row: DisputeRow) {
  const [item] = await disputeQuery(ctx).where(
    and(eq(chargeDisputes.tenantId, ctx.tenantId), eq(chargeDisputes.id, row.id)),
  );
  if (!item) throw new ServiceError("NOT_FOUND", "There is no such dispute.");
  return item;
}

async function traceOf(
  ctx: Ctx,
  row: DisputeRow,
  audience: DisputeAudience,
): Promise<DisputeTrace> {
  const [events, { isPaid }] = await Promise.all([
    readTrace(ctx, row.id, audience),
    readBilled(ctx, row.cdrId),
  ]);
  const isRefundComing = row.state === "credited" && row.endedAt === null;
  // A refund is the driver's.
  const isShown = isPaid && audience !== "partner";
  return {
    events,
    course: courseOf(row.state, { isRefundComing, isPaid: isShown }),
    // What is over takes no more words, though its state may still wait for a refund elsewhere.
    steps: stepsOf(row.state, audience).filter((step) => step !== "note" || row.endedAt === null),
  };
}

function findingOf({ finding }: DisputeRow): Finding | null {
  return finding === null ? null : (finding as Finding);
}

/** Where a charge stands on a document, and whether money was paid for it that would come back over the rail. */
async function readBilled(ctx: Ctx, cdrId: Id<"cdr">) {
  const [found] = await ctx.db
    .select({
      chargeId: charges.id,
      state: charges.state,
      receiptId: charges.receiptId,
      line: invoiceLines.seq,
      invoiceId: invoices.id,
      invoiceNumber: invoices.number,
      paidMinor: invoices.paidMinor,
    })
    .from(charges)
    .leftJoin(
      invoiceLines,
      and(eq(invoiceLines.tenantId, charges.tenantId), eq(invoiceLines.chargeId, charges.id)),
    )
    .leftJoin(
      invoices,
      and(
        eq(invoices.tenantId, invoiceLines.tenantId),
        eq(invoices.id, invoiceLines.invoiceId),
        eq(invoices.state, "finalized"),
      ),
    )
    .where(and(eq(charges.tenantId, ctx.tenantId), eq(charges.cdrId, cdrId)));
  if (!found) return { credit: null, invoice: null, isPaid: false };
  const { invoiceId, line, invoiceNumber } = found;
  if (invoiceId !== null && line !== null) {
    const source: CreditSource = { of: "invoice", invoiceId };
    return {
      credit: { source, line },
      invoice: invoiceNumber === null ? null : { id: invoiceId, number: invoiceNumber },
      isPaid: (found.paidMinor ?? 0n) > 0n,
    };
  }
  const isSettled = found.state === "settled" && found.receiptId !== null;
  const source: CreditSource = { of: "charge", chargeId: found.chargeId };
  return { credit: isSettled ? { source, line: 1 } : null, invoice: null, isPaid: false };
}

async function readSession(ctx: Ctx, cdrId: Id<"cdr">): Promise<StaffDispute["session"]> {
  const [row] = await ctx.db
    .select({
      ocpiId: sessions.ocpiId,
      status: sessions.status,
      startedAt: sessions.startedAt,
      endedAt: sessions.endedAt,
      energyMicroKwh: sessions.energyMicroKwh,
    })
    .from(cdrs)
    .innerJoin(
      sessions,
      and(
        eq(sessions.tenantId, cdrs.tenantId),
        eq(sessions.partnerId, cdrs.partnerId),
        eq(sessions.ocpiIdUpper, sql`upper(${cdrs.sessionOcpiId})`),
      ),
    )
    .where(and(eq(cdrs.tenantId, ctx.tenantId), eq(cdrs.id, cdrId)))
    .limit(1);
  return row ?? null;
}
