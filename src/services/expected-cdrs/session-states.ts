import { type SQL, sql } from "drizzle-orm";
import { cdrs } from "@/db/schema/cdrs";
import { sessions } from "@/db/schema/sessions";

/** A session that has not been heard of for so long has probably ended without a word. */
export const STALE_AFTER_HOURS = 24;
/** How far back the book looks. */
export const BOOK_DAYS = 35;

/** When a session ended, as far as its CPO said. */
export const sessionEnd = sql<Temporal.Instant>`coalesce(${sessions.endedAt}, ${sessions.lastUpdated})`;

/** We are told of it to bill it: of one that we only steer, no CDR is ours. */
const isOurs: SQL = sql`${sessions.purpose} = 'billing'`;

/** The session is over, and ours: its CPO said so, or gave an end. */
export const isOver: SQL = sql`(${isOurs} and (${sessions.status} = 'COMPLETED'
  or (${sessions.endedAt} is not null and ${sessions.status} in ('ACTIVE', 'PENDING'))))`;

/** The session should be running, but nothing was heard of it since `before`. */
export function isStale(before: Temporal.Instant): SQL {
  return sql`(${isOurs} and ${sessions.status} in ('ACTIVE', 'PENDING') and ${sessions.endedAt} is null
    and ${sessions.receivedAt} < ${before.toString()}::timestamptz)`;
}

/**
 * A CDR speaks of the session: by its id in any spelling, or, where the CDR names no session (OCPI 2.1.1), by token
 * and start.
 */
export const hasCdr: SQL = sql`(exists (
    select from ${cdrs} c
    where c.tenant_id = ${sessions.tenantId} and c.partner_id = ${sessions.partnerId}
      and c.session_ocpi_id in (${sessions.ocpiId}, ${sessions.ocpiIdUpper}, lower(${sessions.ocpiId})))
  or exists (
    select from ${cdrs} c
    where c.tenant_id = ${sessions.tenantId} and c.partner_id = ${sessions.partnerId}
      and c.session_ocpi_id is null and c.token_id = ${sessions.tokenId}
      and c.started_at between ${sessions.startedAt} - interval '10 minutes'
        and ${sessions.startedAt} + interval '10 minutes'))`;

/** The CDR names a session that we never heard of. */
export const isWithoutSession: SQL = sql`(${cdrs.sessionOcpiId} is not null and not ${cdrs.isCredit}
  and not exists (
    select from ${sessions} s
    where s.tenant_id = ${cdrs.tenantId} and s.country_code = ${cdrs.countryCode}
      and s.party_id = ${cdrs.partyId} and s.ocpi_id_upper = upper(${cdrs.sessionOcpiId})))`;
