import { createHash } from "node:crypto";
import type { Id } from "@/core/ids";
import { decideVat } from "@/core/invoicing/vat";
import { lockText, promisedTariff, type PriceLock } from "@/core/rating/price-lock";
import { quoteConnector } from "@/core/rating/quote";
import { alpha2Country } from "@/core/roaming/country";
import { encodeStored, encodeTariff, toJson, type Json } from "@/core/roaming/json";
import { newId } from "@/db/new-id";
import type { priceLocks } from "@/db/schema/price-locks";
import type { Ctx } from "@/services/context";
import type { VatTerms } from "@/services/tenants/read-vat-terms";
import { offerPowerW } from "@/services/locations/offer-power";
import type { ChargeNeed } from "@/services/locations/read-need";
import type { LockAsk, LockFacts } from "./read-lock-facts";

/** The row of a lock. */
export type LockRow = typeof priceLocks.$inferInsert;

/** What a lock is for, besides whose and where. */
export interface LockPurpose {
  readonly source: "command" | "authorize" | "session";
  readonly tokenId: Id<"token"> | null;
  readonly authorizationReference: string | null;
  readonly sessionId: Id<"session"> | null;
  /** What the session is priced in: a lock without any tariff is kept in it. Null: such a lock is not kept. */
  readonly currency: string | null;
  /** Given where the driver is shown a price: the quote is kept as it was shown. */
  readonly vat: VatTerms | null;
  /** The charge that he had in mind then; if absent the example by which connectors are compared. */
  readonly need?: ChargeNeed | null;
}

/** Makes the row of a lock; null where there is nothing to promise: no plan, or a CPO whose tariffs we don't know. */
export function makeLock(
  ctx: Ctx,
  of: { readonly ask: LockAsk; readonly facts: LockFacts; readonly purpose: LockPurpose },
): LockRow | null {
  const { ask, facts, purpose } = of;
  const { plan: inForce } = facts;
  const lock = inForce && lockOf(ask, facts, inForce);
  if (!lock) return null;
  const { plan, place, lockedAt, tariffs, connectors, timeZone } = lock;
  const promised = plan.mode === "own_tariff" ? plan.tariff : promisedTariff(lock, place);
  const currency = promised?.currency ?? purpose.currency;
  if (currency === null) return null;
  const { vat, need = null, currency: _, ...kept } = purpose;
  return {
    tenantId: ctx.tenantId,
    id: newId<"other">(),
    driverId: ask.driverId,
    partnerId: ask.partnerId,
    ...kept,
    locationOcpiId: ask.locationOcpiId,
    evseUid: place.evseUid,
    connectorId: place.connectorId,
    planVersionId: inForce.planVersionId,
    currency,
    timeZone,
    tariffs: tariffs.map(encodeTariff),
    quote: {
      party: { countryCode: place.countryCode, partyId: place.partyId },
      connectors: toJson(connectors),
      shown: vat && shownQuote(lock, facts, { vat, need }),
      ...(need && { need: neededText(need) }),
    },
    contentSha256: createHash("sha256").update(lockText(lock)).digest(),
    lockedAt,
  };
}

function lockOf(
  ask: LockAsk,
  { place, tariffs, ...facts }: LockFacts,
  { planVersionId, plan }: NonNullable<LockFacts["plan"]>,
): PriceLock | null {
  const party = place ?? ask.party;
  if (!party) return null;
  const [only, ...others] = facts.connectors;
  const single = others.length === 0 ? only : undefined;
  const isOwn = plan.mode === "own_tariff";
  return {
    planVersionId,
    plan,
    tariffs: isOwn ? [] : tariffs,
    connectors: isOwn
      ? []
      : facts.connectors.map(({ evseUid, connectorId, tariffIds }) => ({
          evseUid,
          connectorId,
          tariffIds,
        })),
    place: {
      countryCode: party.countryCode,
      partyId: party.partyId,
      locationId: ask.locationOcpiId,
      evseUid: single?.evseUid ?? (ask.evseUids.length === 1 ? (ask.evseUids[0] ?? null) : null),
      connectorId: single?.connectorId ?? ask.connectorId,
    },
    timeZone: place?.timeZone ?? null,
    // As the database keeps it, so that the hash can be made again from the row.
    lockedAt: ask.at.round("microsecond"),
  };
}

function shownQuote(
  lock: PriceLock,
  facts: LockFacts,
  { vat: terms, need }: { readonly vat: VatTerms; readonly need: ChargeNeed | null },
): Json {
  const { plan, timeZone, lockedAt: at } = lock;
  const promised = promisedTariff(lock, lock.place);
  const supplyCountry = facts.place && alpha2Country(facts.place.country);
  const vat = supplyCountry
    ? decideVat({ supplyKind: "ENERGY", supplyCountry, servicedAt: at, ...terms })
    : null;
  const [connector] = facts.connectors;
  const watts = connector ? offerPowerW(connector, need?.car ?? null) : null;
  const quote = quoteConnector({
    plan,
    tariffs: promised ? [promised] : [],
    vatRate: vat?.ok ? vat.value.rate : null,
    timeZone,
    at,
    power: watts === null ? null : BigInt(watts) * 1_000n,
    isDc: connector?.powerType === "DC",
    ...(need && { charge: need.charge }),
  });
  return quote.ok ? encodeStored("quote", quote.value) : null;
}

/** The charge that the shown price is of, as he had it in mind. */
function neededText({ asked, car }: ChargeNeed): Json {
  const { energy, minutes } = asked;
  return { energyMicroKwh: energy.toString(), minutes, vehicleId: car?.id ?? null };
}
