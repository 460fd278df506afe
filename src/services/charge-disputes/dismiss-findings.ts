import { and, eq } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { isOneOf } from "@/db/is-one-of";
import { dismissedFindings } from "@/db/schema/charge-disputes";
import type { Ctx } from "@/services/context";
import { ServiceError } from "@/services/service-error";
import { findDoubtsOf, findingKey, type Finding } from "./charge-doubts";
import { findOwnCharge } from "./find-own-charge";

/** Findings of a charge, by their keys. `id` is the address of the session. */
export interface NamedFindings {
  readonly id: string;
  readonly findings: readonly string[];
}

/**
 * The acting driver says that a charge of his is right although something looks odd: these findings are not offered again.
 * What does not fit later is. Saying it twice changes nothing, and he can still object.
 * @throws ServiceError FORBIDDEN, NOT_FOUND (no such charge of his, or no such finding any more).
 */
export async function dismissFindings(ctx: Ctx, { id, findings }: NamedFindings): Promise<void> {
  const { cdrId, driverId } = await ownCharge(ctx, id);
  const found = new Set((await findDoubtsOf(ctx, { id: cdrId, driverId })).map(findingKey));
  if (findings.length === 0 || !findings.every((key) => found.has(key))) {
    throw new ServiceError("NOT_FOUND", "There is no such finding.");
  }
  const now = ctx.clock.now();
  await ctx.db
    .insert(dismissedFindings)
    .values(
      findings.map((finding) => ({
        tenantId: ctx.tenantId,
        driverId,
        cdrId,
        finding,
        dismissedAt: now,
      })),
    )
    .onConflictDoNothing();
}

/** Takes that back: the findings are offered again while they hold. @throws ServiceError FORBIDDEN, NOT_FOUND. */
export async function restoreFindings(ctx: Ctx, { id, findings }: NamedFindings): Promise<void> {
  const { cdrId } = await ownCharge(ctx, id);
  await ctx.db
    .delete(dismissedFindings)
    .where(
      and(
        eq(dismissedFindings.tenantId, ctx.tenantId),
        eq(dismissedFindings.cdrId, cdrId),
        isOneOf(dismissedFindings.finding, [...findings]),
      ),
    );
}

/** Whether a driver has said that a charge is right in spite of a finding. */
export type IsDismissed = (cdrId: Id<"cdr">, finding: Finding) => boolean;

/** What a driver has said is right. Of a pair it holds for both charges, on whichever he said it. */
export async function readDismissed(ctx: Ctx, driverId: Id<"driver">): Promise<IsDismissed> {
  const rows = await ctx.db
    .select({ cdrId: dismissedFindings.cdrId, finding: dismissedFindings.finding })
    .from(dismissedFindings)
    .where(
      and(eq(dismissedFindings.tenantId, ctx.tenantId), eq(dismissedFindings.driverId, driverId)),
    );
  const said = new Set(rows.map(({ cdrId, finding }) => `${cdrId} ${finding}`));
  return (cdrId, finding) => {
    const { otherCdrId } = finding;
    return (
      said.has(`${cdrId} ${findingKey(finding)}`) ||
      (otherCdrId !== undefined &&
        said.has(`${otherCdrId} ${findingKey({ ...finding, otherCdrId: cdrId })}`))
    );
  };
}

async function ownCharge(ctx: Ctx, id: string) {
  const charge = await findOwnCharge(ctx, id);
  if (!charge) throw new ServiceError("NOT_FOUND", "There is no such charge.");
  return charge;
}
