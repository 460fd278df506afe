import type { Micro } from "@/core/money/quantity";
import { MICRO } from "@/core/money/quantity";
import { divRound } from "@/core/money/rounding";
import type { Cdr } from "@/core/roaming/cdr";
import type { Connector, Evse, PowerType } from "@/core/roaming/location";

/** What cannot have been, by what we hold of the place. Volumes in 10⁻⁶ kWh and h, power in 10⁻⁶ kW. */
export type Impossibility =
  | {
      readonly code: "impossible-power";
      /** The average power that the CDR implies, and the most that the connector gives. */
      readonly impliedPower: Micro;
      readonly maxPower: Micro;
    }
  | {
      readonly code: "impossible-time";
      /** The time that its periods or its totals state, and the time that it lasted. */
      readonly stated: Micro;
      readonly lasted: Micro;
    }
  | { readonly code: "unknown-place"; readonly missing: "location" | "evse" | "connector" };

/** What of a place is looked at: a `Location`, or what is known of one. */
export type KnownPlace = {
  readonly evses: readonly Pick<Evse, "uid" | "evseId" | "connectors">[];
};

const HOUR_MS = 3_600_000n;
const MINUTE = 16_667n;
const PHASES: Readonly<Record<string, bigint>> = {
  AC_1_PHASE: 1n,
  AC_2_PHASE: 2n,
  AC_2_PHASE_SPLIT: 2n,
  AC_3_PHASE: 3n,
  DC: 1n,
};

/** Which impossible things a CDR says. `location` is what we hold of its place; `null` for none. */
export function findImpossible(cdr: Cdr, location: KnownPlace | null): Impossibility[] {
  const place = findPlace(cdr, location);
  const findings: Impossibility[] = place.ok ? [] : [place.finding];
  const maxPower = place.ok ? powerOf(place.connector) : null;
  if (maxPower !== null) findings.push(...checkPower(cdr, maxPower));
  return [...findings, ...checkTime(cdr)];
}

type Place =
  | { readonly ok: true; readonly connector: Connector }
  | { readonly ok: false; readonly finding: Impossibility };

function findPlace({ cdrLocation }: Cdr, location: KnownPlace | null): Place {
  const unknown = (missing: "location" | "evse" | "connector"): Place => ({
    ok: false,
    finding: { code: "unknown-place", missing },
  });
  if (location === null) return unknown("location");
  const wanted = [cdrLocation.evseUid, cdrLocation.evseId].map((id) => id.toLowerCase());
  const evse = location.evses.find(
    ({ uid, evseId }) =>
      wanted.includes(uid.toLowerCase()) ||
      (evseId !== undefined && wanted.includes(evseId.toLowerCase())),
  );
  if (evse === undefined) return unknown("evse");
  const id = cdrLocation.connectorId.toLowerCase();
  const connector = evse.connectors.find((one) => one.id.toLowerCase() === id);
  return connector === undefined ? unknown("connector") : { ok: true, connector };
}

/** The most that a connector gives, 10⁻⁶ kW: as stated, else volts × amperes × phases; `null` for neither. */
export function powerOf(connector: Connector): Micro | null {
  const { maxElectricPower, maxVoltage, maxAmperage, powerType } = connector;
  if (maxElectricPower !== undefined && maxElectricPower > 0)
    return BigInt(Math.round(maxElectricPower)) * 1_000n;
  const watts = BigInt(Math.round(maxVoltage)) * BigInt(Math.round(maxAmperage));
  const phases = PHASES[powerType satisfies PowerType];
  return watts > 0n && phases !== undefined ? watts * phases * 1_000n : null;
}

/** Over the whole of it: more energy than the connector gives in that time, a tenth let pass. */
function checkPower(cdr: Cdr, maxPower: Micro): Impossibility[] {
  const milliseconds = lengthMs(cdr);
  if (cdr.totalEnergy <= 0n || milliseconds <= 0n) return [];
  const impliedPower = divRound(cdr.totalEnergy * HOUR_MS, milliseconds, "half-away");
  return impliedPower * 10n > maxPower * 11n
    ? [{ code: "impossible-power", impliedPower, maxPower }]
    : [];
}

/** Its periods or its totals state more time than it lasted, a minute let pass. */
function checkTime(cdr: Cdr): Impossibility[] {
  const lasted = divRound(lengthMs(cdr) * MICRO, HOUR_MS, "half-away");
  let stated = 0n;
  for (const { dimensions } of cdr.chargingPeriods)
    for (const { type, volume } of dimensions)
      if (type === "TIME" || type === "PARKING_TIME") stated += volume;
  const most = stated > cdr.totalTime ? stated : cdr.totalTime;
  return lasted < 0n || most > lasted + MINUTE
    ? [{ code: "impossible-time", stated: most, lasted }]
    : [];
}

function lengthMs({ startDateTime, endDateTime }: Cdr): bigint {
  return BigInt(endDateTime.epochMilliseconds - startDateTime.epochMilliseconds);
}
