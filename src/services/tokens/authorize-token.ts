import { and, eq, inArray, ne, sql } from "drizzle-orm";
import type { Id } from "@/core/ids";
import type { DisplayText, PartyId } from "@/core/roaming/party";
import type { Allowed, AuthorizationInfo, LocationReferences } from "@/core/roaming/token";
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
import type { SpendingRefusal } from "@/services/wallet/allow-spending";
import { refusalWords } from "@/services/wallet/refusal-words";
import { whyNoCredit } from "@/services/wallet/spending-standing";
import { clearSpending } from "./clear-spending";
import { toCoreToken } from "./core-token";
import { decideAuthorization } from "./decide-authorization";
import { findTokenStanding, type FoundToken } from "./find-token-standing";
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
 * that is missing could decide. What a prepaid driver's charge is estimated to cost is held of his wallet.
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
  const answeredAt = ctx.clock.now();
  const { allowed, lock, ...why } =
    found && standing === "ALLOWED"
      ? await clear(ctx, { found, request, partnerId: actor.partnerId, reference, answeredAt })
      : { ...NOTHING, allowed: standing };
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
    ...infoOf(found, allowed, why),
    ...(allowed === "ALLOWED" &&
      request.location && {
        location: await limitToKnown(ctx, actor.partnerId, request.location),
      }),
  };
}

/** Why a charge that a token is good for does not start, and the lock of its prices where it does. */
interface Cleared {
  readonly allowed: Allowed | null;
  readonly withheld: DisplayText | null;
  readonly refusal: SpendingRefusal | null;
  readonly lock: LockRow | null;
}

const NOTHING: Cleared = { allowed: null, withheld: null, refusal: null, lock: null };

/** Whether the place's network can settle the charge, and the driver pay it. */
async function clear(
  ctx: Ctx,
  asked: {
    readonly found: FoundToken;
    readonly request: AuthorizationRequest;
    readonly partnerId: Id<"partner">;
    readonly reference: Id<"other">;
    readonly answeredAt: Temporal.Instant;
  },
): Promise<Cleared> {
  const { found, request, partnerId, reference: authorizationReference, answeredAt: at } = asked;
  const { row: token, standing } = found;
  const { behindHub, location } = request;
  const withheld = behindHub
    ? await whyWithheld(ctx, { partnerId, by: behindHub, language: token.language })
    : null;
  if (withheld) return { ...NOTHING, allowed: "NOT_ALLOWED", withheld };
  const ask = { token, partnerId, party: behindHub ?? null, authorizationReference, at };
  const { lock, refusal } = await clearSpending(
    ctx,
    { token, spending: standing.spending, authorizationReference },
    location ? () => prepareAuthorizeLock(ctx, { ...ask, location }) : null,
  );
  return { ...NOTHING, allowed: refusal ? "NO_CREDIT" : "ALLOWED", refusal, lock };
}

/** What the station may show: why nothing is allowed, in the token's language. */
function infoOf(
  { row, standing }: FoundToken,
  allowed: Allowed,
  why: Pick<Cleared, "withheld" | "refusal">,
): Pick<AuthorizationInfo, "info"> {
  if (why.withheld) return { info: why.withheld };
  const cause = allowed === "NO_CREDIT" ? whyNoCredit(standing.spending) : null;
  const refusal = why.refusal ?? (cause && { cause });
  return refusal ? { info: refusalWords(refusal, row.language) } : {};
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
