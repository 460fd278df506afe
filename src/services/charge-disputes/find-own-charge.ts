import { and, eq, or } from "drizzle-orm";

import { asId, isId, type Id } from "@/core/ids";
import { charges, type ChargeState } from "@/db/schema/plans";
import type { Ctx } from "@/services/context";
import { requireDriver } from "@/services/require-role";
import { driverSessionQuery } from "@/services/sessions/driver-session-query";

/** A charge of the acting driver that he may object to. */
export interface OwnCharge {
  readonly id: Id<"charge">;
  readonly cdrId: Id<"cdr">;
  readonly driverId: Id<"driver">;
  readonly state: ChargeState;
  readonly currency: string;
  readonly grossMinor: bigint | null;
}

/** The acting driver's charge behind the address of one of his sessions (or of its CDR); null for none. */
export async function findOwnCharge(ctx: Ctx, id: string): Promise<OwnCharge | null> {
  const driverId = requireDriver(ctx);
  if (!isId(id)) return null;
  const q = driverSessionQuery(ctx, driverId);
  const [found] = await ctx.db
    .select({ chargeId: q.chargeId })
    .from(q)
    .where(or(eq(q.id, id), eq(q.cdrId, asId<"cdr">(id))));
  if (!found?.chargeId) return null;
  const [row] = await ctx.db
    .select({
      id: charges.id,
      cdrId: charges.cdrId,
      driverId: charges.driverId,
      state: charges.state,
      currency: charges.currency,
      grossMinor: charges.grossMinor,
    })
    .from(charges)
    .where(
      and(
        eq(charges.tenantId, ctx.tenantId),
        eq(charges.id, found.chargeId),
        eq(charges.driverId, driverId),
      ),
    );
  return row ?? null;
}
