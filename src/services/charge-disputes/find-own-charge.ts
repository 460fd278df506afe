import { and, eq, or } from "drizzle-orm";

import { asId, isId, type Id } from "@/core/ids";
import { cdrs, type CdrState } from "@/db/schema/cdrs";
import { charges, type ChargeState } from "@/db/schema/plans";
import type { Ctx } from "@/services/context";
import { requireDriverUse } from "@/services/require-role";
import { driverSessionQuery } from "@/services/sessions/driver-session-query";

/** A charge of the acting driver that he may object to: its CDR, and what he owes for it as far as that is known. */
export interface OwnCharge {
  readonly cdrId: Id<"cdr">;
  readonly driverId: Id<"driver">;
  readonly partnerId: Id<"partner">;
  readonly tokenId: Id<"token"> | null;
  readonly cdrState: CdrState;
  readonly isTakenBack: boolean;
  /** Null while its price is not made. */
  readonly charge: {
    readonly id: Id<"charge">;
    readonly state: ChargeState;
    readonly currency: string;
    readonly grossMinor: bigint | null;
  } | null;
  readonly currency: string;
}

/** The acting driver's charge behind the address of one of his sessions (or of its CDR); null while no CDR came. */
export async function findOwnCharge(ctx: Ctx, id: string): Promise<OwnCharge | null> {
  const { driverId } = requireDriverUse(ctx);
  if (!isId(id)) return null;
  const q = driverSessionQuery(ctx, driverId);
  const [found] = await ctx.db
    .select({ cdrId: q.cdrId })
    .from(q)
    .where(or(eq(q.id, id), eq(q.cdrId, asId<"cdr">(id))));
  if (!found?.cdrId) return null;
  const [row] = await ctx.db
    .select({
      cdrId: cdrs.id,
      partnerId: cdrs.partnerId,
      tokenId: cdrs.tokenId,
      cdrState: cdrs.state,
      creditedBy: cdrs.creditedByCdrId,
      currency: cdrs.currency,
      charge: {
        id: charges.id,
        state: charges.state,
        currency: charges.currency,
        grossMinor: charges.grossMinor,
      },
    })
    .from(cdrs)
    .leftJoin(charges, and(eq(charges.tenantId, cdrs.tenantId), eq(charges.cdrId, cdrs.id)))
    .where(
      and(eq(cdrs.tenantId, ctx.tenantId), eq(cdrs.id, found.cdrId), eq(cdrs.driverId, driverId)),
    );
  if (!row) return null;
  const { creditedBy, ...rest } = row;
  return { ...rest, driverId, isTakenBack: creditedBy !== null };
}

/** Whether there is something to object to: an amount that is owed, or one that is still to come. */
export function canDispute({ cdrState, isTakenBack, charge }: OwnCharge): boolean {
  if (isTakenBack || cdrState === "rejected") return false;
  if (charge === null || charge.state === "waiting") return true;
  return charge.state !== "void" && (charge.grossMinor ?? 0n) > 0n;
}
