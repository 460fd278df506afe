import { and, eq, or, sql } from "drizzle-orm";
import { asId, isId, type Id } from "@/core/ids";
import type { ExplanationLine } from "@/core/rating/explain";
import { decodeExplanation } from "@/core/rating/stored-price";
import type { Cdr, CdrLocation, ChargingPeriod } from "@/core/roaming/cdr";
import { decodeCdr, decodeSession } from "@/core/roaming/json";
import type { Session } from "@/core/roaming/session";
import type { Savings } from "@/core/smart-charging/savings-shown";
import { cdrRatings, cdrs } from "@/db/schema/cdrs";
import { tokens } from "@/db/schema/drivers";
import { charges, planVersions, type StoredVatAmount } from "@/db/schema/plans";
import { sessions } from "@/db/schema/sessions";
import type { Ctx } from "@/services/context";
import { requireChargesReader } from "@/services/require-role";
import { readSavings } from "@/services/savings/read-savings";
import { ServiceError } from "@/services/service-error";
import {
  driverSessionFields,
  driverSessionQuery,
  toDriverSession,
  type DriverSession,
} from "./driver-session-query";
import { readSessionCorrection, type SessionCorrection } from "./read-session-correction";

/** What the driver owes for a session and how that was worked out. */
export interface SessionCharge {
  readonly planName: string;
  /** Whether the plan's prices, and so the lines, contain VAT. */
  readonly basis: "gross" | "net";
  readonly currency: string;
  /** VAT included, and what it is made of; null while nothing is owed or known. */
  readonly netMinor: bigint | null;
  readonly vatMinor: bigint | null;
  readonly grossMinor: bigint | null;
  readonly perRate: readonly StoredVatAmount[];
  /** The price segment by segment; the amounts add up to the price before its one rounding. */
  readonly lines: readonly ExplanationLine[];
  /** Where the plan adds to the operator's price: what that is made of, before tax. */
  readonly operator: OperatorPrice | null;
}

/** An operator's price as we accepted it, and the segments that its tariff gives, before tax. */
export interface OperatorPrice {
  readonly currency: string;
  readonly netMinor: bigint;
  readonly lines: readonly ExplanationLine[];
}

/** A driver's session with all that he may see of it. */
export interface DriverSessionPage extends DriverSession {
  readonly charge: SessionCharge | null;
  readonly periods: readonly ChargingPeriod[];
  readonly location: CdrLocation | null;
  readonly meterId: string | null;
  readonly token: {
    readonly type: string;
    readonly uid: string;
    /** What its driver calls it, else what is printed on it. */
    readonly label: string | null;
  } | null;
  /** When the CPO's final record came, if it has. */
  readonly receivedAt: Temporal.Instant | null;
  /** What the operator corrected; null for nothing. */
  readonly correction: SessionCorrection | null;
  /** What charging later than at once came to; null where nothing is known of it. */
  readonly savings: Savings | null;
  readonly invoice: { readonly id: Id<"invoice">; readonly number: string } | null;
}

/**
 * One session of the acting driver.
 * @throws ServiceError NOT_FOUND for what is not there or another driver's, FORBIDDEN without a driver's account.
 */
export async function getDriverSession(ctx: Ctx, id: string): Promise<DriverSessionPage> {
  const { driverId, onlyMemberId } = requireChargesReader(ctx);
  const q = driverSessionQuery(ctx, driverId);
  const { sessionId, cdrId, chargeId, invoiceId, invoiceNumber } = q;
  const links = { sessionId, cdrId, chargeId, invoiceId, invoiceNumber };
  const [row] = isId(id)
    ? await ctx.db
        .select({ ...driverSessionFields(q), ...links })
        .from(q)
        // A CDR's own address stays valid after its session has come, too.
        .where(or(eq(q.id, id), eq(q.cdrId, asId<"cdr">(id))))
    : [];
  if (!row) throw new ServiceError("NOT_FOUND", "There is no such session.");
  const [session, cdr, charge, correction, savings] = await Promise.all([
    readSession(ctx, row.sessionId),
    readCdr(ctx, row.cdrId),
    readCharge(ctx, row.chargeId),
    readSessionCorrection(ctx, row.cdrId),
    row.sessionId === null ? null : readSavings(ctx, row.sessionId),
  ]);
  const facts: Cdr | Session | undefined = cdr?.core ?? session;
  return {
    ...toDriverSession(row),
    charge,
    periods: facts?.chargingPeriods ?? [],
    location: cdr?.core.cdrLocation ?? null,
    meterId: facts?.meterId ?? null,
    token: await readToken(ctx, facts?.cdrToken.uid),
    receivedAt: cdr?.receivedAt ?? null,
    correction,
    savings,
    invoice:
      // Who only charges sees no invoice of the account.
      row.invoiceId !== null && row.invoiceNumber !== null && onlyMemberId === null
        ? { id: row.invoiceId, number: row.invoiceNumber }
        : null,
  };
}

async function readSession(ctx: Ctx, id: Id<"session"> | null): Promise<Session | undefined> {
  if (id === null) return undefined;
  const [row] = await ctx.db
    .select({ core: sessions.core })
    .from(sessions)
    .where(and(eq(sessions.tenantId, ctx.tenantId), eq(sessions.id, id)));
  return row && decodeSession(row.core);
}

async function readCdr(ctx: Ctx, id: Id<"cdr"> | null) {
  if (id === null) return undefined;
  const [row] = await ctx.db
    .select({ core: cdrs.core, receivedAt: cdrs.receivedAt })
    .from(cdrs)
    .where(and(eq(cdrs.tenantId, ctx.tenantId), eq(cdrs.id, id)));
  return row && { core: decodeCdr(row.core), receivedAt: row.receivedAt };
}

async function readCharge(ctx: Ctx, id: Id<"charge"> | null): Promise<SessionCharge | null> {
  if (id === null) return null;
  const [row] = await ctx.db
    .select({
      planName: planVersions.name,
      basis: charges.basis,
      currency: charges.currency,
      netMinor: charges.netMinor,
      vatMinor: charges.vatMinor,
      grossMinor: charges.grossMinor,
      perRate: charges.perRate,
      explanation: charges.explanation,
      priceMode: planVersions.priceMode,
      cdrCurrency: cdrs.currency,
      acceptedCostMinor: cdrs.acceptedCostMinor,
      rating: cdrRatings.explanation,
    })
    .from(charges)
    .innerJoin(cdrs, and(eq(cdrs.tenantId, charges.tenantId), eq(cdrs.id, charges.cdrId)))
    .leftJoin(
      cdrRatings,
      and(eq(cdrRatings.tenantId, cdrs.tenantId), eq(cdrRatings.id, cdrs.ratingId)),
    )
    .innerJoin(
      planVersions,
      and(eq(planVersions.tenantId, charges.tenantId), eq(planVersions.id, charges.planVersionId)),
    )
    .where(and(eq(charges.tenantId, ctx.tenantId), eq(charges.id, id)));
  if (!row) return null;
  const { explanation, priceMode, cdrCurrency, acceptedCostMinor, rating, ...charge } = row;
  // A charge that still waits has no explanation yet.
  const isExplained = row.grossMinor !== null && !Array.isArray(explanation);
  const lines = isExplained ? decodeExplanation(explanation) : [];
  const isCostPlus = priceMode === "cost_plus" && acceptedCostMinor !== null;
  const operatorLines = isCostPlus ? ratedLines(rating) : [];
  const operator =
    isCostPlus && operatorLines.length > 0
      ? { currency: cdrCurrency, netMinor: acceptedCostMinor, lines: operatorLines }
      : null;
  return { ...charge, lines, operator };
}

/** The segments of a rating; none where the CDR could not be priced, or is not stated before tax. */
function ratedLines(rating: unknown): ExplanationLine[] {
  const stored = (rating as { readonly lines?: unknown } | null)?.lines ?? null;
  const lines = stored === null ? [] : decodeExplanation(stored);
  return lines.every(({ basis }) => basis === "net") ? lines : [];
}

async function readToken(ctx: Ctx, uid: string | undefined): Promise<DriverSessionPage["token"]> {
  if (uid === undefined) return null;
  const [row] = await ctx.db
    .select({
      type: tokens.type,
      uid: tokens.uid,
      label: sql<string | null>`coalesce(${tokens.name}, ${tokens.visualNumber})`,
    })
    .from(tokens)
    .where(
      and(
        eq(tokens.tenantId, ctx.tenantId),
        eq(tokens.driverId, requireChargesReader(ctx).driverId),
        eq(tokens.uid, uid),
      ),
    );
  return row ?? null;
}
