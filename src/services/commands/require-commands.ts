import { and, eq, sql } from "drizzle-orm";
import type { Id } from "@/core/ids";
import type { PartyId } from "@/core/roaming/party";
import { partnerEndpoints, partners } from "@/db/schema/partners";
import type { Ctx } from "@/services/context";
import { requireReachable } from "@/services/hubs/party-status";
import { ServiceError } from "@/services/service-error";

/** The condition on `partners` that one has an address for commands. OCPI 2.2.1 mod_commands, Receiver. */
export const takesCommands = sql<boolean>`exists (
  select 1 from ${partnerEndpoints} e
  where e.tenant_id = ${partners.tenantId} and e.partner_id = ${partners.id}
    and e.identifier = 'commands' and e.role = 'RECEIVER')`;

/**
 * Lets through what concerns a registered partner that takes commands, and a party of it that can be reached.
 * @throws ServiceError PRECONDITION (`reason` "no-commands", "not-reachable").
 */
export async function requireCommands(
  ctx: Ctx,
  partnerId: Id<"partner">,
  party?: PartyId,
): Promise<void> {
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
  if (party) await requireReachable(ctx, partnerId, party);
}
