import { and, desc, eq } from "drizzle-orm";

import type { ClockDays } from "@/core/disputes/dispute-clock";
import type { Id } from "@/core/ids";
import { money, type Money } from "@/core/money/money";
import { creditNoteLines, creditNotes } from "@/db/schema/credits";
import { tokens } from "@/db/schema/drivers";
import type { Ctx } from "@/services/context";
import { findDoubtsOf, findingKey, type Finding } from "./charge-doubts";
import { readDismissed } from "./dismiss-findings";
import type { DisputeItem } from "./dispute-item";
import { disputeItem, disputeQuery } from "./dispute-item";
import { chargeDisputes } from "@/db/schema/charge-disputes";
import { canDispute, findOwnCharge, type OwnCharge } from "./find-own-charge";
import { readLatestDispute } from "./open-dispute";
import { clockDaysOf } from "./dispute-clocks";

/** What a driver can say about a charge, what he said, and what was given back of it. */
export interface ChargeDispute {
  /** Whether he can say that something is wrong. */
  readonly canDispute: boolean;
  /** Whether it was priced: until then there is nothing to pay. */
  readonly isPriced: boolean;
  /** His latest one about this charge. */
  readonly dispute: DisputeItem | null;
  /** What a program finds by itself; nothing where he has said so, and not what he said is right. */
  readonly findings: readonly Finding[];
  /** By which those are dismissed. */
  readonly findingKeys: readonly string[];
  /** The token that it was charged with, where it can still be blocked. */
  readonly token: { readonly id: Id<"token">; readonly name: string } | null;
  /** Days that each side may take, and which count. */
  readonly days: ClockDays;
  /** Newest first. */
  readonly credits: readonly {
    readonly id: Id<"creditNote">;
    readonly number: string;
    readonly issuedAt: Temporal.Instant;
    /** What it gives back of this charge. */
    readonly amount: Money;
    readonly reason: string;
  }[];
}

/**
 * The acting driver's side of a charge: what he said of it, what became of that, and whether he can say something. `id` is
 * the address of his session. Null while no CDR came.
 * @throws ServiceError FORBIDDEN without a driver's account.
 */
export async function readChargeDispute(ctx: Ctx, id: string): Promise<ChargeDispute | null> {
  const charge = await findOwnCharge(ctx, id);
  if (!charge) return null;
  const latest = await readLatestDispute(ctx, charge.cdrId);
  const canSay = canDispute(charge) && (latest === null || isPaidBack(latest.state));
  const [item, findings, token, days, credits] = await Promise.all([
    latest && readItem(ctx, latest.id),
    canSay && latest === null ? readFindings(ctx, charge) : [],
    readToken(ctx, charge),
    clockDaysOf(ctx),
    charge.charge ? readCredits(ctx, charge.charge.id) : [],
  ]);
  const isPriced = charge.charge !== null && charge.charge.state !== "waiting";
  const findingKeys = findings.map(findingKey);
  return {
    canDispute: canSay,
    isPriced,
    dispute: item,
    findings,
    findingKeys,
    token,
    days,
    credits,
  };
}

async function readFindings(ctx: Ctx, { cdrId, driverId }: OwnCharge): Promise<Finding[]> {
  const [found, isDismissed] = await Promise.all([
    findDoubtsOf(ctx, { id: cdrId, driverId }),
    readDismissed(ctx, driverId),
  ]);
  return found.filter((finding) => !isDismissed(cdrId, finding));
}

/** What was given back in part may be wrong once more; what was refused is taken up again under its own number. */
function isPaidBack(state: string): boolean {
  return state === "credited" || state === "refunded";
}

async function readItem(ctx: Ctx, id: Id<"dispute">): Promise<DisputeItem | null> {
  const [row] = await disputeQuery(ctx).where(
    and(eq(chargeDisputes.tenantId, ctx.tenantId), eq(chargeDisputes.id, id)),
  );
  return row ? disputeItem(row, ctx.clock.now()) : null;
}

async function readToken(ctx: Ctx, { tokenId, driverId }: OwnCharge) {
  if (tokenId === null) return null;
  const [row] = await ctx.db
    .select({
      id: tokens.id,
      name: tokens.name,
      visualNumber: tokens.visualNumber,
      uid: tokens.uid,
      valid: tokens.valid,
    })
    .from(tokens)
    .where(
      and(eq(tokens.tenantId, ctx.tenantId), eq(tokens.id, tokenId), eq(tokens.driverId, driverId)),
    );
  return row?.valid ? { id: row.id, name: row.name ?? row.visualNumber ?? row.uid } : null;
}

async function readCredits(ctx: Ctx, chargeId: Id<"charge">): Promise<ChargeDispute["credits"]> {
  const rows = await ctx.db
    .select({
      id: creditNotes.id,
      number: creditNotes.number,
      issuedAt: creditNotes.issuedAt,
      reason: creditNotes.reason,
      currency: creditNotes.currency,
      grossMinor: creditNoteLines.grossMinor,
    })
    .from(creditNoteLines)
    .innerJoin(
      creditNotes,
      and(
        eq(creditNotes.tenantId, creditNoteLines.tenantId),
        eq(creditNotes.id, creditNoteLines.creditNoteId),
        eq(creditNotes.state, "issued"),
      ),
    )
    .where(and(eq(creditNoteLines.tenantId, ctx.tenantId), eq(creditNoteLines.chargeId, chargeId)))
    .orderBy(desc(creditNotes.issuedAt));
  return rows.flatMap(({ id, number, issuedAt, reason, currency, grossMinor }) =>
    number && issuedAt
      ? [{ id, number, issuedAt, reason, amount: money(grossMinor, currency) }]
      : [],
  );
}
