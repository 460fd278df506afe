import { and, asc, desc, eq, gte, isNull, lte, or, sql } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { commands } from "@/db/schema/commands";
import { priceLocks } from "@/db/schema/price-locks";
import type { StoredSession } from "@/services/commands/adopt-session";
import type { Ctx } from "@/services/context";
import { inSavepoint } from "./in-savepoint";
import { makeLock } from "./make-lock";
import { readLockFacts } from "./read-lock-facts";

/** A session without our reference belongs to an authorization of the same token at its place so long before it. */
const BEFORE = { minutes: 15 } as const;
/** Clocks of stations run fast. */
const AFTER = { minutes: 2 } as const;

/** Noted on the message that brought the session. */
const NO_LOCK = "no-price-lock: the driver's price could not be locked";

/**
 * Ties a session of a driver of ours to the prices that were locked for it, by our reference, by the command that it
 * came of, or by token, place and time; where none were, locks them as they were held when it began. One lock for one
 * session: call it in the transaction that holds the session's row. Never fails; the note says so if it could not.
 */
export async function lockSession(tx: Ctx, stored: StoredSession): Promise<readonly string[]> {
  const { match } = stored;
  if (!match) return [];
  const done = await inSavepoint(
    tx,
    "the price of a session could not be locked",
    async (inner) => {
      const driven = { ...stored, match };
      const found = await findLock(inner, driven);
      if (found === "bound") return;
      const isBound = found !== null && (await bind(inner, found, stored.id));
      if (!isBound) await lockNow(inner, driven);
    },
  );
  return done ? [] : [NO_LOCK];
}

type DrivenSession = StoredSession & { readonly match: NonNullable<StoredSession["match"]> };

/** The lock to be tied to a session, "bound" where it has one. */
async function findLock(
  tx: Ctx,
  { id, partnerId, session, match }: DrivenSession,
): Promise<Id<"other"> | "bound" | null> {
  const start = session.startDateTime;
  const { authorizationReference: reference } = session;
  const ofCommand = sql`${priceLocks.authorizationReference} in (
    select c.authorization_reference from ${commands} c
    where c.tenant_id = ${tx.tenantId} and c.driver_id = ${match.driverId} and c.session_id = ${id})`;
  const isNamed = sql`coalesce(${priceLocks.authorizationReference} = ${reference ?? null}::text, false)`;
  const isHere = sql`upper(${priceLocks.locationOcpiId}) = ${session.locationId.toUpperCase()}
    and (${priceLocks.evseUid} is null or upper(${priceLocks.evseUid}) = ${session.evseUid.toUpperCase()})`;
  const isNear = and(
    eq(priceLocks.source, "authorize"),
    eq(priceLocks.partnerId, partnerId),
    eq(priceLocks.tokenId, match.tokenId),
    gte(priceLocks.lockedAt, start.subtract(BEFORE)),
    lte(priceLocks.lockedAt, start.add(AFTER)),
    isHere,
  );
  const [row] = await tx.db
    .select({ id: priceLocks.id, sessionId: priceLocks.sessionId })
    .from(priceLocks)
    .where(
      and(
        eq(priceLocks.tenantId, tx.tenantId),
        eq(priceLocks.driverId, match.driverId),
        or(
          eq(priceLocks.sessionId, id),
          and(
            isNull(priceLocks.sessionId),
            // What names another reference of ours is another charge's.
            or(isNamed, ofCommand, reference ? undefined : isNear),
          ),
        ),
      ),
    )
    .orderBy(
      asc(isNull(priceLocks.sessionId)),
      desc(isNamed),
      desc(ofCommand),
      desc(priceLocks.lockedAt),
    )
    .limit(1);
  if (!row) return null;
  return row.sessionId === null ? row.id : "bound";
}

/** Whether it could be: another session may have taken it meanwhile. */
async function bind(tx: Ctx, lockId: Id<"other">, sessionId: Id<"session">): Promise<boolean> {
  const rows = await tx.db
    .update(priceLocks)
    .set({ sessionId })
    .where(
      and(
        eq(priceLocks.tenantId, tx.tenantId),
        eq(priceLocks.id, lockId),
        isNull(priceLocks.sessionId),
      ),
    )
    .returning({ id: priceLocks.id });
  return rows.length > 0;
}

/** Nobody asked us before it began: the prices as they were held then. */
async function lockNow(tx: Ctx, { id, partnerId, session, match }: DrivenSession): Promise<void> {
  const { startDateTime: start, locationId, evseUid, connectorId, currency } = session;
  const now = tx.clock.now();
  const isNamed = (name: string) => name !== "" && name !== "#NA";
  const ask = {
    driverId: match.driverId,
    partnerId,
    party: { countryCode: session.countryCode, partyId: session.partyId },
    locationOcpiId: locationId,
    evseUids: isNamed(evseUid) ? [evseUid] : [],
    connectorId: isNamed(connectorId) ? connectorId : null,
    tariffIds: session.chargingPeriods.flatMap(({ tariffId }) => tariffId ?? []),
    at: Temporal.Instant.compare(start, now) > 0 ? now : start,
  };
  const facts = await readLockFacts(tx, ask);
  const purpose = {
    source: "session",
    tokenId: match.tokenId,
    // It may stand for a lock of another session already; the session itself ties this one.
    authorizationReference: null,
    sessionId: id,
    currency,
    vat: null,
  } as const;
  const row = makeLock(tx, { ask, facts, purpose });
  if (row) await tx.db.insert(priceLocks).values(row);
}
