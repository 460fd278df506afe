import { and, desc, eq, gte, ne, sql } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { tokens } from "@/db/schema/drivers";
import { locations } from "@/db/schema/locations";
import { partners } from "@/db/schema/partners";
import { authorizations, sessions } from "@/db/schema/sessions";
import type { Ctx } from "@/services/context";
import { requireDriverUse } from "@/services/require-role";

/** So many of each are shown. */
const LATEST = 15;

/** A charge with a token. */
export interface TokenCharge {
  readonly sessionId: Id<"session">;
  readonly at: Temporal.Instant;
  readonly operator: string;
  readonly place: string | null;
  readonly city: string | null;
  readonly energyMicroKwh: bigint;
}

/** An operator asked for a token, and was told no. */
export interface TokenRefusal {
  readonly id: Id<"other">;
  readonly at: Temporal.Instant;
  readonly operator: string;
  readonly place: string | null;
  /** OCPI AllowedType: BLOCKED, EXPIRED, NO_CREDIT, NOT_ALLOWED. */
  readonly answer: string;
}

/** What a token was used for. */
export interface TokenUses {
  readonly charges: readonly TokenCharge[];
  /** Of the last 90 days. */
  readonly refusals: readonly TokenRefusal[];
  readonly chargeCount: number;
  readonly energyMicroKwh: bigint;
}

/**
 * What a token of the account was used for, the newest first; of a mere member's, what was since he holds it.
 * @throws ServiceError FORBIDDEN. Empty for a token that is not his.
 */
export async function listTokenUses(ctx: Ctx, tokenId: Id<"token">): Promise<TokenUses> {
  const { driverId, onlyMemberId } = requireDriverUse(ctx);
  const [token] = await ctx.db
    .select({ memberId: tokens.memberId, since: tokens.memberSince })
    .from(tokens)
    .where(
      and(eq(tokens.tenantId, ctx.tenantId), eq(tokens.id, tokenId), eq(tokens.driverId, driverId)),
    );
  if (!token || (onlyMemberId !== null && token.memberId !== onlyMemberId)) {
    return { charges: [], refusals: [], chargeCount: 0, energyMicroKwh: 0n };
  }
  const since = onlyMemberId === null ? null : token.since;
  const [charges, refusals, sums] = await Promise.all([
    readCharges(ctx, tokenId, since),
    readRefusals(ctx, tokenId, since),
    readSums(ctx, tokenId, since),
  ]);
  return { charges, refusals, ...sums };
}

function isCharge(ctx: Ctx, tokenId: Id<"token">, since: Temporal.Instant | null) {
  return and(
    eq(sessions.tenantId, ctx.tenantId),
    eq(sessions.tokenId, tokenId),
    eq(sessions.purpose, "billing"),
    ne(sessions.status, "INVALID"),
    since ? gte(sessions.startedAt, since) : undefined,
  );
}

async function readCharges(
  ctx: Ctx,
  tokenId: Id<"token">,
  since: Temporal.Instant | null,
): Promise<readonly TokenCharge[]> {
  return ctx.db
    .select({
      sessionId: sessions.id,
      at: sessions.startedAt,
      operator: partners.name,
      place: locations.name,
      city: locations.city,
      energyMicroKwh: sessions.energyMicroKwh,
    })
    .from(sessions)
    .innerJoin(
      partners,
      and(eq(partners.tenantId, sessions.tenantId), eq(partners.id, sessions.partnerId)),
    )
    .leftJoin(
      locations,
      and(
        eq(locations.tenantId, sessions.tenantId),
        eq(locations.partnerId, sessions.partnerId),
        eq(locations.countryCode, sessions.countryCode),
        eq(locations.partyId, sessions.partyId),
        eq(locations.ocpiIdUpper, sql`upper(${sessions.locationOcpiId})`),
      ),
    )
    .where(isCharge(ctx, tokenId, since))
    .orderBy(desc(sessions.startedAt))
    .limit(LATEST);
}

async function readRefusals(
  ctx: Ctx,
  tokenId: Id<"token">,
  since: Temporal.Instant | null,
): Promise<readonly TokenRefusal[]> {
  const oldest = ctx.clock.now().subtract({ hours: 24 * 90 });
  const from = since && Temporal.Instant.compare(since, oldest) > 0 ? since : oldest;
  return ctx.db
    .select({
      id: authorizations.id,
      at: authorizations.answeredAt,
      operator: partners.name,
      place: sql<string | null>`(
        select l.name from locations l where l.tenant_id = ${authorizations.tenantId}
          and l.partner_id = ${authorizations.partnerId}
          and l.ocpi_id_upper = upper(${authorizations.locationOcpiId}) limit 1)`,
      answer: authorizations.allowed,
    })
    .from(authorizations)
    .innerJoin(
      partners,
      and(
        eq(partners.tenantId, authorizations.tenantId),
        eq(partners.id, authorizations.partnerId),
      ),
    )
    .where(
      and(
        eq(authorizations.tenantId, ctx.tenantId),
        eq(authorizations.tokenId, tokenId),
        ne(authorizations.allowed, "ALLOWED"),
        gte(authorizations.answeredAt, from),
      ),
    )
    .orderBy(desc(authorizations.answeredAt))
    .limit(LATEST);
}

async function readSums(ctx: Ctx, tokenId: Id<"token">, since: Temporal.Instant | null) {
  const [row] = await ctx.db
    .select({
      chargeCount: sql<number>`count(*)`.mapWith(Number),
      energy: sql<string>`coalesce(sum(${sessions.energyMicroKwh}), 0)::text`,
    })
    .from(sessions)
    .where(isCharge(ctx, tokenId, since));
  return { chargeCount: row?.chargeCount ?? 0, energyMicroKwh: BigInt(row?.energy ?? "0") };
}
