import { and, eq, sql } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { partnerEndpoints, partners } from "@/db/schema/partners";
import type { Ctx } from "@/services/context";
import { ServiceError } from "@/services/service-error";

/** The condition on `partners` that one has an address for commands. OCPI 2.2.1 mod_commands, Receiver. */
export const takesCommands = sql<boolean>`exists (
  select 1 from ${partnerEndpoints} e
  where e.tenant_id = ${partners.tenantId} and e.partner_id = ${partners.id}
    and e.identifier = 'commands' and e.role = 'RECEIVER')`;

/**
 * Lets through what concerns a registered partner that takes commands.
 * @throws ServiceError PRECONDITION (`reason` "no-commands").
 */
export async function requireCommands(ctx: Ctx, partnerId: Id<"partner">): Promise<void> {
  const [row] = await ctx.db
    .select({ state: partners.state })
    .from(partners)
    .where(
      and(
        eq(partners.tenantId, ctx.tenantId),
        eq(partners.id, partnerId),
        eq(partners.state, "registered"),
        takesCommands,
      ),
    );
  if (!row) {
    throw new ServiceError("PRECONDITION", "This operator takes no commands.", {
      reason: "no-commands",
    });
  }
}
