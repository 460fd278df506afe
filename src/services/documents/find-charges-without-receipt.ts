import { and, asc, eq, isNull, sql, type InferSelectModel } from "drizzle-orm";

import type { Id } from "@/core/ids";
import type { PriceBasis, VatAmount } from "@/core/money/vat-amount";
import type { Savings } from "@/core/smart-charging/savings-shown";
import { cdrs } from "@/db/schema/cdrs";
import { drivers } from "@/db/schema/drivers";
import { partners } from "@/db/schema/partners";
import { charges, planVersions } from "@/db/schema/plans";
import { sessions, sessionSavings } from "@/db/schema/sessions";
import type { Ctx } from "@/services/context";
import { readVatAmount } from "@/services/invoices/stored-vat-amount";
import { wasPlanned } from "@/services/savings/find-ended-charges";
import { toSavings } from "@/services/savings/read-savings";
import type { ChargeToCompose } from "./compose-line";

/** A charge that the wallet paid, whose receipt is due. */
export interface PaidCharge extends ChargeToCompose {
  readonly id: Id<"charge">;
  readonly driver: InferSelectModel<typeof drivers>;
  readonly planName: string;
  readonly basis: PriceBasis;
  readonly currency: string;
  readonly amounts: readonly VatAmount[];
  readonly vatTrace: readonly string[];
  /** What charging later came to, where it was planned and that is known. */
  readonly savings: Savings | null;
}

interface PlaceWords {
  readonly name?: string;
  readonly address: string;
  readonly city: string;
}

/** So long a receipt waits for what charging later came to; it is worked out within seconds. */
const SAVINGS_WAIT = { minutes: 2 } as const;

/** The charges whose receipts are due, oldest first. Of a CDR only the words of its place are read. */
export async function findChargesWithoutReceipt(ctx: Ctx, limit: number): Promise<PaidCharge[]> {
  const place = sql<PlaceWords | null>`${cdrs.core} -> 'data' -> 'cdrLocation'`;
  const soon = ctx.clock.now().subtract(SAVINGS_WAIT);
  const rows = await ctx.db
    .select({
      charge: charges,
      driver: drivers,
      place,
      startedAt: cdrs.startedAt,
      endedAt: cdrs.endedAt,
      energyMicroKwh: cdrs.energyMicroKwh,
      operator: partners.name,
      planName: planVersions.name,
      savings: sessionSavings,
    })
    .from(charges)
    .innerJoin(
      drivers,
      and(eq(drivers.tenantId, charges.tenantId), eq(drivers.id, charges.driverId)),
    )
    .innerJoin(cdrs, and(eq(cdrs.tenantId, charges.tenantId), eq(cdrs.id, charges.cdrId)))
    .innerJoin(partners, and(eq(partners.tenantId, cdrs.tenantId), eq(partners.id, cdrs.partnerId)))
    .innerJoin(
      planVersions,
      and(eq(planVersions.tenantId, charges.tenantId), eq(planVersions.id, charges.planVersionId)),
    )
    .leftJoin(
      sessions,
      and(
        eq(sessions.tenantId, cdrs.tenantId),
        eq(sessions.countryCode, cdrs.countryCode),
        eq(sessions.partyId, cdrs.partyId),
        sql`${sessions.ocpiIdUpper} = upper(${cdrs.sessionOcpiId})`,
      ),
    )
    .leftJoin(
      sessionSavings,
      and(
        eq(sessionSavings.tenantId, sessions.tenantId),
        eq(sessionSavings.sessionId, sessions.id),
      ),
    )
    .where(
      and(
        eq(charges.tenantId, ctx.tenantId),
        eq(charges.state, "settled"),
        isNull(charges.receiptId),
        sql`not (${charges.createdAt} > ${soon.toString()}::timestamptz and ${sessionSavings.sessionId} is null
          and ${sessions.id} is not null and ${wasPlanned("sessions")})`,
      ),
    )
    .orderBy(asc(charges.createdAt), asc(charges.id))
    .limit(limit);
  return rows.map(({ charge, driver, place: at, savings, ...rest }) => ({
    ...rest,
    savings: savings && toSavings(savings),
    id: charge.id,
    driver,
    place: at?.name ?? at?.address ?? "",
    city: at?.city ?? "",
    basis: charge.basis,
    currency: charge.currency,
    supplyCountry: charge.supplyCountry,
    servicedAt: charge.servicedAt,
    explanation: charge.explanation,
    amounts: charge.perRate.map(readVatAmount),
    vatTrace: charge.vatTrace,
  }));
}
