import { and, eq, gte, lt, or, sql, type SQL } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { cdrHolds, cdrRatings, cdrs, type CdrState, type Verdict } from "@/db/schema/cdrs";
import { drivers, tokens } from "@/db/schema/drivers";
import { locations } from "@/db/schema/locations";
import { partners } from "@/db/schema/partners";
import type { Ctx } from "@/services/context";
import { startOfDay } from "@/services/reports/report-day";
import { contains } from "@/services/reports/text-search";

/** What finance looks for among CDRs; what is absent does not matter. */
export interface CdrFilter {
  readonly state?: CdrState | undefined;
  readonly verdict?: Verdict | undefined;
  readonly partnerId?: string | undefined;
  /** Part of the CDR's or the session's id. */
  readonly text?: string | undefined;
  /** Part of the driver's name, number or token. */
  readonly who?: string | undefined;
  /** Which time `from` and `to` speak of; the session's start unless told. */
  readonly by?: "started" | "received" | "decided" | undefined;
  /** Days of `timeZone`, both inclusive ("2026-11-22"). */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly isCredit?: boolean | undefined;
  /** A code for which it is held now. */
  readonly hold?: string | undefined;
}

/** A field of the CDR as its CPO sent it. */
export function cdrField(...path: readonly string[]): SQL<string | null> {
  return sql<string | null>`${cdrs.core} #>> ${`{data,${path.join(",")}}`}`;
}

/** The conditions of a filter. `timeZone` is the zone whose days it speaks of. */
export function cdrConditions(ctx: Ctx, filter: CdrFilter, timeZone: string): SQL | undefined {
  const { state, verdict, partnerId, text, who, isCredit, hold } = filter;
  const column = { started: cdrs.startedAt, received: cdrs.receivedAt, decided: cdrs.decidedAt }[
    filter.by ?? "started"
  ];
  return and(
    eq(cdrs.tenantId, ctx.tenantId),
    state && eq(cdrs.state, state),
    verdict && eq(cdrs.verdict, verdict),
    partnerId ? eq(cdrs.partnerId, partnerId as Id<"partner">) : undefined,
    text ? or(contains(cdrs.ocpiId, text), contains(cdrs.sessionOcpiId, text)) : undefined,
    who ? whoMatches(who) : undefined,
    isCredit === undefined ? undefined : eq(cdrs.isCredit, isCredit),
    hold ? isHeldFor(hold) : undefined,
    filter.from ? gte(column, startOfDay(filter.from, timeZone)) : undefined,
    filter.to ? lt(column, startOfDay(filter.to, timeZone, 1)) : undefined,
  );
}

function isHeldFor(code: string): SQL {
  return sql`exists (select 1 from ${cdrHolds} h where h.tenant_id = ${cdrs.tenantId}
    and h.cdr_id = ${cdrs.id} and h.code = ${code} and h.released_at is null)`;
}

function whoMatches(who: string): SQL | undefined {
  const uid = who.replaceAll(/[^0-9A-Za-z]/g, "");
  return or(
    contains(drivers.name, who),
    contains(drivers.number, who),
    contains(tokens.contractId, who),
    uid === "" ? undefined : contains(cdrField("cdrToken", "uid"), uid),
  );
}

/** How a CDR is joined with what a filter may ask about: partner, driver, token, place, latest rating. */
export const cdrJoins = {
  partner: and(eq(partners.tenantId, cdrs.tenantId), eq(partners.id, cdrs.partnerId)),
  driver: and(eq(drivers.tenantId, cdrs.tenantId), eq(drivers.id, cdrs.driverId)),
  token: and(eq(tokens.tenantId, cdrs.tenantId), eq(tokens.id, cdrs.tokenId)),
  rating: and(eq(cdrRatings.tenantId, cdrs.tenantId), eq(cdrRatings.id, cdrs.ratingId)),
  location: and(
    eq(locations.tenantId, cdrs.tenantId),
    eq(locations.partnerId, cdrs.partnerId),
    eq(locations.countryCode, cdrs.countryCode),
    eq(locations.partyId, cdrs.partyId),
    sql`${locations.ocpiIdUpper} = upper(${cdrField("cdrLocation", "id")})`,
  ),
};
