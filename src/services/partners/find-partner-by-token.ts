import { and, eq, inArray, isNull, or, gt, sql } from "drizzle-orm";
import { partners, partnerTokens } from "@/db/schema/partners";
import { tenants } from "@/db/schema/tenants";
import type { Runtime } from "@/services/context";
import type { AuthenticatedPartner } from "./authenticated-partner";

/** A partner with the token it presented. */
export interface PartnerOfToken {
  readonly partner: AuthenticatedPartner;
  readonly tokenSha256: Uint8Array;
  /** Our own OCPI party towards this partner. */
  readonly ourParty: { readonly countryCode: string; readonly partyId: string };
  /** An older token of this partner still lives beside this one (ruling 14). */
  readonly hasPredecessor: boolean;
  readonly isFirstUse: boolean;
  readonly lastHeardAt: Temporal.Instant | null;
}

/**
 * The partner behind one of these digests, the earlier digest first; null when none is alive.
 * Works before the tenant is known: the token says whose partner calls.
 */
export async function findPartnerByToken(
  runtime: Runtime,
  digests: readonly Uint8Array[],
): Promise<PartnerOfToken | null> {
  if (digests.length === 0) return null;
  const now = runtime.clock.now();
  const rows = await runtime.pool.db
    .select({
      sha256: partnerTokens.tokenSha256,
      kind: partnerTokens.kind,
      firstUsedAt: partnerTokens.firstUsedAt,
      expiresAt: partnerTokens.expiresAt,
      partner: partners,
      countryCode: tenants.countryCode,
      partyId: tenants.partyId,
      hasPredecessor: sql<boolean>`exists (
        select 1 from ${partnerTokens} older
        where older.tenant_id = ${partnerTokens.tenantId} and older.partner_id = ${partnerTokens.partnerId}
          and older.kind = 'C' and older.revoked_at is null and older.expires_at is not null)`,
    })
    .from(partnerTokens)
    .innerJoin(
      partners,
      and(eq(partners.tenantId, partnerTokens.tenantId), eq(partners.id, partnerTokens.partnerId)),
    )
    .innerJoin(tenants, eq(tenants.id, partnerTokens.tenantId))
    .where(
      and(
        inArray(partnerTokens.tokenSha256, [...digests]),
        isNull(partnerTokens.revokedAt),
        or(isNull(partnerTokens.expiresAt), gt(partnerTokens.expiresAt, now)),
      ),
    );
  const found = digests
    .map((digest) => rows.find((row) => Buffer.from(row.sha256).equals(digest)))
    .find((row) => row !== undefined);
  if (!found) return null;
  const { id, tenantId, name, state, roles, settings, version, lastHeardAt } = found.partner;
  return {
    partner: { id, tenantId, name, state, tokenKind: found.kind, roles, settings, version },
    tokenSha256: found.sha256,
    ourParty: { countryCode: found.countryCode, partyId: found.partyId },
    hasPredecessor: found.kind === "C" && found.expiresAt === null && found.hasPredecessor,
    isFirstUse: found.firstUsedAt === null,
    lastHeardAt,
  };
}
