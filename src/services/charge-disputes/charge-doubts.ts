import { and, eq, gte, isNull, lte, max, ne, sql } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { findDoubts, type Doubt, type LookedAtCharge } from "@/core/disputes/find-doubts";
import { decodeCdr } from "@/core/roaming/json";
import { cdrs } from "@/db/schema/cdrs";
import { charges } from "@/db/schema/plans";
import { sessions } from "@/db/schema/sessions";
import { vehicles } from "@/db/schema/vehicles";
import { ownCdr } from "@/services/accounts/own-tokens";
import type { Ctx } from "@/services/context";
import { findLocationsForCdrs } from "@/services/locations/find-location-for-cdr";

/** What a program found by itself, flat, to be kept with a dispute: `code`, and its evidence as text. */
export type Finding = Readonly<Record<string, string>> & { readonly code: Doubt["code"] };

/** Names a finding among those of its charge: its code, of a pair with the other charge's CDR. */
export function findingKey({ code, otherCdrId }: Finding): string {
  return otherCdrId === undefined ? code : `${code}:${otherCdrId}`;
}

/** A charge with what does not fit about it; nothing for most. */
export interface DoubtfulCharge {
  readonly cdrId: Id<"cdr">;
  readonly findings: readonly Finding[];
}

/** A journey or an overlap is looked for among charges that began so near each other. */
const NEAR_HOURS = 48;

/**
 * What does not fit about the charges of a driver that began in a stretch of time, each beside his others, oldest
 * first. What was taken back or rejected is not looked at. Five statements at most.
 */
export async function findDoubtfulCharges(
  ctx: Ctx,
  driverId: Id<"driver">,
  span: { readonly from: Temporal.Instant; readonly to: Temporal.Instant },
): Promise<readonly DoubtfulCharge[]> {
  const [looked, battery] = await Promise.all([
    readCharges(ctx, driverId, {
      from: span.from.subtract({ hours: NEAR_HOURS }),
      to: span.to.add({ hours: NEAR_HOURS }),
    }),
    readBattery(ctx, driverId),
  ]);
  const byId = new Map<string, Looked>(looked.map((one) => [one.id, one]));
  const isAsked = ({ cdr: { startDateTime: at } }: LookedAtCharge) =>
    Temporal.Instant.compare(at, span.from) >= 0 && Temporal.Instant.compare(at, span.to) <= 0;
  return looked.filter(isAsked).map((one) => ({
    cdrId: one.id,
    findings: findDoubts(one, looked, battery).map((doubt) =>
      findingOf(doubt, "otherId" in doubt ? byId.get(doubt.otherId) : undefined),
    ),
  }));
}

/** What does not fit about one CDR of a driver. */
export async function findDoubtsOf(
  ctx: Ctx,
  cdr: { readonly id: Id<"cdr">; readonly driverId: Id<"driver"> },
): Promise<readonly Finding[]> {
  const [row] = await ctx.db
    .select({ at: cdrs.startedAt })
    .from(cdrs)
    .where(and(eq(cdrs.tenantId, ctx.tenantId), eq(cdrs.id, cdr.id)));
  if (!row) return [];
  const found = await findDoubtfulCharges(ctx, cdr.driverId, { from: row.at, to: row.at });
  return found.find(({ cdrId }) => cdrId === cdr.id)?.findings ?? [];
}

type Looked = LookedAtCharge & { readonly id: Id<"cdr">; readonly timeZone: string | null };

async function readCharges(
  ctx: Ctx,
  driverId: Id<"driver">,
  { from, to }: { readonly from: Temporal.Instant; readonly to: Temporal.Instant },
): Promise<Looked[]> {
  const rows = await ctx.db
    .select({
      row: cdrs,
      chargeState: charges.state,
      grossMinor: charges.grossMinor,
      sessionStatus: sessions.status,
      sessionEndedAt: sessions.endedAt,
    })
    .from(cdrs)
    .leftJoin(charges, and(eq(charges.tenantId, cdrs.tenantId), eq(charges.cdrId, cdrs.id)))
    .leftJoin(
      sessions,
      and(
        eq(sessions.tenantId, cdrs.tenantId),
        eq(sessions.partnerId, cdrs.partnerId),
        eq(sessions.countryCode, cdrs.countryCode),
        eq(sessions.partyId, cdrs.partyId),
        eq(sessions.ocpiIdUpper, sql`upper(${cdrs.sessionOcpiId})`),
      ),
    )
    .where(
      and(
        eq(cdrs.tenantId, ctx.tenantId),
        eq(cdrs.driverId, driverId),
        gte(cdrs.startedAt, from),
        lte(cdrs.startedAt, to),
        eq(cdrs.isCredit, false),
        isNull(cdrs.creditedByCdrId),
        ne(cdrs.state, "rejected"),
        ownCdr(ctx, { id: cdrs.id, tokenId: cdrs.tokenId, at: cdrs.startedAt }),
      ),
    )
    .orderBy(cdrs.startedAt, cdrs.id)
    .limit(500);
  const told = rows.map((one) => ({ ...one, cdr: decodeCdr(one.row.core) }));
  const places = await findLocationsForCdrs(
    ctx,
    told.map(({ row, cdr }) => ({
      partnerId: row.partnerId,
      countryCode: row.countryCode,
      partyId: row.partyId,
      locationId: cdr.cdrLocation.id,
      evseUid: cdr.cdrLocation.evseUid,
      evseId: cdr.cdrLocation.evseId,
      connectorId: cdr.cdrLocation.connectorId,
    })),
  );
  return told.map(({ row, cdr, chargeState, grossMinor, sessionStatus, sessionEndedAt }, index) => {
    const place = places[index] ?? null;
    const connectors = place?.connector ? [place.connector] : [];
    const isKnown = chargeState !== null && chargeState !== "waiting";
    return {
      id: row.id,
      cdr,
      tokenId: row.tokenId,
      place: place ? { evses: [{ uid: cdr.cdrLocation.evseUid, connectors }] } : null,
      timeZone: place?.timeZone ?? null,
      sessionEndedAt: sessionStatus === "COMPLETED" ? sessionEndedAt : null,
      isPriced: isKnown
        ? chargeState !== "void" && (grossMinor ?? 0n) > 0n
        : row.claimedExclMicro > 0n,
    };
  });
}

async function readBattery(ctx: Ctx, driverId: Id<"driver">): Promise<bigint | null> {
  const [row] = await ctx.db
    .select({ most: max(vehicles.batteryMicroKwh) })
    .from(vehicles)
    .where(and(eq(vehicles.tenantId, ctx.tenantId), eq(vehicles.driverId, driverId)));
  return row?.most ?? null;
}

function findingOf(doubt: Doubt, other: Looked | undefined): Finding {
  const { code, otherId: _, ...evidence } = { otherId: "", ...doubt };
  return {
    code,
    ...Object.fromEntries(Object.entries(evidence).map(([name, value]) => [name, `${value}`])),
    ...(other ? beside(other) : {}),
  };
}

/** The other charge of a pair, as far as people need it to know which one is meant. */
function beside({ id, cdr, timeZone }: Looked): Record<string, string> {
  const { name, address, city } = cdr.cdrLocation;
  return {
    otherCdrId: id,
    otherPlace: name ?? address,
    otherCity: city,
    otherStartedAt: cdr.startDateTime.toString(),
    otherEndedAt: cdr.endDateTime.toString(),
    ...(timeZone === null ? {} : { otherTimeZone: timeZone }),
  };
}
