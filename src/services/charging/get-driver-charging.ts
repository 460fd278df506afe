import { and, eq } from "drizzle-orm";
import { asId, isId } from "@/core/ids";
import { type ProfileType, profileTypes } from "@/core/smart-charging/charging-preferences";
import { chargingRequests } from "@/db/schema/charging";
import { sessions } from "@/db/schema/sessions";
import type { Ctx } from "@/services/context";
import { requireDriver } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import { hasPriceFor, readSteering } from "./read-steering";
import { findHindrance } from "./steered-session";
import { type ChargingWish, selectWishes } from "./wish-view";

/** What a driver can wish of a running session, and what he wished last. */
export interface DriverCharging {
  /** Why nothing can be wished ("not-running", "no-preferences", "not-capable", "not-reachable"); null where it can. */
  readonly hindrance: string | null;
  /** The styles that the operator has a price for, so far as we know its prices. */
  readonly styles: readonly ProfileType[];
  readonly latest: ChargingWish | null;
}

/**
 * The acting driver's wishes for one of his sessions.
 * @throws ServiceError NOT_FOUND for what is not there or another driver's, FORBIDDEN without a driver's account.
 */
export async function getDriverCharging(ctx: Ctx, sessionId: string): Promise<DriverCharging> {
  const driverId = requireDriver(ctx);
  const [session] = isId(sessionId)
    ? await ctx.db
        .select()
        .from(sessions)
        .where(
          and(
            eq(sessions.tenantId, ctx.tenantId),
            eq(sessions.id, asId<"session">(sessionId)),
            eq(sessions.driverId, driverId),
          ),
        )
    : [];
  if (!session) throw new ServiceError("NOT_FOUND", "There is no such session.");
  const [hindrance, facts, wishes] = await Promise.all([
    findHindrance(ctx, session, "preferences"),
    readSteering(ctx, session),
    selectWishes(ctx, session.id, eq(chargingRequests.kind, "PREFERENCES")),
  ]);
  return {
    hindrance,
    styles: profileTypes.filter((type) => hasPriceFor(facts, type)),
    latest: wishes[0] ?? null,
  };
}
