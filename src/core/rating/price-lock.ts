import type { Plan } from "@/core/plans/plan";
import type { ChargingPeriod } from "@/core/roaming/cdr";
import { toJson, type Json } from "@/core/roaming/json";
import type { Tariff } from "@/core/roaming/tariff";

import type { RetailCdr } from "./retail-price";
import { selectTariff } from "./select-tariff";

/** A connector of the place that was locked, with the tariffs that it named then. */
export type LockedConnector = {
  readonly evseUid: string;
  readonly connectorId: string;
  readonly tariffIds: readonly string[];
};

/** The unit prices that a driver was promised: what a later change of a tariff or a plan cannot raise. */
export type PriceLock = {
  readonly planVersionId: string;
  readonly plan: Plan;
  /** The CPO's, as we held them then; empty for an own tariff, or where we held none. */
  readonly tariffs: readonly Tariff[];
  readonly connectors: readonly LockedConnector[];
  readonly place: {
    readonly countryCode: string;
    readonly partyId: string;
    readonly locationId: string;
    /** Null where several could be meant. */
    readonly evseUid: string | null;
    readonly connectorId: string | null;
  };
  /** IANA name of the Location's zone as we knew it; null if we did not. */
  readonly timeZone: string | null;
  readonly lockedAt: Temporal.Instant;
};

/**
 * The canonical text of a lock, to be hashed: tariffs, connectors, the plan's version, place, zone and instant, with
 * keys in order. The plan itself is immutable, so its version stands for it.
 */
export function lockText(lock: Omit<PriceLock, "plan">): string {
  const { planVersionId, tariffs, connectors, place, timeZone, lockedAt } = lock;
  return canonical(toJson({ planVersionId, tariffs, connectors, place, timeZone, lockedAt }));
}

function canonical(json: Json): string {
  if (typeof json !== "object" || json === null) return JSON.stringify(json);
  if (isList(json)) return `[${json.map(canonical).join(",")}]`;
  const entries = Object.entries(json).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, value]) => `${JSON.stringify(key)}:${canonical(value)}`).join(",")}}`;
}

function isList(json: Json): json is readonly Json[] {
  return Array.isArray(json);
}

/** A connector of a place; `null`: any. */
type At = { readonly evseUid?: string | null; readonly connectorId?: string | null };

/**
 * The tariff that a lock promises at a connector where nothing else is said: the one that a quote takes at the
 * lock's instant. Undefined where the lock holds none.
 */
export function promisedTariff(lock: PriceLock, at: At): Tariff | undefined {
  const here = tariffsAt(lock, at);
  const chosen = selectTariff(here, lock.lockedAt.epochMilliseconds);
  return chosen.ok ? here[chosen.value] : undefined;
}

/**
 * The CDR's periods with the tariff that was promised for each: the one that the period names, where the driver was
 * promised that (a charging profile's, for one), else the promised one. A tariff for ad hoc payment is nobody's
 * promise. Undefined where the lock holds no tariff.
 */
export function underLock(lock: PriceLock, cdr: RetailCdr): RetailCdr | undefined {
  const at = { evseUid: cdr.cdrLocation?.evseUid, connectorId: cdr.cdrLocation?.connectorId };
  const promised = promisedTariff(lock, at);
  if (promised === undefined) return undefined;
  const byName = new Map(
    tariffsAt(lock, at)
      .filter(({ type }) => type !== "AD_HOC_PAYMENT")
      .map(({ id }) => [id.toLowerCase(), id]),
  );
  const chargingPeriods = cdr.chargingPeriods.map((period): ChargingPeriod => {
    const named = period.tariffId && byName.get(period.tariffId.toLowerCase());
    return { ...period, tariffId: named ?? promised.id };
  });
  return { ...cdr, chargingPeriods };
}

/** The tariffs of one connector; all that are locked where it is not among the connectors. */
function tariffsAt({ tariffs, connectors }: PriceLock, { evseUid, connectorId }: At) {
  const isSame = (one: string, other: string | null | undefined) =>
    one.toLowerCase() === other?.toLowerCase();
  const connector = connectors.find(
    (one) => isSame(one.evseUid, evseUid) && isSame(one.connectorId, connectorId),
  );
  const names = new Set(connector?.tariffIds.map((id) => id.toLowerCase()));
  const here = tariffs.filter(({ id }) => names.has(id.toLowerCase()));
  return here.length > 0 ? here : tariffs;
}
