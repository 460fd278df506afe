import { and, eq } from "drizzle-orm";
import type { Id } from "@/core/ids";
import type { PartyId } from "@/core/roaming/party";
import { hubClients } from "@/db/schema/exchange";
import type { Ctx } from "@/services/context";

/** Whether a hub has told us that it speaks for a party. A suspended party is still its. */
export async function isBehindHub(
  ctx: Ctx,
  partnerId: Id<"partner">,
  party: PartyId,
): Promise<boolean> {
  const [found] = await ctx.db
    .select({ partyId: hubClients.partyId })
    .from(hubClients)
    .where(
      and(
        eq(hubClients.tenantId, ctx.tenantId),
        eq(hubClients.partnerId, partnerId),
        eq(hubClients.countryCode, party.countryCode.toUpperCase()),
        eq(hubClients.partyId, party.partyId.toUpperCase()),
      ),
    )
    .limit(1);
  return found !== undefined;
}
