import { and, eq, inArray, ne, sql } from "drizzle-orm";
import type { Id } from "@/core/ids";
import type { PartyId } from "@/core/roaming/party";
import type { AuthorizationInfo, LocationReferences } from "@/core/roaming/token";
import { newId } from "@/db/new-id";
import { tokens } from "@/db/schema/drivers";
import { evses, locations } from "@/db/schema/locations";
import { priceLocks } from "@/db/schema/price-locks";
import { authorizations } from "@/db/schema/sessions";
import type { Ctx } from "@/services/context";
import { whyWithheld } from "@/services/hubs/withhold-authorization";
import type { LockRow } from "@/services/price-locks/make-lock";
import { prepareAuthorizeLock } from "@/services/price-locks/prepare-authorize-lock";
import { ServiceError } from "@/services/service-error";
import { toCoreToken } from "./core-token";
import { decideAuthorization } from "./decide-authorization";
import { findTokenStanding } from "./find-token-standing";
import { normalizeUid } from "./normalize-uid";

/** A partner asks whether a token may charge, with the place if it says one. */
export interface AuthorizationRequest {
  readonly uid: string;
  readonly type: string;
  readonly location?: LocationReferences;
  /** Nothing is allowed without a place. What is refused whatever the place is refused without one too. */
  readonly needsLocation?: boolean;
  /** The party behind a hub for which it is asked. */
  readonly behindHub?: PartyId;
}

/**
 * Answers a real-time authorization and keeps the answer: the `authorizationReference` comes back in the
 * session and the CDR. Where the place is told, the prices there are locked for the driver. Null when there is no such token; "location-needed", and nothing kept, where only the place
 * that is missing could decide.
 * OCPI 2.2.1 mod_tokens, POST authorize.
 * @throws ServiceError FORBIDDEN for anyone but a partner.
 */
export async function authorizeToken(
  ctx: Ctx,
  request: AuthorizationRequest,
): Promise<AuthorizationInfo | "location-needed" | null> {
  const { actor } = ctx;
  if (actor.kind !== "partner") throw new ServiceError("FORBIDDEN", "Only partners ask this.");
  const { uid, type } = request;
  const isAsked = and(
    eq(tokens.uidUpper, normalizeUid(uid)),
    sql`${tokens.type} = ${type.toUpperCase()}`,
  );
  const found = await findTokenStanding(ctx, isAsked);
  const reference = newId<"other">();
  const standing = found ? decideAuthorization(found.standing) : null;
  if (standing === "ALLOWED" && request.needsLocation && !request.location) {
    return "location-needed";
  }
  const withheld =
    found && standing === "ALLOWED" && request.behindHub
      ? await whyWithheld(ctx, {
          partnerId: actor.partnerId,
          by: request.behindHub,
          language: found.row.language,
        })
      : null;
  const allowed = withheld ? "NOT_ALLOWED" : standing;
  const answeredAt = ctx.clock.now();
  const lock =
    found && allowed === "ALLOWED" && request.location
      ? await prepareAuthorizeLock(ctx, {
          token: found.row,
          partnerId: actor.partnerId,
          party: request.behindHub ?? null,
          location: request.location,
          authorizationReference: reference,
          at: answeredAt,
        })
      : null;
  const answer = {
    tenantId: ctx.tenantId,
    id: reference,
    partnerId: actor.partnerId,
    tokenId: found?.row.id ?? null,
    uid: request.uid,
    allowed: allowed ?? "UNKNOWN",
    reference: allowed && reference,
    locationOcpiId: request.location?.locationId ?? null,
    evseUids: request.location?.evseUids ?? [],
    answeredAt,
  };
  await storeAnswer(ctx, answer, lock);
  if (!found || !allowed) return null;
  return {
    allowed,
    token: toCoreToken(found.row, found.party),
    authorizationReference: reference,
    ...(withheld && { info: withheld }),
    ...(allowed === "ALLOWED" &&
      request.location && {
        location: await limitToKnown(ctx, actor.partnerId, request.location),
      }),
  };
}

/** Keeps an answer, and with the same statement the lock of its prices; without the lock if that can't be kept. */
async function storeAnswer(
  ctx: Ctx,
  answer: typeof authorizations.$inferInsert,
  lock: LockRow | null,
): Promise<void> {
  if (lock) {
    try {
      const locked = ctx.db
        .$with("locked")
        .as(ctx.db.insert(priceLocks).values(lock).returning({ id: priceLocks.id }));
      await ctx.db.with(locked).insert(authorizations).values(answer);
      return;
    } catch (error) {
      ctx.log.error({ error }, "the price of an authorized charge could not be kept");
    }
  }
  await ctx.db.insert(authorizations).values(answer);
}

// An EVSE that we don't know is left out where others of the same request are known. Where we know none we
// are merely behind: what we were not told of is no reason to refuse (mod_tokens, note on unpublished locations).
async function limitToKnown(
  ctx: Ctx,
  partnerId: Id<"partner">,
  asked: LocationReferences,
): Promise<LocationReferences> {
  if (asked.evseUids.length === 0) return asked;
  const rows = await ctx.db
    .select({ uidUpper: evses.uidUpper })
    .from(evses)
    .innerJoin(
      locations,
      and(eq(locations.tenantId, evses.tenantId), eq(locations.id, evses.locationId)),
    )
    .where(
      and(
        eq(locations.tenantId, ctx.tenantId),
        eq(locations.partnerId, partnerId),
        eq(locations.ocpiIdUpper, asked.locationId.toUpperCase()),
        ne(evses.status, "REMOVED"),
        inArray(
          evses.uidUpper,
          asked.evseUids.map((uid) => uid.toUpperCase()),
        ),
      ),
    );
  const known = new Set(rows.map((row) => row.uidUpper));
  if (known.size === 0) return asked;
  return {
    locationId: asked.locationId,
    evseUids: asked.evseUids.filter((uid) => known.has(uid.toUpperCase())),
  };
}
