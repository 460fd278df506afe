import { and, desc, eq, inArray, ne } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { plainIdentifier } from "@/core/invoicing/plain-identifier";
import { supplyKinds } from "@/core/invoicing/supply-kind";
import type { VatQuestion, VatRateRow } from "@/core/invoicing/vat";
import type { VatBuyer, VatNumberEvidence, VatSeller } from "@/core/invoicing/vat-parties";
import { drivers } from "@/db/schema/drivers";
import {
  legalEntities,
  legalEntityRegistrations,
  tenants,
  vatNumberChecks,
  vatRates,
} from "@/db/schema/tenants";
import type { Ctx } from "@/services/context";

/** What `decideVat` looks at besides the supply: who sells, who buys, and the rates. */
export type VatTerms = Pick<VatQuestion, "seller" | "buyer" | "rates">;

/**
 * The VAT terms of sales to drivers. For null, or a driver who is not among `driverIds`, the buyer is a consumer in
 * the seller's country. Five statements, however many drivers.
 */
export async function readVatTerms(
  ctx: Ctx,
  driverIds: readonly (Id<"driver"> | null)[],
): Promise<(driverId: Id<"driver"> | null) => VatTerms> {
  const asked = [...new Set(driverIds.filter((id) => id !== null))];
  const [rates, seller, buyers] = await Promise.all([
    readRates(ctx),
    readSeller(ctx),
    readBuyers(ctx, asked),
  ]);
  const anybody: VatBuyer = {
    kind: "consumer",
    country: seller.country,
    vatNumber: null,
    evidence: null,
  };
  return (driverId) => ({
    rates,
    seller,
    buyer: (driverId !== null && buyers.get(driverId)) || anybody,
  });
}

async function readRates(ctx: Ctx): Promise<VatRateRow[]> {
  const rows = await ctx.db.select().from(vatRates).where(eq(vatRates.tenantId, ctx.tenantId));
  return rows.flatMap((row) => {
    const supplyKind = supplyKinds.find((kind) => kind === row.supplyKind);
    return supplyKind ? [{ ...row, supplyKind }] : [];
  });
}

async function readSeller(ctx: Ctx): Promise<VatSeller> {
  const [row] = await ctx.db
    .select({
      entityId: legalEntities.id,
      address: legalEntities.address,
      country: tenants.countryCode,
      billing: tenants.billing,
    })
    .from(tenants)
    .leftJoin(legalEntities, eq(legalEntities.tenantId, tenants.id))
    .where(eq(tenants.id, ctx.tenantId))
    .limit(1);
  const registrations = row?.entityId
    ? await ctx.db
        .select()
        .from(legalEntityRegistrations)
        .where(
          and(
            eq(legalEntityRegistrations.tenantId, ctx.tenantId),
            eq(legalEntityRegistrations.legalEntityId, row.entityId),
          ),
        )
    : [];
  const country = row?.address?.country ?? row?.country ?? "";
  return { country, registrations, rules: row?.billing.vatRules ?? [] };
}

async function readBuyers(
  ctx: Ctx,
  ids: readonly Id<"driver">[],
): Promise<Map<Id<"driver">, VatBuyer>> {
  if (ids.length === 0) return new Map();
  const rows = await ctx.db
    .select({
      id: drivers.id,
      kind: drivers.kind,
      address: drivers.address,
      vatNumber: drivers.vatNumber,
    })
    .from(drivers)
    .where(and(eq(drivers.tenantId, ctx.tenantId), inArray(drivers.id, [...ids])));
  const numbers = rows.flatMap(({ vatNumber }) =>
    vatNumber === null ? [] : [plainIdentifier(vatNumber)],
  );
  const evidence = await readEvidence(ctx, numbers);
  return new Map(
    rows.map(({ id, kind, address, vatNumber }) => [
      id,
      {
        kind,
        country: address.country,
        vatNumber,
        evidence: vatNumber === null ? null : (evidence.get(plainIdentifier(vatNumber)) ?? null),
      },
    ]),
  );
}

// The latest answer counts; a look-up that got none ("unknown") takes nothing back.
async function readEvidence(
  ctx: Ctx,
  numbers: readonly string[],
): Promise<Map<string, VatNumberEvidence>> {
  if (numbers.length === 0) return new Map();
  const rows = await ctx.db
    .selectDistinctOn([vatNumberChecks.vatNumber])
    .from(vatNumberChecks)
    .where(
      and(
        eq(vatNumberChecks.tenantId, ctx.tenantId),
        inArray(vatNumberChecks.vatNumber, [...numbers]),
        ne(vatNumberChecks.isValid, "unknown"),
      ),
    )
    .orderBy(vatNumberChecks.vatNumber, desc(vatNumberChecks.checkedAt));
  return new Map(rows.map((row) => [row.vatNumber, row]));
}
