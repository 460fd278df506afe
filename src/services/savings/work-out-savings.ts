import { and, asc, eq } from "drizzle-orm";
import { exponentOf } from "@/core/money/currency";
import type { Money } from "@/core/money/money";
import type { Micro } from "@/core/money/quantity";
import type { EnergySample, MeterCurve } from "@/core/rating/segment-curve";
import { sessionCurve } from "@/core/rating/segment-session";
import type { Cdr } from "@/core/roaming/cdr";
import { decodeCdr } from "@/core/roaming/json";
import {
  chargedAtOnce,
  type AtOnce,
  type EndedCharge,
  type MarketSavings,
  savedOnMarket,
  slotsOf,
} from "@/core/smart-charging/savings";
import { type DriverPrice, priceAsCharged, priceAtOnce } from "@/core/smart-charging/savings-price";
import { drawAt } from "@/core/smart-charging/vehicle-draw";
import { cdrs } from "@/db/schema/cdrs";
import { sessionReadings, sessions, sessionSavings } from "@/db/schema/sessions";
import { sites } from "@/db/schema/sites";
import { chargingGoals } from "@/db/schema/vehicles";
import {
  type RunningCharge,
  readRunningCharge,
} from "@/services/charging-goals/read-running-charge";
import type { Ctx } from "@/services/context";
import { marketOver } from "@/services/energy-market/market-over";
import { readSessionTerms } from "@/services/sessions/read-session-terms";
import { findSiteOfSession } from "@/services/sites/find-site-of-session";
import { type EndedSession, findEndedCharges } from "./find-ended-charges";

/** So many at once: the rest in the next round. */
const MOST = 20;

/**
 * Works out, once for each session whose charging was planned and whose CDR was accepted, what charging when it did
 * came to against charging at once: by the driver's price, on the market and in CO₂e. What is not known for certain
 * stays null. Returns how many. The system's own.
 */
export async function workOutDueSavings(ctx: Ctx): Promise<number> {
  const due = await findEndedCharges(ctx, MOST);
  for (const one of due) await keep(ctx, one.sessionId, await workOutOrNot(ctx, one));
  return due.length;
}

/** One that cannot be worked out must not be tried for ever, nor stop the others. */
async function workOutOrNot(ctx: Ctx, one: EndedSession): Promise<Figures> {
  try {
    return await workOut(ctx, one);
  } catch (error) {
    ctx.log.error({ err: error, sessionId: one.sessionId }, "savings could not be worked out");
    return { trace: { isTimed: false, problem: String(error) } };
  }
}

type Figures = Partial<typeof sessionSavings.$inferInsert> &
  Pick<typeof sessionSavings.$inferInsert, "trace">;

async function keep(ctx: Ctx, sessionId: EndedSession["sessionId"], figures: Figures) {
  const [session] = await ctx.db
    .select({ currency: sessions.currency })
    .from(sessions)
    .where(and(eq(sessions.tenantId, ctx.tenantId), eq(sessions.id, sessionId)));
  if (!session) return;
  const { currency } = session;
  const row = { currency, ...figures, tenantId: ctx.tenantId, sessionId };
  await ctx.db
    .insert(sessionSavings)
    .values({ ...row, workedOutAt: ctx.clock.now() })
    .onConflictDoNothing();
}

async function workOut(ctx: Ctx, { sessionId, cdrId }: EndedSession): Promise<Figures> {
  const charge = await readRunningCharge(ctx, sessionId, null);
  const cdr = await readCdr(ctx, cdrId);
  const ended = cdr && (await readEnded(ctx, charge, cdr));
  const atOnce = ended && chargedAtOnce(ended.charge);
  return ended && atOnce ? compare(ctx, charge, { ...ended, atOnce }) : NOTHING;
}

/** Nobody knows when its energy flowed. */
const NOTHING = { trace: { isTimed: false } };

async function readCdr(ctx: Ctx, cdrId: EndedSession["cdrId"]): Promise<Cdr | null> {
  const [row] = await ctx.db
    .select({ core: cdrs.core })
    .from(cdrs)
    .where(and(eq(cdrs.tenantId, ctx.tenantId), eq(cdrs.id, cdrId)));
  return row ? decodeCdr(row.core) : null;
}

interface Ended {
  readonly charge: EndedCharge;
  readonly curve: MeterCurve;
}

/** The meter as the CDR bills it; where the session's updates told more, when within it. */
async function readEnded(ctx: Ctx, running: RunningCharge, cdr: Cdr): Promise<Ended | null> {
  const { startDateTime, endDateTime, chargingPeriods, totalEnergy: kwh } = cdr;
  const times = { startDateTime, endDateTime };
  const billed = sessionCurve({ ...times, lastUpdated: endDateTime, kwh, chargingPeriods });
  if (!billed) return null;
  const told = await readReadings(ctx, running, cdr);
  const isFiner = told.length > billed.curve.energy.length;
  const energy = isFiner ? told : billed.curve.energy;
  const maxW = await readMaxW(ctx, running);
  return { charge: { ...times, energy, maxW }, curve: billed.curve };
}

async function readReadings(
  ctx: Ctx,
  { session }: RunningCharge,
  { startDateTime, endDateTime, totalEnergy }: Cdr,
): Promise<readonly EnergySample[]> {
  const rows = await ctx.db
    .select({ at: sessionReadings.at, energy: sessionReadings.energyMicroKwh })
    .from(sessionReadings)
    .where(
      and(eq(sessionReadings.tenantId, ctx.tenantId), eq(sessionReadings.sessionId, session.id)),
    )
    .orderBy(asc(sessionReadings.at));
  const inside = rows.filter(
    ({ at, energy }) =>
      Temporal.Instant.compare(at, startDateTime) > 0 &&
      Temporal.Instant.compare(at, endDateTime) < 0 &&
      energy <= totalEnergy,
  );
  return [{ at: startDateTime, energy: 0n }, ...inside, { at: endDateTime, energy: totalEnergy }];
}

/** What the car of the goal takes at the connector; without a car only the meter tells. */
async function readMaxW(
  ctx: Ctx,
  { session, connector, cars }: RunningCharge,
): Promise<number | null> {
  const [goal] = await ctx.db
    .select({ vehicleId: chargingGoals.vehicleId })
    .from(chargingGoals)
    .where(and(eq(chargingGoals.tenantId, ctx.tenantId), eq(chargingGoals.sessionId, session.id)));
  const car = cars.find(({ id }) => id === goal?.vehicleId) ?? null;
  return car ? (drawAt(connector, car)?.maxW ?? null) : null;
}

async function compare(
  ctx: Ctx,
  running: RunningCharge,
  { charge, curve, atOnce }: Ended & { readonly atOnce: AtOnce },
): Promise<Figures> {
  const span = slotsOf(charge);
  const zone = await readZone(ctx, running);
  const market = zone ? await marketOver(ctx, zone, span) : { zone: "", currency: null, slots: [] };
  const saved = savedOnMarket(charge, atOnce, { span, market });
  const prices = await readPrices(ctx, running, { charge, curve, atOnce });
  return {
    ...(prices && {
      currency: prices.asCharged.net.currency,
      paidMicro: microOf(prices.asCharged.net),
      paidAtOnceMicro: microOf(prices.atOnce.net),
    }),
    ...(saved.price && {
      marketCurrency: market.currency,
      marketMicro: saved.price.asCharged,
      marketAtOnceMicro: saved.price.atOnce,
    }),
    ...(saved.carbon && {
      carbonG: gramsOf(saved.carbon.asCharged),
      carbonAtOnceG: gramsOf(saved.carbon.atOnce),
    }),
    trace: {
      isTimed: true,
      isShifted: isShifted(saved),
      paidGrossMinor: prices?.asCharged.gross.amountMinor.toString() ?? null,
      paidAtOnceGrossMinor: prices?.atOnce.gross.amountMinor.toString() ?? null,
      startsAt: span.startsAt.toString(),
      slotMinutes: span.slotMinutes,
      zone,
      atOnceW: atOnce.powerW,
      atOnceUntil: atOnce.until.toString(),
      asCharged: saved.asCharged.map(String),
      atOnce: saved.atOnce.map(String),
      prices: market.slots.map(({ priceMicro }) => priceMicro?.toString() ?? null),
      carbon: market.slots.map(({ carbonMicro }) => carbonMicro?.toString() ?? null),
    },
  };
}

/** Where the site is described, its zone; else the one that the place most likely lies in. */
async function readZone(ctx: Ctx, { session, marketZone }: RunningCharge): Promise<string | null> {
  const site = await findSiteOfSession(ctx, session);
  if (!site) return marketZone;
  const [row] = await ctx.db
    .select({ zone: sites.zone })
    .from(sites)
    .where(and(eq(sites.tenantId, ctx.tenantId), eq(sites.id, site.id)));
  return row?.zone ?? marketZone;
}

async function readPrices(
  ctx: Ctx,
  { driverId, session, core, placeZone, country }: RunningCharge,
  { charge, curve, atOnce }: Ended & { readonly atOnce: AtOnce },
): Promise<{ readonly asCharged: DriverPrice; readonly atOnce: DriverPrice } | null> {
  const timeZone = placeZone;
  const terms = await readSessionTerms(ctx, {
    driverId,
    partnerId: session.partnerId,
    core,
    timeZone,
    country,
  });
  if (!terms) return null;
  const way = { terms, timeZone };
  const asCharged = priceAsCharged(charge, curve, way);
  const once = priceAtOnce(charge, atOnce, { ...way, curve });
  return asCharged && once ? { asCharged, atOnce: once } : null;
}

/** A twentieth of the energy and more flowed at other times than at once. */
function isShifted({ asCharged, atOnce }: MarketSavings): boolean {
  const total = asCharged.reduce((sum, one) => sum + one, 0n);
  const moved = asCharged.reduce((sum, one, index) => {
    const apart = one - (atOnce[index] ?? 0n);
    return apart > 0n ? sum + apart : sum;
  }, 0n);
  return moved * 20n > total;
}

function microOf({ amountMinor, currency }: Money): Micro {
  return amountMinor * 10n ** BigInt(6 - (exponentOf(currency) ?? 2));
}

function gramsOf(micro: Micro): number {
  return Math.round(Number(micro) / 1_000_000);
}
