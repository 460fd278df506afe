import { randomInt } from "node:crypto";
import { and, asc, eq } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { tokens } from "@/db/schema/drivers";
import type { Ctx } from "@/services/context";

/** eMI3 contract ids: 8 characters after the C, without those that are mistaken for others. */
const SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/**
 * The contract of a member's tokens: that of the first one that was made for him, else a new one. Operators of OCPI
 * 2.1.1 name the contract alone (`auth_id`), so members of one account must not share it.
 */
export async function memberContract(
  tx: Ctx,
  who: {
    readonly driverId: Id<"driver">;
    readonly memberId: Id<"member">;
    readonly tenant: { readonly countryCode: string; readonly partyId: string };
  },
): Promise<string> {
  const { driverId, memberId, tenant } = who;
  const prefix = `${tenant.countryCode}-${tenant.partyId}-C`;
  const [first] = await tx.db
    .select({ contractId: tokens.contractId })
    .from(tokens)
    .where(
      and(
        eq(tokens.tenantId, tx.tenantId),
        eq(tokens.driverId, driverId),
        eq(tokens.memberId, memberId),
        eq(tokens.type, "APP_USER"),
      ),
    )
    .orderBy(asc(tokens.createdAt), asc(tokens.id))
    .limit(1);
  if (first) return first.contractId;
  for (;;) {
    const contractId = prefix + Array.from({ length: 8 }, () => SIGNS[randomInt(32)]).join("");
    const taken = await tx.db
      .select({ id: tokens.id })
      .from(tokens)
      .where(and(eq(tokens.tenantId, tx.tenantId), eq(tokens.contractId, contractId)))
      .limit(1);
    if (taken.length === 0) return contractId;
  }
}
