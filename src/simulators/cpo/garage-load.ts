import { PHASE_V } from "./car";
import { drawnW, energyWh } from "./charge";
import type { Cpo } from "./cpo";
import { demandOfCurve } from "./demand";
import { GARAGE_ROWS } from "./garage-site";
import { formatMillis, formatSeconds } from "./instants";
import { ceilingsOf, startMsOf } from "./limit-power";
import { countedPhases } from "./redraw";
import type { OpenStay } from "./state";

type Amperes = [number, number, number];

interface Standing {
  evseUid: string;
  powerW: number;
  amperes: Amperes;
}

/** Chargers are wired in turns, so that cars with one phase do not all hang on the first one. */
function phaseTurn(evseUid: string): number {
  return (Number(evseUid.match(/\d+$/u)?.[0] ?? 1) - 1) % 3;
}

function amperesOn(evseUid: string, powerW: number, phases: number): Amperes {
  const each = powerW / (phases * PHASE_V);
  const amperes: Amperes = [0, 0, 0];
  for (let phase = 0; phase < phases; phase += 1) {
    const on = (phaseTurn(evseUid) + phase) % 3;
    if (on === 0 || on === 1 || on === 2) amperes[on] += each;
  }
  return amperes;
}

function phasesOf({ stay }: OpenStay): number {
  return stay.car?.phases ?? demandOfCurve([], stay.place.connector).phases;
}

function offsetNow(cpo: Cpo, { stay }: OpenStay): number {
  return Math.max(0, cpo.clock.nowMs() / 1000 - stay.charge.startS);
}

/** The most that a profile lets a car draw at this moment; null where none holds. */
function limitNowW(cpo: Cpo, open: OpenStay): number | null {
  const { limit, stay } = open;
  if (limit === undefined) return null;
  const atS = offsetNow(cpo, open);
  const startS = startMsOf(limit.profile, limit.setAtMs) / 1000 - stay.charge.startS;
  const phases = countedPhases(cpo, open);
  const held = ceilingsOf(limit.profile, { startS, notBeforeS: 0, phases }).find(
    ({ fromS, toS }) => atS >= fromS && atS < toS,
  );
  return held === undefined ? null : Math.round(held.limitA * PHASE_V * phasesOf(open));
}

function openStaysOf(cpo: Cpo): { open: OpenStay; isForeign: boolean }[] {
  return [...cpo.live.keys()].flatMap((id) => {
    const stored = cpo.state.sessions.get(id);
    const open = stored?.open;
    return open === undefined || open === null
      ? []
      : [{ open, isForeign: stored?.isForeign === true }];
  });
}

/** Each EVSE at which a car stands: what it truly draws now, what it may, what is set, and what stands there. */
export function describeEvses(cpo: Cpo): object[] {
  return openStaysOf(cpo).map(({ open, isForeign }) => {
    const { stay, limit } = open;
    const atS = offsetNow(cpo, open);
    const { car } = stay;
    return {
      evse_uid: stay.place.evse.uid,
      session_id: stay.sessionId,
      is_foreign: isForeign,
      power_w: drawnW(stay.charge, atS),
      limit_w: limitNowW(cpo, open),
      energy_wh: energyWh(stay.charge, atS),
      is_full: stay.charge.fullAfterS !== null && atS >= stay.charge.fullAfterS,
      arrived: formatSeconds(stay.charge.startS),
      leaves: formatSeconds(open.endS),
      car:
        car === undefined
          ? null
          : {
              kind: car.kind,
              phases: car.phases,
              max_a: car.maxA,
              battery_wh: car.batteryWh,
              arrival_wh: car.arrivalWh,
              need_wh: car.needWh,
            },
      charging_profile: limit?.profile ?? null,
    };
  });
}

function sumOf(standing: readonly Standing[]) {
  const amperes = [0, 1, 2].map((phase) => {
    const sum = standing.reduce((total, one) => total + (one.amperes[phase] ?? 0), 0);
    return Math.round(sum * 10) / 10;
  });
  const powerW = standing.reduce((total, one) => total + one.powerW, 0);
  return { power_w: powerW, amperes, cars: standing.length };
}

/** What the garage truly draws at this moment: in all and in each row, in W and in A on each phase of the grid. */
export function describeLoad(cpo: Cpo): object {
  const standing = openStaysOf(cpo).map(({ open }): Standing => {
    const evseUid = open.stay.place.evse.uid;
    const powerW = drawnW(open.stay.charge, offsetNow(cpo, open));
    return { evseUid, powerW, amperes: amperesOn(evseUid, powerW, phasesOf(open)) };
  });
  const inGarage = new Set(GARAGE_ROWS.flatMap(({ evseUids }) => evseUids));
  return {
    at: formatMillis(cpo.clock.nowMs()),
    ...sumOf(standing.filter(({ evseUid }) => inGarage.has(evseUid))),
    feeders: GARAGE_ROWS.map(({ row, evseUids }) => ({
      row,
      ...sumOf(standing.filter(({ evseUid }) => evseUids.includes(evseUid))),
    })),
  };
}
