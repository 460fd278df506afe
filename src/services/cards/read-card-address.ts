import { and, eq } from "drizzle-orm";
import { accountMembers } from "@/db/schema/accounts";
import { drivers } from "@/db/schema/drivers";
import type { PostalAddress } from "@/db/schema/tenants";
import type { Ctx } from "@/services/context";
import { requireDriverUse } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";

/** Where the account's cards go unless said otherwise; to a member in his own name. @throws ServiceError FORBIDDEN. */
export async function readCardAddress(
  ctx: Ctx,
): Promise<{ readonly recipient: string; readonly address: PostalAddress }> {
  const { driverId, memberId } = requireDriverUse(ctx);
  const [driver] = await ctx.db
    .select({ name: drivers.name, address: drivers.address })
    .from(drivers)
    .where(and(eq(drivers.tenantId, ctx.tenantId), eq(drivers.id, driverId)));
  if (!driver) throw new ServiceError("NOT_FOUND", "There is no such account.");
  const [member] = memberId
    ? await ctx.db
        .select({ name: accountMembers.name })
        .from(accountMembers)
        .where(and(eq(accountMembers.tenantId, ctx.tenantId), eq(accountMembers.id, memberId)))
    : [];
  return { recipient: member?.name ?? driver.name, address: driver.address };
}
