import { createHash, randomBytes } from "node:crypto";
import { asId, type Id } from "@/core/ids";
import { vatAmountOf, type VatAmount } from "@/core/money/vat-amount";
import { cdrCostAccepted } from "@/core/ledger/entries/cdr-cost-accepted";
import { chargeAccepted } from "@/core/ledger/entries/charge-accepted";
import type { Cdr } from "@/core/roaming/cdr";
import { encodeCdr } from "@/core/roaming/json";
import { newId } from "@/db/new-id";
import { cdrRatings, cdrs } from "@/db/schema/cdrs";
import { charges, type planVersions } from "@/db/schema/plans";
import type { Ctx } from "@/services/context";
import { postJournals } from "@/services/ledger/post-journal";
import { aDriver } from "./driver";
import { aPartner } from "./partner";
import { aPlan } from "./plan";

/** Who sells and who drives, minted once for several charges. */
export interface Roamers {
  readonly partnerId: Id<"partner">;
  readonly driverId: Id<"driver">;
  readonly plan: typeof planVersions.$inferSelect;
}

/** A CDR that was accepted and booked on both sides. */
export interface BookedCdr {
  readonly cdrId: Id<"cdr">;
  readonly chargeId: Id<"charge">;
  readonly driverId: Id<"driver">;
  readonly currency: string;
  readonly supplyCountry: string;
  readonly amount: VatAmount;
}

/** Mints a partner, a driver and a plan. */
export async function roamers(ctx: Ctx): Promise<Roamers> {
  const [partner, driver, plan] = await Promise.all([aPartner(ctx), aDriver(ctx), aPlan(ctx)]);
  return { partnerId: partner.id, driverId: driver.id, plan };
}

/**
 * Writes a CDR as it stands after acceptance, with its rating, its open charge and both journals: cost
 * before tax and the driver's price (in the plan's basis, 25 % VAT), in öre.
 */
export async function aBookedCdr(
  ctx: Ctx,
  who: Roamers,
  price: {
    readonly costMinor: bigint;
    readonly priceMinor: bigint;
    readonly endedAt?: string;
    /** Both sides' currency, SEK unless given. */
    readonly currency?: string;
  },
): Promise<BookedCdr> {
  const cdrId = newId<"cdr">();
  const chargeId = newId<"charge">();
  const currency = price.currency ?? "SEK";
  const supplyCountry = "SE";
  const endedAt = Temporal.Instant.from(price.endedAt ?? "2026-10-14T09:30:00Z");
  const amount = vatAmountOf(who.plan.basis, price.priceMinor, 250_000);
  await insertCdr(ctx, { cdrId, endedAt, costMinor: price.costMinor, currency, ...who });
  await ctx.db.insert(charges).values({
    tenantId: ctx.tenantId,
    id: chargeId,
    cdrId,
    driverId: who.driverId,
    planVersionId: who.plan.id,
    state: "open",
    basis: who.plan.basis,
    currency,
    netMinor: amount.netMinor,
    vatMinor: amount.vatMinor,
    grossMinor: amount.grossMinor,
    perRate: [storedAmount(amount)],
    supplyCountry,
    servicedAt: endedAt,
  });
  const party = { countryCode: "SE", partyId: "NSL" };
  await postJournals(ctx, [
    cdrCostAccepted({ cdrId, party, currency, costMinor: price.costMinor, effectiveAt: endedAt }),
    chargeAccepted({
      chargeId,
      driverId: who.driverId,
      currency,
      supplyCountry,
      perRate: [amount],
      effectiveAt: endedAt,
    }),
  ]);
  return { cdrId, chargeId, driverId: who.driverId, currency, supplyCountry, amount };
}

/** An amount as the JSON columns hold it. */
export function storedAmount(amount: VatAmount) {
  return {
    vatRate: amount.vatRate,
    netMinor: String(amount.netMinor),
    vatMinor: String(amount.vatMinor),
    grossMinor: String(amount.grossMinor),
  };
}

async function insertCdr(
  ctx: Ctx,
  cdr: Roamers & {
    readonly cdrId: Id<"cdr">;
    readonly endedAt: Temporal.Instant;
    readonly costMinor: bigint;
    readonly currency: string;
  },
): Promise<void> {
  const ocpiId = `CDR-${randomBytes(5).toString("hex").toUpperCase()}`;
  const hash = createHash("sha256").update(ocpiId).digest();
  const ratingId = newId<"cdrRating">();
  const micro = cdr.costMinor * 10_000n;
  await ctx.db.insert(cdrs).values({
    tenantId: ctx.tenantId,
    id: cdr.cdrId,
    partnerId: cdr.partnerId,
    countryCode: "SE",
    partyId: "NSL",
    ocpiId,
    ocpiIdUpper: ocpiId,
    messageId: asId<"message">(newId()),
    bodySha256: hash,
    contentSha256: hash,
    core: encodeCdr(coreOf(ocpiId, cdr)),
    receivedAt: cdr.endedAt,
    state: "accepted",
    dueAt: cdr.endedAt,
    driverId: cdr.driverId,
    startedAt: cdr.endedAt.subtract({ hours: 1 }),
    endedAt: cdr.endedAt,
    energyMicroKwh: 24_000_000n,
    currency: cdr.currency,
    claimedExclMicro: micro,
    ratingId,
    verdict: "match",
    differenceMicro: 0n,
    acceptedCostMinor: cdr.costMinor,
    acceptedBasis: "policy",
  });
  await ctx.db.insert(cdrRatings).values({
    tenantId: ctx.tenantId,
    id: ratingId,
    cdrId: cdr.cdrId,
    verdict: "match",
    ownExclMicro: micro,
    differenceMicro: 0n,
    explanation: [],
    tariffSource: "cdr",
    engineVersion: "test",
    tzdataVersion: ctx.tzdataVersion,
    ratedAt: cdr.endedAt,
  });
}

/** An hour at a fast charger in Stockholm. */
function coreOf(
  id: string,
  cdr: {
    readonly endedAt: Temporal.Instant;
    readonly costMinor: bigint;
    readonly currency: string;
  },
): Cdr {
  const party = { countryCode: "SE", partyId: "NSL" };
  return {
    ...party,
    id,
    startDateTime: cdr.endedAt.subtract({ hours: 1 }),
    endDateTime: cdr.endedAt,
    cdrToken: { ...party, partyId: "KVT", uid: "BOOKED", type: "RFID", contractId: "BOOKED" },
    authMethod: "WHITELIST",
    cdrLocation: {
      id: "LOC-1",
      name: "Slussen P-hus",
      address: "Slussplan 1",
      city: "Stockholm",
      country: "SWE",
      coordinates: { latitude: "59.319500", longitude: "18.072300" },
      evseUid: "E1",
      evseId: "SE*NSL*E1",
      connectorId: "1",
      connectorStandard: "IEC_62196_T2_COMBO",
      connectorFormat: "CABLE",
      connectorPowerType: "DC",
    },
    currency: cdr.currency,
    tariffs: [],
    chargingPeriods: [],
    totalCost: { beforeTaxes: cdr.costMinor * 10_000n },
    totalEnergy: 24_000_000n,
    totalTime: 1_000_000n,
    lastUpdated: cdr.endedAt,
  };
}
