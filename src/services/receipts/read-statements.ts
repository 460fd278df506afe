import { and, asc, desc, eq, gt, inArray, or, sql } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { money } from "@/core/money/money";
import { billingMonthOf } from "@/core/plans/billing-period";
import { decodeExplanation } from "@/core/rating/stored-price";
import type { ChargeStatement, StatementCredit } from "@/core/receipts/charge-statement";
import { creditNoteLines, creditNotes } from "@/db/schema/credits";
import { charges } from "@/db/schema/plans";
import { meterChecks } from "@/db/schema/receipts";
import type { Ctx } from "@/services/context";
import { readVatAmount } from "@/services/invoices/stored-vat-amount";
import { toSavings } from "@/services/savings/read-savings";
import { isSelected, type ChargeSelection } from "./charge-selection";
import { statementQuery, type StatementRow } from "./statement-query";

/** Where a page of statements ended. */
export interface StatementCursor {
  readonly servicedAt: Temporal.Instant;
  readonly chargeId: Id<"charge">;
}

/** How statements are read: in pages, oldest first. */
export interface StatementPage {
  readonly statements: readonly ChargeStatement[];
  /** Null: that was all. */
  readonly next: StatementCursor | null;
}

/** What names the account's own words: its zone, and the seller's for days of issue. */
export interface StatementClock {
  readonly timeZone: string;
}

/**
 * A page of an account's charges as statements, oldest first. Who may read them is the caller's to decide. So many at
 * a time that a year of a fleet never stands in memory.
 */
export async function readStatements(
  ctx: Ctx,
  selection: ChargeSelection,
  page: StatementClock & { readonly after: StatementCursor | null; readonly limit: number },
): Promise<StatementPage> {
  const { after, limit, timeZone } = page;
  const rows = await statementQuery(ctx)
    .where(
      and(
        isSelected(ctx, selection),
        after
          ? or(
              gt(charges.servicedAt, after.servicedAt),
              and(eq(charges.servicedAt, after.servicedAt), gt(charges.id, after.chargeId)),
            )
          : undefined,
      ),
    )
    .orderBy(asc(charges.servicedAt), asc(charges.id))
    .limit(limit);
  const last = rows.length === limit ? rows.at(-1) : undefined;
  const statements = await toStatements(ctx, rows, { timeZone, from: selection.from });
  return {
    statements,
    next: last ? { servicedAt: last.charge.servicedAt, chargeId: last.charge.id } : null,
  };
}

/** The statement of one charge; null where it has no price (yet). Who may read it is the caller's to decide. */
export async function readStatement(
  ctx: Ctx,
  chargeId: Id<"charge">,
  { timeZone }: StatementClock,
): Promise<ChargeStatement | null> {
  const rows = await statementQuery(ctx).where(
    and(
      eq(charges.tenantId, ctx.tenantId),
      eq(charges.id, chargeId),
      inArray(charges.state, ["open", "drafted", "invoiced", "settled"]),
      sql`${charges.grossMinor} is not null`,
    ),
  );
  const [statement] = await toStatements(ctx, rows, { timeZone, from: null });
  return statement ?? null;
}

interface About extends StatementClock {
  /** When the period begins; null where there is none. */
  readonly from: Temporal.Instant | null;
}

async function toStatements(
  ctx: Ctx,
  rows: readonly StatementRow[],
  about: About,
): Promise<ChargeStatement[]> {
  const ids = rows.map(({ charge }) => charge.id);
  const [credits, meters] = await Promise.all([
    readCredits(ctx, ids, about),
    readMeters(
      ctx,
      rows.map(({ charge }) => charge.cdrId),
    ),
  ]);
  return rows.map((row) => ({
    ...statementOf(row, about),
    credits: credits.get(row.charge.id) ?? [],
    meter: meters.get(row.charge.cdrId) ?? null,
  }));
}

function statementOf(
  row: StatementRow,
  { timeZone, from }: About,
): Omit<ChargeStatement, "credits" | "meter"> {
  const { charge, place, savings, centreCode, centreName, sessionId, ...rest } = row;
  const { netMinor, vatMinor, grossMinor, explanation } = charge;
  const isCostPlus = row.priceMode === "cost_plus" && row.acceptedCostMinor !== null;
  return {
    chargeId: charge.id,
    pageId: sessionId ?? charge.cdrId,
    cdrOcpiId: rest.cdrOcpiId,
    operator: rest.operator,
    place: place?.name ?? place?.address ?? "",
    address: place?.address ?? "",
    city: place?.city ?? "",
    evseId: place?.evseId ?? "",
    supplyCountry: charge.supplyCountry,
    timeZone: rest.timeZone ?? timeZone,
    startedAt: rest.startedAt,
    endedAt: rest.endedAt,
    energyMicroKwh: rest.energyMicroKwh,
    meterId: rest.meterId,
    token: rest.token,
    planName: rest.planName,
    basis: charge.basis,
    currency: charge.currency,
    netMinor: netMinor ?? 0n,
    vatMinor: vatMinor ?? 0n,
    grossMinor: grossMinor ?? 0n,
    perRate: charge.perRate.map(readVatAmount),
    lines: Array.isArray(explanation) ? [] : decodeExplanation(explanation),
    operatorPart: isCostPlus ? money(row.acceptedCostMinor ?? 0n, row.cdrCurrency) : null,
    billedOn: billedOn(row, timeZone),
    purpose: rest.purpose,
    costCentre:
      centreCode === null || centreName === null ? null : { code: centreCode, name: centreName },
    member: rest.member,
    lateFrom:
      from !== null && Temporal.Instant.compare(charge.servicedAt, from) < 0
        ? billingMonthOf(charge.servicedAt, timeZone)
        : null,
    savings: savings && toSavings(savings),
  };
}

function billedOn(row: StatementRow, timeZone: string): ChargeStatement["billedOn"] {
  const { invoiceNumber, finalizedAt, receiptNumber, receiptIssuedAt } = row;
  if (invoiceNumber !== null && finalizedAt !== null)
    return { kind: "invoice", number: invoiceNumber, issuedOn: dayOf(finalizedAt, timeZone) };
  if (receiptNumber === null || receiptIssuedAt === null) return null;
  return { kind: "receipt", number: receiptNumber, issuedOn: dayOf(receiptIssuedAt, timeZone) };
}

function dayOf(at: Temporal.Instant, timeZone: string): string {
  return at.toZonedDateTimeISO(timeZone).toPlainDate().toString();
}

async function readCredits(ctx: Ctx, ids: readonly Id<"charge">[], { timeZone }: StatementClock) {
  const found = new Map<string, StatementCredit[]>();
  if (ids.length === 0) return found;
  const rows = await ctx.db
    .select({ line: creditNoteLines, number: creditNotes.number, issuedAt: creditNotes.issuedAt })
    .from(creditNoteLines)
    .innerJoin(
      creditNotes,
      and(
        eq(creditNotes.tenantId, creditNoteLines.tenantId),
        eq(creditNotes.id, creditNoteLines.creditNoteId),
        eq(creditNotes.state, "issued"),
      ),
    )
    .where(
      and(eq(creditNoteLines.tenantId, ctx.tenantId), inArray(creditNoteLines.chargeId, [...ids])),
    )
    .orderBy(asc(creditNotes.issuedAt), asc(creditNoteLines.seq));
  for (const { line, number, issuedAt } of rows) {
    const { chargeId, netMinor, vatMinor, grossMinor } = line;
    if (chargeId === null || number === null || issuedAt === null) continue;
    const perRate = line.perRate.map(readVatAmount);
    const issuedOn = dayOf(issuedAt, timeZone);
    const credit = { number, issuedOn, perRate, netMinor, vatMinor, grossMinor };
    found.set(chargeId, [...(found.get(chargeId) ?? []), credit]);
  }
  return found;
}

async function readMeters(ctx: Ctx, ids: readonly Id<"cdr">[]) {
  const found = new Map<string, NonNullable<ChargeStatement["meter"]>>();
  if (ids.length === 0) return found;
  const rows = await ctx.db
    .selectDistinctOn([meterChecks.cdrId], {
      cdrId: meterChecks.cdrId,
      outcome: meterChecks.outcome,
      startKwh: sql<string | null>`${meterChecks.detail} #>> '{start,kwh}'`,
      endKwh: sql<string | null>`${meterChecks.detail} #>> '{end,kwh}'`,
    })
    .from(meterChecks)
    .where(
      and(
        eq(meterChecks.tenantId, ctx.tenantId),
        eq(meterChecks.checkedIn, "server"),
        inArray(meterChecks.cdrId, [...ids]),
      ),
    )
    .orderBy(meterChecks.cdrId, desc(meterChecks.checkedAt), desc(meterChecks.id));
  for (const { cdrId, ...meter } of rows) found.set(cdrId, meter);
  return found;
}
