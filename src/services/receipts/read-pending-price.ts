import { and, eq } from "drizzle-orm";
import { cdrs } from "@/db/schema/cdrs";
import { sessions } from "@/db/schema/sessions";
import type { Ctx } from "@/services/context";
import { lateAfterS, readUsualDelays } from "@/services/expected-cdrs/usual-delay";
import { findOwnCharge } from "@/services/sessions/find-own-charge";

/** What is known of a price that has not come. */
export interface PendingPrice {
  /** When the operator's record came; null while it has not. */
  readonly receivedAt: Temporal.Instant | null;
  /** Seconds within which nine of ten of this operator's records come; null where too few are known. */
  readonly usualS: number | null;
  /** It should have come by now. */
  readonly isLate: boolean;
}

/** Why a charge of the acting person has no final price yet. @throws ServiceError NOT_FOUND, FORBIDDEN. */
export async function readPendingPrice(ctx: Ctx, id: string): Promise<PendingPrice> {
  const { sessionId, cdrId } = await findOwnCharge(ctx, id);
  if (cdrId !== null) {
    const [cdr] = await ctx.db
      .select({ receivedAt: cdrs.receivedAt })
      .from(cdrs)
      .where(and(eq(cdrs.tenantId, ctx.tenantId), eq(cdrs.id, cdrId)));
    return { receivedAt: cdr?.receivedAt ?? null, usualS: null, isLate: false };
  }
  const [session] =
    sessionId === null
      ? []
      : await ctx.db
          .select({ partnerId: sessions.partnerId, endedAt: sessions.endedAt })
          .from(sessions)
          .where(and(eq(sessions.tenantId, ctx.tenantId), eq(sessions.id, sessionId)));
  const delay = session && (await readUsualDelays(ctx)).get(session.partnerId);
  const ageS = session?.endedAt
    ? ctx.clock.now().since(session.endedAt).total("seconds")
    : Number.NEGATIVE_INFINITY;
  return { receivedAt: null, usualS: delay?.p90S ?? null, isLate: ageS > lateAfterS(delay) };
}
