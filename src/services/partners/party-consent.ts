import { and, eq, ne } from "drizzle-orm";

import type { Id } from "@/core/ids";
import type { PartyId } from "@/core/roaming/party";
import { partners, type PartnerRole, type PartnerSettings } from "@/db/schema/partners";
import type { Ctx } from "@/services/context";
import { ServiceError } from "@/services/service-error";

/** Whether another registered connection states one of these parties as its own. */
export async function isHeldElsewhere(
  ctx: Ctx,
  partnerId: Id<"partner">,
  parties: readonly PartyId[],
): Promise<boolean> {
  const others = await ctx.db
    .select({ roles: partners.roles })
    .from(partners)
    .where(
      and(
        eq(partners.tenantId, ctx.tenantId),
        eq(partners.state, "registered"),
        ne(partners.id, partnerId),
      ),
    );
  const held = new Set(others.flatMap(({ roles }) => roles.map(partyKey)));
  return parties.some((party) => held.has(partyKey(party)));
}

/**
 * Refuses credentials that claim a party which another connection already speaks for, unless operations
 * has agreed to it for this partner: whoever speaks for a party can push its CDRs.
 * @throws ServiceError FORBIDDEN.
 */
export async function refuseUnagreedParties(
  ctx: Ctx,
  partner: { readonly id: Id<"partner">; readonly settings: PartnerSettings },
  roles: readonly PartnerRole[],
): Promise<void> {
  if (partner.settings.maySpeakForOthers) return;
  if (!(await isHeldElsewhere(ctx, partner.id, roles))) return;
  throw new ServiceError(
    "FORBIDDEN",
    "Another connection speaks for a party that these credentials name. Operations must allow both.",
  );
}

function partyKey({ countryCode, partyId }: PartyId): string {
  return `${countryCode}/${partyId}`.toUpperCase();
}
