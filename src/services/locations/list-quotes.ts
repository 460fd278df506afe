import type { Id } from "@/core/ids";
import { decideVat } from "@/core/invoicing/vat";
import { no, type Outcome } from "@/core/outcome";
import type { PlannedCharge } from "@/core/rating/quote-plan";
import { quoteConnector, type Quote, type QuoteRefusal } from "@/core/rating/quote";
import { alpha2Country } from "@/core/roaming/country";
import type { Connector } from "@/core/roaming/location";
import type { Tariff } from "@/core/roaming/tariff";
import type { Ctx } from "@/services/context";
import { findPlanInForce } from "@/services/plans/find-plan-in-force";
import { requireDriverUse } from "@/services/require-role";
import { findTariff } from "@/services/tariffs/find-tariff";
import { readVatTerms } from "@/services/tenants/read-vat-terms";
import { connectorPowerW } from "./connector-power";

/** A connector and where it stands. */
export interface QuoteAsk {
  readonly partnerId: Id<"partner">;
  readonly countryCode: string;
  readonly partyId: string;
  /** As the location has it, alpha-3 or alpha-2. */
  readonly country: string;
  readonly timeZone: string | null;
  readonly connector: Connector;
}

/** What the driver pays there now, or why that is not known. */
export type ConnectorQuote = Outcome<Quote, QuoteRefusal | "no-plan">;

/**
 * The acting driver's prices at connectors, now, in the order asked: for the charge that he has in mind, else for
 * the example by which connectors are compared.
 * @throws ServiceError FORBIDDEN for people without a driver's account.
 */
export async function listQuotes(
  ctx: Ctx,
  asks: readonly QuoteAsk[],
  charge?: PlannedCharge,
): Promise<readonly ConnectorQuote[]> {
  const at = ctx.clock.now();
  const { driverId } = requireDriverUse(ctx);
  const [inForce, termsOf] = await Promise.all([
    findPlanInForce(ctx, driverId, at),
    readVatTerms(ctx, [driverId]),
  ]);
  const terms = termsOf(driverId);
  if (!inForce) return asks.map(() => no("no-plan"));
  const { plan } = inForce;
  const vatOf = (country: string) => {
    const supplyCountry = alpha2Country(country);
    const decided =
      supplyCountry === undefined
        ? undefined
        : decideVat({ supplyKind: "ENERGY", supplyCountry, servicedAt: at, ...terms });
    return decided?.ok ? decided.value.rate : null;
  };
  const tariffs = plan.mode === "own_tariff" ? new Map<string, Tariff>() : await read(ctx, asks);
  return asks.map((ask) => {
    const watts = connectorPowerW(ask.connector);
    return quoteConnector({
      plan,
      tariffs: ask.connector.tariffIds.flatMap((id) => tariffs.get(keyOf(ask, id)) ?? []),
      vatRate: vatOf(ask.country),
      timeZone: ask.timeZone,
      isDc: ask.connector.powerType === "DC",
      at,
      power: watts === null ? null : BigInt(watts) * 1_000n,
      ...(charge && { charge }),
    });
  });
}

function keyOf({ partnerId, countryCode, partyId }: QuoteAsk, id: string): string {
  return [partnerId, countryCode, partyId, id].join(" ").toUpperCase();
}

/** Each tariff that the connectors name, once, as it is now. */
async function read(ctx: Ctx, asks: readonly QuoteAsk[]): Promise<Map<string, Tariff>> {
  const named = new Map(
    asks.flatMap((ask) =>
      ask.connector.tariffIds.map((id) => [keyOf(ask, id), { ask, id }] as const),
    ),
  );
  const found = await Promise.all(
    [...named].map(async ([key, { ask, id }]) => {
      const { partnerId, countryCode, partyId } = ask;
      const tariff = await findTariff(ctx, { partnerId, countryCode, partyId, id });
      return tariff ? ([[key, tariff]] as const) : [];
    }),
  );
  return new Map(found.flat());
}
