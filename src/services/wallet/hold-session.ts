import { sql } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { leastCredit } from "@/core/wallet/least-credit";
import { commands } from "@/db/schema/commands";
import { driverPlans, plans, planVersions } from "@/db/schema/plans";
import { authorizations } from "@/db/schema/sessions";
import { walletHolds } from "@/db/schema/wallets";
import type { StoredSession } from "@/services/commands/adopt-session";
import type { Ctx } from "@/services/context";
import { endHolds } from "./end-holds";
import { placeHold, readSpendable } from "./place-hold";

/** A charge whose CDR has not come so long after it was last heard of is a case for people. */
const WITHOUT_CDR = { hours: 14 * 24 } as const;

/** What a session of a prepaid driver has held. */
interface HeldFor {
  readonly isPrepaid: boolean;
  readonly hold: {
    readonly id: Id<"walletHold">;
    readonly ref: string;
    readonly currency: string;
    readonly amountMinor: bigint;
  } | null;
}

/**
 * Moves the hold of an authorization or a start to the session that came of it: by our reference, by the command, or,
 * where the CPO dropped both, by token, partner and time. A prepaid driver's session that nobody asked about is held what
 * the least charge costs, as far as can be spent. One that ended without anything charged frees its hold. Call it in the
 * transaction that stores the session; one statement for drivers who are not prepaid.
 */
export async function holdSession(tx: Ctx, stored: StoredSession): Promise<void> {
  const { id, session, match } = stored;
  if (!match) return;
  const { isPrepaid, hold } = await findHeld(tx, { ...stored, match });
  const ref = `session:${id}`;
  if (isFree(session)) {
    if (hold) await endHolds(tx, [hold.id], "released");
    return;
  }
  if (!isPrepaid || hold?.ref === ref) return;
  const { driverId, tokenId } = match;
  const expiresAt = tx.clock.now().add(WITHOUT_CDR);
  if (hold) {
    const { currency, amountMinor } = hold;
    // The account stays locked in between: what is set free is held again.
    await endHolds(tx, [hold.id], "released");
    await placeHold(tx, { driverId, tokenId, currency, amountMinor, ref, expiresAt });
    return;
  }
  if (session.status !== "ACTIVE" && session.status !== "PENDING") return;
  const { currency } = session;
  const spendable = await readSpendable(tx, { driverId, currency });
  const least = leastCredit(currency);
  const amountMinor = spendable < least ? spendable : least;
  if (amountMinor <= 0n) return;
  await placeHold(tx, { driverId, tokenId, currency, amountMinor, ref, expiresAt });
}

/** It ended, and there is nothing to pay. */
function isFree({ status, kwh, totalCost }: StoredSession["session"]): boolean {
  if (status === "INVALID") return true;
  return status === "COMPLETED" && kwh === 0n && (totalCost?.beforeTaxes ?? 0n) === 0n;
}

async function findHeld(
  tx: Ctx,
  stored: StoredSession & { readonly match: NonNullable<StoredSession["match"]> },
): Promise<HeldFor> {
  const { id, partnerId, session, match } = stored;
  const { startDateTime: start, authorizationReference: reference = null } = session;
  const near = [start.subtract({ minutes: 15 }), start.add({ minutes: 2 })].map(String);
  const [row] = await tx.db.execute<{
    prepaid: boolean;
    id: Id<"walletHold"> | null;
    ref: string;
    currency: string;
    amount: string;
  }>(sql`
    select exists (select 1 from ${driverPlans} p
        join ${planVersions} v on v.tenant_id = p.tenant_id and v.id = p.plan_version_id
        join ${plans} n on n.tenant_id = v.tenant_id and n.id = v.plan_id
        where p.tenant_id = ${tx.tenantId} and p.driver_id = ${match.driverId} and n.kind = 'prepaid'
          and p.valid_from <= ${start.toString()}::timestamptz
          and (p.valid_to is null or p.valid_to > ${start.toString()}::timestamptz)) as prepaid,
      h.id, h.ref, h.currency, h.amount_minor::text as amount
    from (values (1)) one
    left join lateral (
      select h.* from ${walletHolds} h
      where h.tenant_id = ${tx.tenantId} and h.driver_id = ${match.driverId} and h.state = 'open'
        and (h.ref = ${`session:${id}`} or h.ref = ${`authorize:${reference ?? ""}`}
          or h.ref in (select 'authorize:' || c.authorization_reference from ${commands} c
            where c.tenant_id = ${tx.tenantId} and c.session_id = ${id})
          or (${reference === null} and h.token_id = ${match.tokenId}
            and h.created_at between ${near[0]}::timestamptz and ${near[1]}::timestamptz
            and exists (select 1 from ${authorizations} a where a.tenant_id = h.tenant_id
              and h.ref = 'authorize:' || a.reference and a.partner_id = ${partnerId}
              and (a.location_ocpi_id is null or upper(a.location_ocpi_id) = ${session.locationId.toUpperCase()}))))
      order by (h.ref like 'session:%') desc, (h.ref = ${`authorize:${reference ?? ""}`}) desc, h.created_at desc
      limit 1) h on true`);
  const hold = row?.id
    ? { id: row.id, ref: row.ref, currency: row.currency, amountMinor: BigInt(row.amount) }
    : null;
  return { isPrepaid: row?.prepaid ?? false, hold };
}
