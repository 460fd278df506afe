import { and, eq, ne, or } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { cdrs } from "@/db/schema/cdrs";
import { type PartnerRole, partners } from "@/db/schema/partners";
import type { Ctx } from "@/services/context";

/** What credentials claim beyond those before, and operations should know of. */
export interface NewClaims {
  /** Parties that another connection spoke for before, each as `SE/NSL`. */
  readonly parties: readonly string[];
  /** It calls itself a hub, which it did not before: it may say who is behind it. */
  readonly isNewHub: boolean;
}

/**
 * What new credentials claim beyond those that the connection had: a party that another connection stated or
 * delivered CDRs of, whatever became of that connection; and, in a change of credentials, the role of a hub.
 */
export async function readNewClaims(
  ctx: Ctx,
  partner: { readonly id: Id<"partner">; readonly roles: readonly PartnerRole[] },
  roles: readonly PartnerRole[],
  isRotation: boolean,
): Promise<NewClaims> {
  const before = new Set(partner.roles.map(partyOf));
  const added = [...new Set(roles.map(partyOf))].filter((party) => !before.has(party));
  const isHub = (list: readonly PartnerRole[]) => list.some(({ role }) => role === "HUB");
  const isNewHub = isRotation && isHub(roles) && !isHub(partner.roles);
  if (added.length === 0) return { parties: [], isNewHub };
  const known = new Set([
    ...(await statedByOthers(ctx, partner.id)),
    ...(await deliveredByOthers(ctx, partner.id, added)),
  ]);
  return { parties: added.filter((party) => known.has(party)).toSorted(), isNewHub };
}

/** The claims in words for operations; null where there are none. */
export function describeClaims({ parties, isNewHub }: NewClaims): string | null {
  const words = [
    parties.length > 0 &&
      `Its new credentials speak for ${parties.join(", ")}, which another connection spoke for before.`,
    isNewHub && "Its new credentials make it a hub, which may say what parties are behind it.",
  ].filter((text) => text !== false);
  if (words.length === 0) return null;
  return `${words.join(" ")} If you did not expect this, end the connection.`;
}

function partyOf({ countryCode, partyId }: PartnerRole): string {
  return `${countryCode}/${partyId}`.toUpperCase();
}

async function statedByOthers(ctx: Ctx, partnerId: Id<"partner">): Promise<readonly string[]> {
  const others = await ctx.db
    .select({ roles: partners.roles })
    .from(partners)
    .where(and(eq(partners.tenantId, ctx.tenantId), ne(partners.id, partnerId)));
  return others.flatMap(({ roles }) => roles.map(partyOf));
}

async function deliveredByOthers(
  ctx: Ctx,
  partnerId: Id<"partner">,
  parties: readonly string[],
): Promise<readonly string[]> {
  const named = parties.map((party) => party.split("/"));
  const found = await ctx.db
    .selectDistinct({ countryCode: cdrs.countryCode, partyId: cdrs.partyId })
    .from(cdrs)
    .where(
      and(
        eq(cdrs.tenantId, ctx.tenantId),
        ne(cdrs.partnerId, partnerId),
        or(
          ...named.map(([countryCode = "", partyId = ""]) =>
            and(eq(cdrs.countryCode, countryCode), eq(cdrs.partyId, partyId)),
          ),
        ),
      ),
    );
  return found.map(({ countryCode, partyId }) => `${countryCode}/${partyId}`);
}
