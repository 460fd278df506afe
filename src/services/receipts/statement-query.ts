import { and, eq, sql } from "drizzle-orm";
import type { CdrLocation } from "@/core/roaming/cdr";
import { accountMembers, chargeLabels, costCentres } from "@/db/schema/accounts";
import { cdrs } from "@/db/schema/cdrs";
import { tokens } from "@/db/schema/drivers";
import { invoiceLines, invoices, issuedDocuments } from "@/db/schema/invoices";
import { locations } from "@/db/schema/locations";
import { partners } from "@/db/schema/partners";
import { charges, planVersions } from "@/db/schema/plans";
import { sessions, sessionSavings } from "@/db/schema/sessions";
import type { Ctx } from "@/services/context";

const tenant = charges.tenantId;
const placeId = sql`upper(${cdrs.core} #>> '{data,cdrLocation,id}')`;
const sessionId = sql`upper(${cdrs.sessionOcpiId})`;

const joins = {
  cdr: and(eq(cdrs.tenantId, tenant), eq(cdrs.id, charges.cdrId)),
  partner: and(eq(partners.tenantId, tenant), eq(partners.id, cdrs.partnerId)),
  plan: and(eq(planVersions.tenantId, tenant), eq(planVersions.id, charges.planVersionId)),
  place: and(
    eq(locations.tenantId, tenant),
    eq(locations.partnerId, cdrs.partnerId),
    eq(locations.ocpiIdUpper, placeId),
  ),
  session: and(
    eq(sessions.tenantId, tenant),
    eq(sessions.countryCode, cdrs.countryCode),
    eq(sessions.partyId, cdrs.partyId),
    eq(sessions.ocpiIdUpper, sessionId),
  ),
  savings: and(eq(sessionSavings.tenantId, tenant), eq(sessionSavings.sessionId, sessions.id)),
  token: and(eq(tokens.tenantId, tenant), eq(tokens.id, cdrs.tokenId)),
  line: and(eq(invoiceLines.tenantId, tenant), eq(invoiceLines.chargeId, charges.id)),
  invoice: and(
    eq(invoices.tenantId, tenant),
    eq(invoices.id, invoiceLines.invoiceId),
    eq(invoices.state, "finalized"),
  ),
  receipt: and(eq(issuedDocuments.tenantId, tenant), eq(issuedDocuments.id, charges.receiptId)),
  label: and(eq(chargeLabels.tenantId, tenant), eq(chargeLabels.chargeId, charges.id)),
  centre: and(eq(costCentres.tenantId, tenant), eq(costCentres.id, chargeLabels.costCentreId)),
  member: and(eq(accountMembers.tenantId, tenant), eq(accountMembers.id, chargeLabels.memberId)),
};

/** Charges with all that their statements say; the caller says which, in which order, and how many. */
export function statementQuery(ctx: Ctx) {
  const place = sql<Partial<CdrLocation> | null>`${cdrs.core} -> 'data' -> 'cdrLocation'`;
  return ctx.db
    .select({
      charge: charges,
      place,
      meterId: sql<string | null>`${cdrs.core} #>> '{data,meterId}'`,
      cdrOcpiId: cdrs.ocpiId,
      startedAt: cdrs.startedAt,
      endedAt: cdrs.endedAt,
      energyMicroKwh: cdrs.energyMicroKwh,
      acceptedCostMinor: cdrs.acceptedCostMinor,
      cdrCurrency: cdrs.currency,
      operator: partners.name,
      planName: planVersions.name,
      priceMode: planVersions.priceMode,
      timeZone: locations.timeZone,
      sessionId: sessions.id,
      savings: sessionSavings,
      token: sql<string | null>`coalesce(${tokens.name}, ${tokens.visualNumber})`,
      invoiceNumber: invoices.number,
      finalizedAt: invoices.finalizedAt,
      receiptNumber: issuedDocuments.number,
      receiptIssuedAt: issuedDocuments.issuedAt,
      purpose: chargeLabels.purpose,
      centreCode: costCentres.code,
      centreName: costCentres.name,
      member: accountMembers.name,
    })
    .from(charges)
    .innerJoin(cdrs, joins.cdr)
    .innerJoin(partners, joins.partner)
    .innerJoin(planVersions, joins.plan)
    .leftJoin(locations, joins.place)
    .leftJoin(sessions, joins.session)
    .leftJoin(sessionSavings, joins.savings)
    .leftJoin(tokens, joins.token)
    .leftJoin(invoiceLines, joins.line)
    .leftJoin(invoices, joins.invoice)
    .leftJoin(issuedDocuments, joins.receipt)
    .leftJoin(chargeLabels, joins.label)
    .leftJoin(costCentres, joins.centre)
    .leftJoin(accountMembers, joins.member)
    .$dynamic();
}

/** A charge as `statementQuery` reads it. */
export type StatementRow = Awaited<ReturnType<typeof statementQuery>>[number];
