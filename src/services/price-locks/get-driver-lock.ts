import { sql, type SQL } from "drizzle-orm";
import { asId, isId } from "@/core/ids";
import { decideVat } from "@/core/invoicing/vat";
import { promisedTariff, type PriceLock } from "@/core/rating/price-lock";
import { quoteConnector, type Quote } from "@/core/rating/quote";
import { alpha2Country } from "@/core/roaming/country";
import { decodeStored } from "@/core/roaming/json";
import { commands } from "@/db/schema/commands";
import { locations } from "@/db/schema/locations";
import { planVersions } from "@/db/schema/plans";
import { priceLocks } from "@/db/schema/price-locks";
import { withOwnToken } from "@/services/accounts/own-tokens";
import type { Ctx } from "@/services/context";
import { requireChargesReader } from "@/services/require-role";
import { readVatTerms } from "@/services/tenants/read-vat-terms";
import { lockColumns, readLock, type LockRecord } from "./find-locks-for-cdrs";

/** Unit prices, in the plan's basis. */
export type LockedPrices = Pick<
  Quote,
  "currency" | "basis" | "perKwh" | "perMinute" | "perSession" | "perIdleMinute"
>;

/** A driver's locked price, as he is shown it. */
export interface DriverLock {
  readonly lockedAt: Temporal.Instant;
  /** command: he pressed start. authorize: the CPO asked. session: his tag started it. */
  readonly source: "command" | "authorize" | "session";
  /** The zone of the place; null if it is not known. */
  readonly timeZone: string | null;
  /** Null where they could not be told, or none were promised. */
  readonly prices: LockedPrices | null;
  /** False where no tariff of the operator's was known: nothing is promised then. */
  readonly isPromise: boolean;
}

/** Which lock: that of a running or ended session, or of a start that was sent. */
export type LockOf = { readonly sessionId: string } | { readonly commandId: string };

/**
 * The acting driver's locked price; null where none was locked.
 * @throws ServiceError FORBIDDEN without a driver's account.
 */
export async function getDriverLock(ctx: Ctx, of: LockOf): Promise<DriverLock | null> {
  const { driverId } = requireChargesReader(ctx);
  const isIt = conditionOf(ctx, of);
  if (!isIt) return null;
  const [row] = await ctx.db.execute<
    LockRecord & { readonly source: DriverLock["source"]; readonly country: string | null }
  >(sql`
    select ${lockColumns}, l.source, place.country
    from ${priceLocks} l
    join ${planVersions} pv on pv.tenant_id = l.tenant_id and pv.id = l.plan_version_id
    left join lateral (select country from ${locations} p where p.tenant_id = l.tenant_id
      and p.partner_id = l.partner_id and p.ocpi_id_upper = upper(l.location_ocpi_id) limit 1) place on true
    where l.tenant_id = ${ctx.tenantId} and l.driver_id = ${driverId} and ${isIt}
      and ${withOwnToken(ctx, { tokenId: sql`l.token_id`, at: sql`l.locked_at` }) ?? sql`true`}
    limit 1`);
  if (!row) return null;
  const lock = readLock(row);
  const { lockedAt, timeZone, plan, tariffs } = lock;
  const isPromise = plan.mode === "own_tariff" || tariffs.length > 0;
  const { shown } = row.quote;
  const quote = !isPromise
    ? null
    : shown === null
      ? await quoteOf(ctx, lock, row.country)
      : (decodeStored("quote", shown) as LockedPrices);
  return { lockedAt, source: row.source, timeZone, prices: quote && pricesOf(quote), isPromise };
}

function pricesOf(quote: LockedPrices): LockedPrices {
  const { currency, basis, perKwh, perMinute, perSession, perIdleMinute } = quote;
  return { currency, basis, perKwh, perMinute, perSession, perIdleMinute };
}

function conditionOf(ctx: Ctx, of: LockOf): SQL | null {
  if ("sessionId" in of) {
    return isId(of.sessionId) ? sql`l.session_id = ${asId<"session">(of.sessionId)}` : null;
  }
  if (!isId(of.commandId)) return null;
  return sql`l.authorization_reference = (select c.authorization_reference from ${commands} c
    where c.tenant_id = ${ctx.tenantId} and c.id = ${asId<"other">(of.commandId)})`;
}

/** What he would have been shown. */
async function quoteOf(ctx: Ctx, lock: PriceLock, country: string | null): Promise<Quote | null> {
  const { plan, timeZone, lockedAt: at } = lock;
  const promised = promisedTariff(lock, lock.place);
  const supplyCountry = country === null ? undefined : alpha2Country(country);
  if (supplyCountry === undefined) return null;
  const { driverId } = requireChargesReader(ctx);
  const terms = (await readVatTerms(ctx, [driverId]))(driverId);
  const vat = decideVat({ supplyKind: "ENERGY", supplyCountry, servicedAt: at, ...terms });
  const quote = quoteConnector({
    plan,
    tariffs: promised ? [promised] : [],
    vatRate: vat.ok ? vat.value.rate : null,
    timeZone,
    at,
    power: null,
  });
  return quote.ok ? quote.value : null;
}
