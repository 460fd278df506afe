import { and, desc, eq, sql, type SQL } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { money, type Money } from "@/core/money/money";
import { cdrs } from "@/db/schema/cdrs";
import { invoiceLines, invoices } from "@/db/schema/invoices";
import { locations } from "@/db/schema/locations";
import { partners } from "@/db/schema/partners";
import { charges } from "@/db/schema/plans";
import { sessions } from "@/db/schema/sessions";
import { ownCdr, withOwnToken } from "@/services/accounts/own-tokens";
import type { Ctx } from "@/services/context";

/**
 * What a session is to the driver. charging and pending: as the CPO says. priceComing: over, but without its
 * price. priced: owed, to be invoiced. invoiced: on an invoice. paid: from the wallet. free: nothing owed. invalid: cut off.
 */
export const sessionStates = [
  "charging",
  "pending",
  "priceComing",
  "priced",
  "invoiced",
  "paid",
  "free",
  "invalid",
] as const;
export type DriverSessionState = (typeof sessionStates)[number];

/** One charging session of a driver, from the CPO's session, his CDR, or both. */
export interface DriverSession {
  /** Our session's id, or the CDR's where no session was sent. */
  readonly id: string;
  readonly state: DriverSessionState;
  readonly startedAt: Temporal.Instant;
  readonly endedAt: Temporal.Instant | null;
  readonly energyMicroKwh: bigint;
  readonly operator: string;
  readonly place: string;
  readonly city: string;
  /** The zone of the place; null where the CPO does not say. */
  readonly timeZone: string | null;
  /** What the driver owes, VAT included; null while not known. */
  readonly price: Money | null;
}

function sessionsOf(ctx: Ctx, driverId: Id<"driver">) {
  return ctx.db
    .select()
    .from(sessions)
    .where(
      and(
        eq(sessions.tenantId, ctx.tenantId),
        eq(sessions.driverId, driverId),
        withOwnToken(ctx, { tokenId: sessions.tokenId, at: sessions.startedAt }),
      ),
    )
    .as("s");
}

// Of several CDRs for one session the latest counts that was not taken back. Credit CDRs are corrections, not sessions.
function cdrsOf(ctx: Ctx, driverId: Id<"driver">) {
  const session = sql`coalesce(upper(${cdrs.sessionOcpiId}), ${cdrs.id}::text)`;
  return ctx.db
    .selectDistinctOn([cdrs.partnerId, session])
    .from(cdrs)
    .where(
      and(
        eq(cdrs.tenantId, ctx.tenantId),
        eq(cdrs.driverId, driverId),
        eq(cdrs.isCredit, false),
        ownCdr(ctx, { id: cdrs.id, tokenId: cdrs.tokenId, at: cdrs.startedAt }),
      ),
    )
    .orderBy(
      cdrs.partnerId,
      session,
      sql`${cdrs.creditedByCdrId} is not null`,
      desc(cdrs.receivedAt),
    )
    .as("c");
}

type SessionPart = ReturnType<typeof sessionsOf>;
type CdrPart = ReturnType<typeof cdrsOf>;

/** A field of the place as the CDR has it. */
function placeOf(c: CdrPart, name: string): SQL<string | null> {
  return sql<string | null>`${c.core} #>> ${`{data,cdrLocation,${name}}`}`;
}

function fieldsOf(s: SessionPart, c: CdrPart) {
  return {
    id: sql<string>`coalesce(${s.id}, ${c.id})`.as("row_id"),
    state: stateOf(s, c).as("row_state"),
    startedAt: sql<Temporal.Instant>`coalesce(${c.startedAt}, ${s.startedAt})`
      .mapWith(cdrs.startedAt)
      .as("row_started_at"),
    endedAt: sql<Temporal.Instant | null>`coalesce(${c.endedAt}, ${s.endedAt})`
      .mapWith(cdrs.endedAt)
      .as("row_ended_at"),
    energyMicroKwh: sql<bigint>`coalesce(${c.energyMicroKwh}, ${s.energyMicroKwh})`
      .mapWith(cdrs.energyMicroKwh)
      .as("row_energy"),
    operator: sql<string>`${partners.name}`.as("row_operator"),
    place:
      sql<string>`coalesce(${placeOf(c, "name")}, ${locations.name}, ${placeOf(c, "address")}, ${locations.address}, '')`.as(
        "row_place",
      ),
    city: sql<string>`coalesce(${placeOf(c, "city")}, ${locations.city}, '')`.as("row_city"),
    timeZone: sql<string | null>`${locations.timeZone}`.as("row_zone"),
    // Nothing is owed for what was rejected or taken back.
    grossMinor: sql<
      bigint | null
    >`case when ${charges.state} = 'void' then 0 else ${charges.grossMinor} end`
      .mapWith(charges.grossMinor)
      .as("row_gross"),
    currency: sql<string | null>`${charges.currency}`.as("row_currency"),
    sessionId: sql<Id<"session"> | null>`${s.id}`.as("row_session_id"),
    cdrId: sql<Id<"cdr"> | null>`${c.id}`.as("row_cdr_id"),
    chargeId: sql<Id<"charge"> | null>`${charges.id}`.as("row_charge_id"),
    invoiceId: sql<Id<"invoice"> | null>`${invoices.id}`.as("row_invoice_id"),
    invoiceNumber: sql<string | null>`${invoices.number}`.as("row_invoice_number"),
  };
}

/**
 * The sessions of a driver, or those of the acting member who only charges, as one relation: sessions joined in full with CDRs, because a CDR may come without
 * a session, and a session waits for its CDR.
 */
export function driverSessionQuery(ctx: Ctx, driverId: Id<"driver">) {
  const s = sessionsOf(ctx, driverId);
  const c = cdrsOf(ctx, driverId);
  const locationId = sql`upper(coalesce(${s.locationOcpiId}, ${placeOf(c, "id")}))`;
  return ctx.db
    .select(fieldsOf(s, c))
    .from(s)
    .fullJoin(
      c,
      and(eq(c.partnerId, s.partnerId), sql`upper(${c.sessionOcpiId}) = ${s.ocpiIdUpper}`),
    )
    .innerJoin(
      partners,
      and(
        eq(partners.tenantId, ctx.tenantId),
        sql`${partners.id} = coalesce(${s.partnerId}, ${c.partnerId})`,
      ),
    )
    .leftJoin(
      locations,
      and(
        eq(locations.tenantId, ctx.tenantId),
        eq(locations.partnerId, partners.id),
        eq(locations.ocpiIdUpper, locationId),
      ),
    )
    .leftJoin(charges, and(eq(charges.tenantId, ctx.tenantId), eq(charges.cdrId, c.id)))
    .leftJoin(
      invoiceLines,
      and(eq(invoiceLines.tenantId, ctx.tenantId), eq(invoiceLines.chargeId, charges.id)),
    )
    .leftJoin(
      invoices,
      and(
        eq(invoices.tenantId, ctx.tenantId),
        eq(invoices.id, invoiceLines.invoiceId),
        eq(invoices.state, "finalized"),
      ),
    )
    .as("driver_sessions");
}

function stateOf(s: { status: unknown }, c: { id: unknown }): SQL<DriverSessionState> {
  return sql<DriverSessionState>`case
    when ${c.id} is null then case ${s.status}
      when 'ACTIVE' then 'charging'
      when 'PENDING' then 'pending'
      when 'RESERVATION' then 'pending'
      when 'INVALID' then 'invalid'
      else 'priceComing' end
    when ${charges.id} is null or ${charges.state} = 'waiting' then 'priceComing'
    when ${charges.state} = 'void' then 'free'
    when ${charges.state} = 'invoiced' then 'invoiced'
    when ${charges.state} = 'settled' then 'paid'
    else 'priced' end`;
}

/** The columns of the relation that make a `DriverSession`. */
export function driverSessionFields(q: ReturnType<typeof driverSessionQuery>) {
  const { id, state, startedAt, endedAt, energyMicroKwh, operator } = q;
  const { place, city, timeZone, grossMinor, currency } = q;
  const when = { startedAt, endedAt, energyMicroKwh };
  return { id, state, ...when, operator, place, city, timeZone, grossMinor, currency };
}

/** What of a row makes a `DriverSession`. */
export type DriverSessionRow = Omit<DriverSession, "price"> & {
  readonly grossMinor: bigint | null;
  readonly currency: string | null;
};

/** A row as services give it away. */
export function toDriverSession(row: DriverSessionRow): DriverSession {
  const { id, state, startedAt, endedAt, energyMicroKwh, operator, place, city, timeZone } = row;
  const price =
    row.grossMinor === null || row.currency === null ? null : money(row.grossMinor, row.currency);
  return { id, state, startedAt, endedAt, energyMicroKwh, operator, place, city, timeZone, price };
}
