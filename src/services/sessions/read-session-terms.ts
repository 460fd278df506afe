import { and, eq } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { decideVat } from "@/core/invoicing/vat";
import type { Rate } from "@/core/money/quantity";
import { type PlanTerms, termsOf } from "@/core/rating/quote-terms";
import { alpha2Country } from "@/core/roaming/country";
import type { Connector } from "@/core/roaming/location";
import type { Session } from "@/core/roaming/session";
import type { Tariff } from "@/core/roaming/tariff";
import type { ProfileType } from "@/core/smart-charging/charging-preferences";
import { evses, locations } from "@/db/schema/locations";
import type { Ctx } from "@/services/context";
import { decodeEvse } from "@/services/locations/stored-evse";
import { findPlanInForce } from "@/services/plans/find-plan-in-force";
import { findTariffVersions } from "@/services/tariffs/find-tariff-version";
import { readVatTerms } from "@/services/tenants/read-vat-terms";

/** A session whose price is asked for while it runs. */
export interface RunningSession extends PlacedCharge {
  readonly core: Session;
}

/** A charge, begun or not, at a connector. */
export interface PlacedCharge {
  readonly driverId: Id<"driver">;
  readonly partnerId: Id<"partner">;
  readonly core: Pick<
    Session,
    | "startDateTime"
    | "countryCode"
    | "partyId"
    | "chargingPeriods"
    | "locationId"
    | "evseUid"
    | "connectorId"
  >;
  readonly timeZone: string | null;
  /** As the location has it, alpha-3 or alpha-2. */
  readonly country: string | null;
}

/**
 * What fixes the driver's unit prices for a running session: his plan and the CPO's tariff as both were
 * when it began. The tariff is the one that the session's periods name, else the connector's. Null where
 * there is no plan, tariff or VAT rate. `style`: by the CPO's tariff for charging in that style, where it has one (OCPI
 * mod_tariffs, TariffType PROFILE_CHEAP and the like).
 */
export async function readSessionTerms(
  ctx: Ctx,
  session: PlacedCharge,
  style?: ProfileType,
): Promise<PlanTerms | null> {
  const { startDateTime: at } = session.core;
  const [inForce, vatRate] = await Promise.all([
    findPlanInForce(ctx, session.driverId, at),
    readVat(ctx, session),
  ]);
  if (!inForce) return null;
  const { plan } = inForce;
  const connector = plan.mode === "own_tariff" ? undefined : await readConnector(ctx, session);
  const tariffs =
    plan.mode === "own_tariff" ? [] : await readTariffs(ctx, session, { connector, style });
  const isDc = connector?.powerType === "DC";
  const terms = termsOf(plan, { tariffs, vatRate, at, isDc });
  return terms.ok ? terms.value : null;
}

async function readVat(ctx: Ctx, { country, core, driverId }: PlacedCharge): Promise<Rate | null> {
  const supplyCountry = country === null ? undefined : alpha2Country(country);
  if (supplyCountry === undefined) return null;
  const terms = (await readVatTerms(ctx, [driverId]))(driverId);
  const servicedAt = core.startDateTime;
  const decision = decideVat({ supplyKind: "ENERGY", supplyCountry, servicedAt, ...terms });
  return decision.ok ? decision.value.rate : null;
}

async function readTariffs(
  ctx: Ctx,
  { partnerId, core }: PlacedCharge,
  {
    connector,
    style,
  }: { readonly connector: Connector | undefined; readonly style?: ProfileType | undefined },
): Promise<Tariff[]> {
  const { countryCode, partyId, startDateTime: at } = core;
  const named = core.chargingPeriods.find(({ tariffId }) => tariffId !== undefined)?.tariffId;
  const here = connector?.tariffIds ?? [];
  const find = async (ids: readonly string[]) => {
    const asks = ids.map((id) => ({ partnerId, countryCode, partyId, id, at }));
    const found = await findTariffVersions(ctx, asks);
    return found.flatMap((version) => (version ? [version.tariff] : []));
  };
  const forStyle = style
    ? (await find(here)).filter(({ type }) => type?.toUpperCase() === `PROFILE_${style}`)
    : [];
  if (forStyle.length > 0) return forStyle;
  return find(named === undefined ? here : [named]);
}

async function readConnector(
  ctx: Ctx,
  { partnerId, core }: PlacedCharge,
): Promise<Connector | undefined> {
  const [row] = await ctx.db
    .select({ core: evses.core })
    .from(locations)
    .innerJoin(
      evses,
      and(eq(evses.tenantId, locations.tenantId), eq(evses.locationId, locations.id)),
    )
    .where(
      and(
        eq(locations.tenantId, ctx.tenantId),
        eq(locations.partnerId, partnerId),
        eq(locations.ocpiIdUpper, core.locationId.toUpperCase()),
        eq(evses.uidUpper, core.evseUid.toUpperCase()),
      ),
    );
  const wanted = core.connectorId.toUpperCase();
  const connectors = row ? decodeEvse(row.core).connectors : [];
  return connectors.find(({ id }) => id.toUpperCase() === wanted);
}
