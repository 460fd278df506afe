import type { Id } from "@/core/ids";
import { decideVat } from "@/core/invoicing/vat";
import { money, type Money } from "@/core/money/money";
import type { Rate } from "@/core/money/quantity";
import { priceCdr } from "@/core/rating/price-cdr";
import { priceRetail } from "@/core/rating/retail";
import type { RetailCdr } from "@/core/rating/retail-price";
import { alpha2Country } from "@/core/roaming/country";
import type { Session } from "@/core/roaming/session";
import type { Tariff } from "@/core/roaming/tariff";
import type { Ctx } from "@/services/context";
import { findPlanInForce } from "@/services/plans/find-plan-in-force";
import { findTariffVersion } from "@/services/tariffs/find-tariff-version";
import { listVatRates } from "@/services/tenants/list-vat-rates";

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
  const [inForce, vatRate] = await Promise.all([
    findPlanInForce(ctx, session.driverId, session.core.startDateTime),
    readVat(ctx, session),
  ]);
  if (!inForce || vatRate === null) return null;
  const { plan } = inForce;
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

async function readVat(ctx: Ctx, session: RunningSession): Promise<Rate | null> {
  const supplyCountry = session.country === null ? undefined : alpha2Country(session.country);
  if (supplyCountry === undefined) return null;
  const rates = await listVatRates(ctx);
  const servicedAt = session.core.startDateTime;
  const decision = decideVat({ supplyKind: "ENERGY", supplyCountry, servicedAt, rates });
  return decision.ok ? decision.value.rate : null;
}

/** The CPO's tariffs that the periods name, as they were when it began. */
async function readTariffs(ctx: Ctx, { core, partnerId }: RunningSession): Promise<Tariff[]> {
  const { countryCode, partyId, startDateTime: at } = core;
  const named = core.chargingPeriods.flatMap(({ tariffId }) => tariffId?.toUpperCase() ?? []);
  const found = await Promise.all(
    [...new Set(named)].map((id) =>
      findTariffVersion(ctx, { partnerId, countryCode, partyId, id, at }),
    ),
  );
  return found.flatMap((version) => (version ? [version.tariff] : []));
}
