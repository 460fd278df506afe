import { and, asc, eq, sql } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { dunningCases, dunningEvents } from "@/db/schema/dunning";
import { inTransaction } from "@/db/transaction";
import { writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import { closeCase } from "./close-case";
import { interestSoFar } from "./plan-additions";
import { lockStanding, openOfRow, owedInAll, readStanding } from "./standing";
import { writeEvent } from "./write-event";

/** A claim as a collection agency needs it. Amounts in minor units. */
export interface Claim {
  readonly caseId: Id<"dunningCase">;
  readonly driverNumber: string;
  readonly name: string;
  readonly email: string;
  readonly address: string;
  readonly postalCode: string;
  readonly city: string;
  readonly country: string;
  readonly invoiceNumber: string;
  readonly issuedOn: Temporal.PlainDate;
  readonly dueOn: Temporal.PlainDate;
  readonly currency: string;
  readonly capitalMinor: bigint;
  readonly additionsMinor: bigint;
  /** Interest that ran up to today and stands on no invoice yet. */
  readonly interestMinor: bigint;
}

/**
 * Hands a claim over to a collection agency, by finance: the case is closed, the claim stays in the books, and charging
 * stays blocked until it is paid. Again it changes nothing.
 * @throws ServiceError FORBIDDEN, NOT_FOUND, CONFLICT (another amount is open than was shown), PRECONDITION (closed, or
 * no collection notice was sent).
 */
export async function handOverCase(
  ctx: Ctx,
  input: {
    readonly caseId: Id<"dunningCase">;
    readonly amountMinor: bigint;
    readonly agency: string;
  },
): Promise<void> {
  requireRole(ctx, "finance");
  const agency = input.agency.trim();
  if (agency === "") throw new ServiceError("INVALID", "Name the agency.");
  await inTransaction(ctx, async (tx) => {
    const standing = await lockStanding(tx, input.caseId);
    const { row, invoice } = standing;
    if (row.outcome === "handed_over") return;
    if (row.state === "closed") throw new ServiceError("PRECONDITION", "This case is closed.");
    const amountMinor = owedInAll(standing);
    if (amountMinor !== input.amountMinor) {
      throw new ServiceError("CONFLICT", "Another amount is open by now. Look again.");
    }
    await requireLetter(tx, row.id);
    const { currency } = invoice;
    await writeEvent(tx, row.id, {
      kind: "handed_over",
      amountMinor,
      currency,
      detail: { agency },
    });
    await writeAudit(tx, {
      action: "dunning.hand_over",
      subjectType: "dunning_case",
      subjectId: row.id,
      detail: { agency, amount: amountMinor.toString(), currency },
    });
    await closeCase(tx, standing, "handed_over");
  });
}

async function requireLetter(ctx: Ctx, caseId: Id<"dunningCase">): Promise<void> {
  const rows = await ctx.db
    .select({ seq: dunningEvents.seq })
    .from(dunningEvents)
    .where(
      and(
        eq(dunningEvents.tenantId, ctx.tenantId),
        eq(dunningEvents.caseId, caseId),
        sql`${dunningEvents.kind} in ('collection_notice', 'ready_for_hand_over')`,
      ),
    )
    .limit(1);
  if (rows.length === 0) {
    throw new ServiceError("PRECONDITION", "A claim is handed over after its collection notice.");
  }
}

/**
 * The claims that are ready for an agency, and those that were handed over and are not paid (at most 1,000), oldest first.
 * @throws ServiceError FORBIDDEN, UNAUTHENTICATED.
 */
export async function listClaims(ctx: Ctx): Promise<Claim[]> {
  requireRole(ctx, "finance");
  const rows = await ctx.db
    .select({ id: dunningCases.id })
    .from(dunningCases)
    .where(
      and(
        eq(dunningCases.tenantId, ctx.tenantId),
        sql`(${dunningCases.outcome} = 'handed_over' or (${dunningCases.state} <> 'closed' and exists (
          select 1 from ${dunningEvents} e where e.tenant_id = ${dunningCases.tenantId}
            and e.case_id = ${dunningCases.id} and e.kind = 'ready_for_hand_over')))`,
      ),
    )
    .orderBy(asc(dunningCases.openedAt), asc(dunningCases.id))
    .limit(1000);
  const claims: Claim[] = [];
  for (const { id } of rows) claims.push(await claimOf(ctx, id));
  return claims;
}

async function claimOf(ctx: Ctx, caseId: Id<"dunningCase">): Promise<Claim> {
  const standing = await readStanding(ctx, caseId);
  const { driver, invoice, issuedOn, dueOn, openMinor, additions } = standing;
  const interest = await interestSoFar(ctx, standing);
  const { line1, line2, postalCode, city, country } = driver.address;
  return {
    caseId,
    driverNumber: driver.number,
    name: driver.name,
    email: driver.email,
    address: line2 ? `${line1}, ${line2}` : line1,
    postalCode,
    city,
    country,
    invoiceNumber: invoice.number ?? "",
    issuedOn,
    dueOn,
    currency: invoice.currency,
    capitalMinor: openMinor,
    additionsMinor: additions.reduce((sum, one) => sum + openOfRow(one), 0n),
    interestMinor: interest.reduce((sum, part) => sum + part.amountMinor, 0n),
  };
}
