import { and, asc, eq, lt, sql } from "drizzle-orm";

import type { Id } from "@/core/ids";
import type { PriceBasis, VatAmount } from "@/core/money/vat-amount";
import { decodeCdr } from "@/core/roaming/json";
import type { Cdr } from "@/core/roaming/cdr";
import { cdrs } from "@/db/schema/cdrs";
import { partners } from "@/db/schema/partners";
import { charges, planVersions } from "@/db/schema/plans";
import type { Ctx } from "@/services/context";
import { readVatAmount } from "./stored-vat-amount";

/** A booked charge that no invoice has yet, with what its line says. */
export interface OpenCharge {
  readonly id: Id<"charge">;
  readonly cdr: Cdr;
  readonly operator: string;
  readonly planName: string;
  readonly basis: PriceBasis;
  readonly currency: string;
  readonly supplyCountry: string;
  readonly servicedAt: Temporal.Instant;
  readonly amounts: readonly VatAmount[];
  readonly explanation: unknown;
  readonly vatTrace: readonly string[];
}

/**
 * A driver's open charges that were delivered before `until`, oldest first. `lock` takes them for an
 * invoice that is being made in this transaction: a charge stands on one invoice only.
 */
export async function findOpenCharges(
  ctx: Ctx,
  query: {
    readonly driverId: Id<"driver">;
    readonly until: Temporal.Instant;
    readonly lock: boolean;
  },
): Promise<OpenCharge[]> {
  const select = ctx.db
    .select({
      id: charges.id,
      core: cdrs.core,
      operator: partners.name,
      planName: planVersions.name,
      basis: charges.basis,
      currency: charges.currency,
      supplyCountry: charges.supplyCountry,
      servicedAt: charges.servicedAt,
      perRate: charges.perRate,
      explanation: charges.explanation,
      vatTrace: charges.vatTrace,
    })
    .from(charges)
    .innerJoin(cdrs, and(eq(cdrs.tenantId, charges.tenantId), eq(cdrs.id, charges.cdrId)))
    .innerJoin(partners, and(eq(partners.tenantId, cdrs.tenantId), eq(partners.id, cdrs.partnerId)))
    .innerJoin(
      planVersions,
      and(eq(planVersions.tenantId, charges.tenantId), eq(planVersions.id, charges.planVersionId)),
    )
    .where(
      and(
        eq(charges.tenantId, ctx.tenantId),
        eq(charges.driverId, query.driverId),
        eq(charges.state, "open"),
        lt(charges.servicedAt, query.until),
      ),
    )
    .orderBy(asc(charges.servicedAt), asc(charges.id));
  const rows = await (query.lock ? select.for("update", { of: charges }) : select);
  return rows.map(({ core, perRate, ...row }) => ({
    ...row,
    cdr: decodeCdr(core),
    amounts: perRate.map(readVatAmount),
  }));
}

/** Drivers of the tenant with something open before `until`. */
export async function findDriversWithOpenCharges(
  ctx: Ctx,
  until: Temporal.Instant,
): Promise<{ readonly driverId: Id<"driver">; readonly latest: Temporal.Instant }[]> {
  return ctx.db
    .select({
      driverId: charges.driverId,
      latest: sql<Temporal.Instant>`max(${charges.createdAt})`.mapWith(charges.createdAt),
    })
    .from(charges)
    .where(
      and(
        eq(charges.tenantId, ctx.tenantId),
        eq(charges.state, "open"),
        lt(charges.servicedAt, until),
      ),
    )
    .groupBy(charges.driverId);
}
