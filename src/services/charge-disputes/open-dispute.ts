import { and, desc, eq } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { newId } from "@/db/new-id";
import { chargeDisputes } from "@/db/schema/charge-disputes";
import { inTransaction } from "@/db/transaction";
import { writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { ServiceError } from "@/services/service-error";
import { blockToken } from "@/services/tokens/block-token";
import { adoptObjections } from "./adopt-objections";
import { clockOf, OPENED } from "./dispute-clocks";
import { findDoubtsOf } from "./charge-doubts";
import { openDisputeCase } from "./dispute-case";
import { writeDisputeEvent } from "./dispute-events";
import type { DisputeRow } from "./dispute-row";
import { canDispute, findOwnCharge, type OwnCharge } from "./find-own-charge";
import { storePictures, type NewPicture } from "./store-pictures";
import { takeDisputeNumber } from "./take-dispute-number";
import { tellOfStep } from "./tell-of-step";

/** What a driver can say is wrong with a charge. */
export const disputeReasons = [
  "amount",
  "overlap",
  "not_me",
  "no_charge",
  "fault",
  "other",
] as const;
export type DisputeReason = (typeof disputeReasons)[number];

/** What a driver says of a charge. `id` is the address of his session. */
export interface NewDispute {
  readonly id: string;
  readonly reason: DisputeReason;
  readonly text: string;
  readonly pictures?: readonly NewPicture[];
  /** It was not him: his card is blocked in the same step. */
  readonly blocksToken?: boolean;
}

/** A dispute that stands. */
export interface OpenedDispute {
  readonly id: Id<"dispute">;
  readonly number: string;
}

/**
 * A driver says that a charge of his is not right, also before its price is made: a number, the first entry of its trace,
 * and a case for finance; what a program finds by itself is kept beside his words. While it is open, saying it again
 * changes nothing.
 * @throws ServiceError FORBIDDEN, NOT_FOUND, INVALID (no words, a picture that is none), PRECONDITION (nothing is owed for
 * it, or it was decided: take that dispute up again).
 */
export async function openDispute(ctx: Ctx, said: NewDispute): Promise<OpenedDispute> {
  const text = said.text.trim();
  if (text === "") throw new ServiceError("INVALID", "Say in a few words what is wrong.");
  return inTransaction(ctx, async (tx) => {
    const charge = await findOwnCharge(tx, said.id);
    if (!charge) throw new ServiceError("NOT_FOUND", "There is no such charge.");
    await adoptObjections(tx);
    const latest = await readLatestDispute(tx, charge.cdrId);
    if (latest?.endedAt === null) return { id: latest.id, number: latest.number };
    checkAgain(charge, latest);
    const row = await insertDispute(tx, charge, { ...said, text });
    // Two at once: the other one was first.
    if (!row) throw new ServiceError("CONFLICT", "You have just said so already.");
    if (said.blocksToken && charge.tokenId !== null) await blockToken(tx, charge.tokenId);
    return { id: row.id, number: row.number };
  });
}

/** The latest dispute of a CDR, open or ended; null for none. */
export async function readLatestDispute(ctx: Ctx, cdrId: Id<"cdr">): Promise<DisputeRow | null> {
  const [row] = await ctx.db
    .select()
    .from(chargeDisputes)
    .where(and(eq(chargeDisputes.tenantId, ctx.tenantId), eq(chargeDisputes.cdrId, cdrId)))
    .orderBy(desc(chargeDisputes.openedAt), desc(chargeDisputes.id))
    .limit(1);
  return row ?? null;
}

function checkAgain(charge: OwnCharge, latest: DisputeRow | null): void {
  if (!canDispute(charge)) {
    throw new ServiceError("PRECONDITION", "Nothing is owed for this charge.");
  }
  if (latest?.state === "refused" || latest?.state === "withdrawn") {
    throw new ServiceError("PRECONDITION", "This was decided: take it up again instead.", {
      disputeId: latest.id,
    });
  }
}

async function insertDispute(
  ctx: Ctx,
  { cdrId, partnerId, driverId, charge, ...rest }: OwnCharge,
  { reason, text, blocksToken, pictures = [] }: NewDispute,
): Promise<DisputeRow | null> {
  const [finding = null] = await findDoubtsOf(ctx, { id: cdrId, driverId });
  const [row] = await ctx.db
    .insert(chargeDisputes)
    .values({
      tenantId: ctx.tenantId,
      id: newId<"dispute">(),
      number: await takeDisputeNumber(ctx),
      driverId,
      cdrId,
      chargeId: charge?.id ?? null,
      partnerId,
      reason,
      finding,
      amountMinor: charge?.grossMinor ?? null,
      currency: charge?.currency ?? rest.currency,
      state: "open",
      answerBy: await clockOf(ctx, cdrId, OPENED),
      openedAt: ctx.clock.now(),
    })
    .onConflictDoNothing()
    .returning();
  if (!row) return null;
  const caseId = await openDisputeCase(ctx, row, text);
  await ctx.db
    .update(chargeDisputes)
    .set({ caseId })
    .where(and(eq(chargeDisputes.tenantId, ctx.tenantId), eq(chargeDisputes.id, row.id)));
  const stored = await storePictures(ctx, row.id, { as: "driver", pictures });
  const isBlocked = blocksToken === true && rest.tokenId !== null;
  const detail = {
    reason,
    ...(isBlocked ? { blockedToken: true } : {}),
    ...(stored.length > 0 ? { pictures: stored } : {}),
  };
  const opened = { what: "opened", byKind: "driver", text, detail } as const;
  const seq = await writeDisputeEvent(ctx, row.id, opened);
  await tellOfStep(ctx, row, { ...opened, seq });
  await writeAudit(ctx, {
    action: "dispute.opened",
    subjectType: "charge_dispute",
    subjectId: row.id,
    detail: { number: row.number, reason, cdr: cdrId },
  });
  return { ...row, caseId };
}
