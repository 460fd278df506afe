import type { Id } from "@/core/ids";
import { decideVat } from "@/core/invoicing/vat";
import { no, type Outcome } from "@/core/outcome";
import { quoteConnector, type Quote, type QuoteRefusal } from "@/core/rating/quote";
import { alpha2Country } from "@/core/roaming/country";
import type { Connector } from "@/core/roaming/location";
import type { Tariff } from "@/core/roaming/tariff";
import { carFit, type CarFit } from "@/core/smart-charging/car-fit";
import type { Ctx } from "@/services/context";
import { findPlanInForce } from "@/services/plans/find-plan-in-force";
import { requireDriverUse } from "@/services/require-role";
import { findTariffs, tariffText } from "@/services/tariffs/find-tariffs";
import { readVatTerms } from "@/services/tenants/read-vat-terms";
import { offerPowerW } from "./offer-power";
import type { ChargeNeed } from "./read-need";

/** What of a connector its price and its power depend on. */
export type PricedConnector = Pick<
  Connector,
  | "standard"
  | "format"
  | "powerType"
  | "maxVoltage"
  | "maxAmperage"
  | "maxElectricPower"
  | "tariffIds"
>;

/** A connector and where it stands. */
export interface QuoteAsk {
  readonly partnerId: Id<"partner">;
  readonly countryCode: string;
  readonly partyId: string;
  /** As the location has it, alpha-3 or alpha-2. */
  readonly country: string;
  readonly timeZone: string | null;
  readonly connector: PricedConnector;
}

/** What the driver pays at a connector now, or why that is not known; and what his car does there. */
export interface ConnectorOffer {
  readonly quote: Outcome<Quote, QuoteRefusal | "no-plan">;
  /** Null: no car was named. */
  readonly fit: CarFit | null;
  /** What is drawn there at most, by the connector and the car, W; null where neither says. */
  readonly drawW: number | null;
}

type ConnectorQuote = ConnectorOffer["quote"];

/**
 * The acting driver's prices at connectors, now, in the order asked, for the charge that he has in mind. A charge takes
 * longer than he wished where connector and car give no more, and its price is of that. The statements do not grow with
 * the asks, and connectors alike are priced once.
 * @throws ServiceError FORBIDDEN for people without a driver's account.
 */
export async function listQuotes(
  ctx: Ctx,
  asks: readonly QuoteAsk[],
  { charge, car }: ChargeNeed,
): Promise<readonly ConnectorOffer[]> {
  const at = ctx.clock.now();
  const { driverId } = requireDriverUse(ctx);
  const [inForce, termsOf] = await Promise.all([
    findPlanInForce(ctx, driverId, at),
    readVatTerms(ctx, [driverId]),
  ]);
  const terms = termsOf(driverId);
  const plan = inForce?.plan ?? null;
  const vatOf = (country: string) => {
    const supplyCountry = alpha2Country(country);
    if (supplyCountry === undefined) return null;
    const decided = decideVat({ supplyKind: "ENERGY", supplyCountry, servicedAt: at, ...terms });
    return decided.ok ? decided.value.rate : null;
  };
  const tariffs =
    plan === null || plan.mode === "own_tariff"
      ? new Map<string, Tariff>()
      : await findTariffs(ctx, asks.flatMap(tariffKeys));
  const known = new Map<string, ConnectorQuote>();
  return asks.map((ask): ConnectorOffer => {
    const { connector, country, timeZone } = ask;
    const drawW = offerPowerW(connector, car);
    const offer = { fit: car && carFit(connector, car), drawW };
    if (plan === null) return { ...offer, quote: no("no-plan") };
    const texts = tariffKeys(ask).map(tariffText);
    const isDc = connector.powerType === "DC";
    const alike = JSON.stringify([texts, country, timeZone, isDc, drawW]);
    const quote =
      known.get(alike) ??
      quoteConnector({
        plan,
        tariffs: texts.flatMap((text) => tariffs.get(text) ?? []),
        vatRate: vatOf(country),
        timeZone,
        isDc,
        at,
        power: drawW === null ? null : BigInt(drawW) * 1_000n,
        charge,
      });
    known.set(alike, quote);
    return { ...offer, quote };
  });
}

function tariffKeys({ partnerId, countryCode, partyId, connector }: QuoteAsk) {
  return connector.tariffIds.map((id) => ({ partnerId, countryCode, partyId, id }));
}
