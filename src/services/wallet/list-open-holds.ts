import { sql } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { locations } from "@/db/schema/locations";
import { authorizations, sessions } from "@/db/schema/sessions";
import { walletHolds } from "@/db/schema/wallets";
import type { Ctx } from "@/services/context";

/** Credit that is spoken for, and by which charge. */
export interface OpenHold {
  readonly id: Id<"walletHold">;
  readonly currency: string;
  readonly amountMinor: bigint;
  readonly createdAt: Temporal.Instant;
  readonly expiresAt: Temporal.Instant;
  /** The charge that runs or waits for its CDR; null while one was only asked for. */
  readonly sessionId: Id<"session"> | null;
  /** Where, so far as it was told and we know the place. */
  readonly place: string | null;
}

interface HoldRow extends Record<string, unknown> {
  readonly id: Id<"walletHold">;
  readonly currency: string;
  readonly amount: string;
  readonly created: string;
  readonly expires: string;
  readonly session_id: Id<"session"> | null;
  readonly place: string | null;
}

/** What is held of a driver's wallets now, the oldest first. Authorization is the caller's. */
export async function listOpenHolds(ctx: Ctx, driverId: Id<"driver">): Promise<OpenHold[]> {
  const rows = await ctx.db.execute<HoldRow>(sql`
    select h.id, h.currency, h.amount_minor::text as amount, to_json(h.created_at) #>> '{}' as created,
           to_json(h.expires_at) #>> '{}' as expires, s.id as session_id,
           (select coalesce(l.core #>> '{data,name}', l.core #>> '{data,address}') from ${locations} l
             where l.tenant_id = h.tenant_id and l.partner_id = coalesce(s.partner_id, a.partner_id)
               and l.ocpi_id_upper = upper(coalesce(s.location_ocpi_id, a.location_ocpi_id)) limit 1) as place
    from ${walletHolds} h
    left join ${sessions} s on s.tenant_id = h.tenant_id and s.driver_id = h.driver_id
      and h.ref = 'session:' || s.id
    left join ${authorizations} a on a.tenant_id = h.tenant_id and h.ref = 'authorize:' || a.reference
    where h.tenant_id = ${ctx.tenantId} and h.driver_id = ${driverId} and h.state = 'open'
    order by h.created_at, h.id`);
  return [...rows].map((row) => ({
    id: row.id,
    currency: row.currency,
    amountMinor: BigInt(row.amount),
    createdAt: Temporal.Instant.from(row.created),
    expiresAt: Temporal.Instant.from(row.expires),
    sessionId: row.session_id,
    place: row.place,
  }));
}
