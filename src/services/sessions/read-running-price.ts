import { and, desc, eq, gt, inArray, isNull, lte, or } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { decideVat } from "@/core/invoicing/vat";
import { money, type Money } from "@/core/money/money";
import type { Rate } from "@/core/money/quantity";
import { decodePlan, type Plan } from "@/core/plans/plan";
import { priceCdr } from "@/core/rating/price-cdr";
import { priceRetail } from "@/core/rating/retail";
import type { RetailCdr } from "@/core/rating/retail-price";
import { alpha2Country } from "@/core/roaming/country";
import { decodeTariff } from "@/core/roaming/json";
import type { Session } from "@/core/roaming/session";
import type { Tariff } from "@/core/roaming/tariff";
import { tariffs, tariffVersions } from "@/db/schema/locations";
import { driverPlans, planVersions } from "@/db/schema/plans";
import { vatRates } from "@/db/schema/tenants";
import type { Ctx } from "@/services/context";

/** What a running price is made from. */
export interface RunningSession {
  readonly driverId: Id<"driver">;
  readonly partnerId: Id<"partner">;
  readonly core: Session;
  readonly timeZone: string | null;
  /** As the location has it, alpha-3 or alpha-2. */
  readonly country: string | null;
}

/**
 * What a session has come to so far, VAT included, from the periods that its CPO has sent: the driver's own
 * plan applied to them. Null where it cannot be known yet (no periods, no such tariff, no VAT rate). The
 * bill comes from the CDR, never from this.
 */
export async function readRunningPrice(ctx: Ctx, session: RunningSession): Promise<Money | null> {
  const cdr = measured(session.core);
  if (!cdr) return null;
  const [plan, vatRate] = await Promise.all([readPlan(ctx, session), readVat(ctx, session)]);
  if (!plan || vatRate === null) return null;
  const { timeZone } = session;
  if (plan.mode === "own_tariff") {
    const { basis, tariff } = plan;
    const { currency } = tariff;
    const common = { cdr, timeZone, basis, currency };
    return grossOf(priceRetail({ ...common, mode: "own-tariff", tariff, vatRate }));
  }
  const price = plan.prices.find(({ currency }) => currency === cdr.currency);
  const cost = priceCdr({ cdr, tariffs: await readTariffs(ctx, session), timeZone });
  if (!price || !cost.ok || cost.value.net === null) return null;
  const { basis } = plan;
  const { currency, markup } = price;
  const accepted = { net: cost.value.net, currency };
  const common = { cdr, timeZone, basis, currency };
  return grossOf(priceRetail({ ...common, mode: "cost-plus", cost: accepted, markup, vatRate }));
}

function grossOf(outcome: ReturnType<typeof priceRetail>): Money | null {
  return outcome.ok ? money(outcome.value.grossMinor, outcome.value.currency) : null;
}

/** The session as if it had ended at its last reading. */
function measured(core: Session): RetailCdr | undefined {
  const { startDateTime, chargingPeriods, currency, lastUpdated, endDateTime } = core;
  const hasReading = chargingPeriods.some(({ dimensions }) => dimensions.length > 0);
  if (!hasReading) return undefined;
  const last = endDateTime ?? lastUpdated;
  const isBackward = Temporal.Instant.compare(last, startDateTime) < 0;
  return {
    startDateTime,
    endDateTime: isBackward ? startDateTime : last,
    currency,
    chargingPeriods,
    totalEnergy: core.kwh,
    sessionId: core.id,
  };
}

async function readPlan(ctx: Ctx, session: RunningSession): Promise<Plan | undefined> {
  const at = session.core.startDateTime;
  const [row] = await ctx.db
    .select({ definition: planVersions.definition })
    .from(driverPlans)
    .innerJoin(
      planVersions,
      and(
        eq(planVersions.tenantId, driverPlans.tenantId),
        eq(planVersions.id, driverPlans.planVersionId),
      ),
    )
    .where(
      and(
        eq(driverPlans.tenantId, ctx.tenantId),
        eq(driverPlans.driverId, session.driverId),
        lte(driverPlans.validFrom, at),
        or(isNull(driverPlans.validTo), gt(driverPlans.validTo, at)),
      ),
    )
    .orderBy(desc(driverPlans.validFrom))
    .limit(1);
  return row && decodePlan(row.definition);
}

async function readVat(ctx: Ctx, session: RunningSession): Promise<Rate | null> {
  const supplyCountry = session.country === null ? undefined : alpha2Country(session.country);
  if (supplyCountry === undefined) return null;
  const rows = await ctx.db
    .select()
    .from(vatRates)
    .where(and(eq(vatRates.tenantId, ctx.tenantId), eq(vatRates.country, supplyCountry)));
  const rates = rows.flatMap(({ supplyKind, ...row }) =>
    supplyKind === "ENERGY" ? [{ ...row, supplyKind } as const] : [],
  );
  const servicedAt = session.core.startDateTime;
  const decision = decideVat({ supplyKind: "ENERGY", supplyCountry, servicedAt, rates });
  return decision.ok ? decision.value.rate : null;
}

/** The CPO's tariffs that the periods name, as they stand now. */
async function readTariffs(ctx: Ctx, session: RunningSession): Promise<Tariff[]> {
  const named = new Set(
    session.core.chargingPeriods.flatMap(({ tariffId }) => tariffId?.toUpperCase() ?? []),
  );
  if (named.size === 0) return [];
  const rows = await ctx.db
    .select({ core: tariffVersions.core })
    .from(tariffs)
    .innerJoin(
      tariffVersions,
      and(
        eq(tariffVersions.tenantId, tariffs.tenantId),
        eq(tariffVersions.id, tariffs.currentVersionId),
      ),
    )
    .where(
      and(
        eq(tariffs.tenantId, ctx.tenantId),
        eq(tariffs.partnerId, session.partnerId),
        inArray(tariffs.ocpiIdUpper, [...named]),
      ),
    );
  return rows.map(({ core }) => decodeTariff(core));
}
