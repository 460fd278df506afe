import { and, eq } from "drizzle-orm";
import type { Id } from "@/core/ids";
import {
  type PartnerRole,
  type PartnerSettings,
  type PartnerState,
  partnerEndpoints,
  partners,
} from "@/db/schema/partners";
import { tenants } from "@/db/schema/tenants";
import type { Ctx } from "@/services/context";
import { ServiceError } from "@/services/service-error";
import { TOKEN_OVERLAP } from "./inbound-tokens";
import { openSecret } from "./seal-secret";

/** A module of a partner and where it lives. */
export interface PartnerEndpoint {
  readonly identifier: string;
  readonly role: "SENDER" | "RECEIVER";
  readonly url: string;
}

/** Who we are towards partners: our OCPI party and what our credentials say of us. */
export interface OurParty {
  readonly countryCode: string;
  readonly partyId: string;
  readonly name: string;
  readonly website: string;
}

/** The token that we called a partner with before a rotation. */
export interface PreviousToken {
  readonly token: string;
  /** As it is kept. */
  readonly sealed: Uint8Array;
}

/** All that is needed to call a partner. Holds tokens in clear: never log or store them. */
export interface PartnerConnection {
  readonly id: Id<"partner">;
  readonly name: string;
  readonly state: PartnerState;
  readonly version: string | null;
  readonly versionsUrl: string | null;
  readonly roles: readonly PartnerRole[];
  readonly settings: PartnerSettings;
  readonly token: string | null;
  /** Tried where the partner refuses the new one; null once that was taken, or a day after the rotation. */
  readonly previous: PreviousToken | null;
  readonly endpoints: readonly PartnerEndpoint[];
  readonly us: OurParty;
}

/** Our own party and business details. @throws ServiceError NOT_FOUND when the tenant is gone. */
export async function readOurParty(ctx: Ctx): Promise<OurParty> {
  const [tenant] = await ctx.db.select().from(tenants).where(eq(tenants.id, ctx.tenantId));
  if (!tenant) throw new ServiceError("NOT_FOUND", "There is no such operator.");
  const { countryCode, partyId, name, website } = tenant;
  return { countryCode, partyId, name, website: website ?? ctx.settings.baseUrl };
}

/**
 * Reads what is needed to call a partner, its token opened.
 * For our own edges only; pages read `getPartner`.
 * @throws ServiceError NOT_FOUND, and PRECONDITION when the token can't be opened.
 */
export async function readPartnerConnection(
  ctx: Ctx,
  partnerId: Id<"partner">,
): Promise<PartnerConnection> {
  const [partner] = await ctx.db
    .select()
    .from(partners)
    .where(and(eq(partners.tenantId, ctx.tenantId), eq(partners.id, partnerId)));
  if (!partner) throw new ServiceError("NOT_FOUND", "There is no such partner.");
  const endpoints = await ctx.db
    .select({
      identifier: partnerEndpoints.identifier,
      role: partnerEndpoints.role,
      url: partnerEndpoints.url,
    })
    .from(partnerEndpoints)
    .where(
      and(eq(partnerEndpoints.tenantId, ctx.tenantId), eq(partnerEndpoints.partnerId, partnerId)),
    );
  const { id, name, state, version, versionsUrl, roles, settings, outboundTokenSealed } = partner;
  const token =
    outboundTokenSealed && openSecret(ctx.settings.secretKey, outboundTokenSealed, partnerId);
  const us = await readOurParty(ctx);
  const previous = openPrevious(ctx, partner);
  return { id, name, state, version, versionsUrl, roles, settings, token, previous, endpoints, us };
}

function openPrevious(
  ctx: Ctx,
  { id, previousTokenSealed: sealed, registeredAt }: typeof partners.$inferSelect,
): PreviousToken | null {
  const end = registeredAt?.add(TOKEN_OVERLAP);
  if (!sealed || !end || Temporal.Instant.compare(ctx.clock.now(), end) >= 0) return null;
  return { token: openSecret(ctx.settings.secretKey, sealed, id), sealed };
}
