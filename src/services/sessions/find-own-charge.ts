import { eq, or } from "drizzle-orm";
import { asId, isId, type Id } from "@/core/ids";
import type { Ctx } from "@/services/context";
import { requireChargesReader } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import { driverSessionQuery } from "./driver-session-query";

/** What a session of the acting driver is made of. */
export interface OwnCharge {
  readonly driverId: Id<"driver">;
  readonly sessionId: Id<"session"> | null;
  readonly cdrId: Id<"cdr"> | null;
  readonly chargeId: Id<"charge"> | null;
  /** The zone of the place; null where the CPO does not say. */
  readonly timeZone: string | null;
}

/**
 * A session by its own id or its CDR's, if it is one that the acting person may read.
 * @throws ServiceError NOT_FOUND for what is not there or another's, FORBIDDEN without a driver's account.
 */
export async function findOwnCharge(ctx: Ctx, id: string): Promise<OwnCharge> {
  const { driverId } = requireChargesReader(ctx);
  const q = driverSessionQuery(ctx, driverId);
  const { sessionId, cdrId, chargeId, timeZone } = q;
  const [row] = isId(id)
    ? await ctx.db
        .select({ sessionId, cdrId, chargeId, timeZone })
        .from(q)
        .where(or(eq(q.id, id), eq(q.cdrId, asId<"cdr">(id))))
    : [];
  if (!row) throw new ServiceError("NOT_FOUND", "There is no such session.");
  return { driverId, ...row };
}
