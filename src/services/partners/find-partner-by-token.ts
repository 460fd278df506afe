import { and, eq, gt, isNull, or, sql } from "drizzle-orm";
import { askTogether } from "@/db/ask-together";
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

type Digests = readonly Uint8Array[];

// One for each process: requests that arrive together are looked up together.
const lookups = new WeakMap<Runtime, (digests: Digests) => Promise<PartnerOfToken | null>>();

/**
 * The partner behind one of these digests, the earlier digest first; null when none is alive.
 * Works before the tenant is known: the token says whose partner calls.
 */
export async function findPartnerByToken(
  runtime: Runtime,
  digests: Digests,
): Promise<PartnerOfToken | null> {
  if (digests.length === 0) return null;
  const known = lookups.get(runtime);
  if (known) return known(digests);
  const lookup = askTogether((asked: readonly Digests[]) => findPartners(runtime, asked));
  lookups.set(runtime, lookup);
  return lookup(digests);
}

async function findPartners(
  runtime: Runtime,
  asked: readonly Digests[],
): Promise<(PartnerOfToken | null)[]> {
  const wanted = JSON.stringify([...new Set(asked.flat().map(hex))]);
  const rows = await selectAlive(runtime, wanted);
  const alive = new Map(rows.map((row) => [hex(row.sha256), row]));
  return asked.map((digests) => {
    const row = digests
      .map((digest) => alive.get(hex(digest)))
      .find((found) => found !== undefined);
    return row ? partnerOf(row) : null;
  });
}

function hex(digest: Uint8Array): string {
  return Buffer.from(digest.buffer, digest.byteOffset, digest.byteLength).toString("hex");
}

async function selectAlive({ pool, clock }: Runtime, wanted: string) {
  const now = clock.now();
  return pool.db
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
        sql`${partnerTokens.tokenSha256} in (
          select decode(digest, 'hex') from json_array_elements_text(${wanted}::json) as digest)`,
        isNull(partnerTokens.revokedAt),
        or(isNull(partnerTokens.expiresAt), gt(partnerTokens.expiresAt, now)),
      ),
    );
}

type AliveRow = Awaited<ReturnType<typeof selectAlive>>[number];

function partnerOf(row: AliveRow): PartnerOfToken {
  const { id, tenantId, name, state, roles, settings, version, lastHeardAt } = row.partner;
  return {
    partner: { id, tenantId, name, state, tokenKind: row.kind, roles, settings, version },
    tokenSha256: row.sha256,
    ourParty: { countryCode: row.countryCode, partyId: row.partyId },
    hasPredecessor: row.kind === "C" && row.expiresAt === null && row.hasPredecessor,
    isFirstUse: row.firstUsedAt === null,
    lastHeardAt,
  };
}
