import type { PowerStep } from "./charge";
import { ceilToGrid } from "./instants";
import type { Ceiling } from "./limit-power";
import type { Demand } from "./demand";

/** How a station and the car at it follow a limit. */
export interface Following {
  rampUpWPerS: number;
  rampDownWPerS: number;
  /** Below this on a phase the car pauses (IEC 61851-1: 6 A). */
  minimumA: number;
  /** How long after a pause the car begins again. */
  resumeAfterS: number;
  /** By how much the station draws more than it should; negative: less. */
  driftPercent: number;
}

/** Where a curve is to be carried on. */
export interface Standing {
  fromS: number;
  drawnWs: number;
  powerW: number;
  /** When the car was to begin again, for one that stands still. */
  resumesAtS: number | null;
}

/** Stations look at what holds so often. */
const TICK_S = 3;
/** Nothing is looked at after a week. */
const HORIZON_S = 604_800;

interface Running extends Standing {
  atS: number;
}

function ceilingAt(ceilings: readonly Ceiling[], atS: number): number {
  return (
    ceilings.find(({ fromS, toS }) => atS >= fromS && atS < toS)?.limitA ?? Number.POSITIVE_INFINITY
  );
}

/** The next look after an offset, which is on a multiple of the tick. */
function nextTick(atS: number): number {
  return (Math.floor(atS / TICK_S) + 1) * TICK_S;
}

/** What the car should draw now: what it asks for under what it may, nothing where that is too little for it. */
function targetOf(at: Running, demand: Demand, limitA: number, following: Following): number {
  const askedW = demand.askedW(at.atS, at.drawnWs);
  if (limitA === Number.POSITIVE_INFINITY) return askedW;
  if (limitA < following.minimumA) return 0;
  const drift = 1 + following.driftPercent / 100;
  return Math.min(askedW, Math.round(limitA * drift * demand.phases * demand.phaseV));
}

/** The power of the next stretch: on its way to the target, and at zero while the car is yet to begin again. */
function stepTo(at: Running, targetW: number, following: Following): number {
  if (targetW === 0) {
    at.resumesAtS = null;
    return Math.max(0, at.powerW - following.rampDownWPerS * TICK_S);
  }
  if (at.powerW === 0) {
    at.resumesAtS ??= ceilToGrid(at.atS + following.resumeAfterS);
    if (at.atS < at.resumesAtS) return 0;
  }
  at.resumesAtS = null;
  const upW = at.powerW + following.rampUpWPerS * TICK_S;
  const downW = at.powerW - following.rampDownWPerS * TICK_S;
  return Math.round(Math.min(upW, Math.max(downW, targetW)));
}

/** Until when nothing changes: the next look, or later where the power is what it should be. */
function nextChange(
  at: Running,
  demand: Demand,
  ceilings: readonly Ceiling[],
  isSteady: boolean,
): number {
  const next = nextTick(at.atS);
  if (!isSteady) return at.powerW === 0 && at.resumesAtS !== null ? at.resumesAtS : next;
  const bounds = ceilings.flatMap(({ fromS, toS }) => [fromS, toS]).filter((s) => s > at.atS);
  const soon = Math.min(HORIZON_S, ...bounds, demand.changesAtS(at.atS, at.drawnWs, at.powerW));
  return Math.max(next, Math.ceil(soon / TICK_S) * TICK_S);
}

/**
 * The curve from where the car stands until it has what it needs, or for ever; and the offset, on the grid, after which it
 * asks for nothing, if that comes. Every stretch at zero ends on the grid.
 */
export function drawPower(
  standing: Standing,
  demand: Demand,
  ceilings: readonly Ceiling[],
  following: Following,
): { curve: PowerStep[]; fullAfterS: number | null } {
  const at: Running = { ...standing, atS: standing.fromS };
  const curve: PowerStep[] = [];
  while (at.atS < HORIZON_S) {
    if (at.drawnWs >= demand.needWs) {
      const fullAfterS = ceilToGrid(at.atS);
      return { curve: [...curve, { untilS: fullAfterS, powerW: 0 }], fullAfterS };
    }
    const targetW = targetOf(at, demand, ceilingAt(ceilings, at.atS), following);
    at.powerW = stepTo(at, targetW, following);
    let untilS = nextChange(at, demand, ceilings, at.powerW === targetW);
    if (at.powerW > 0) {
      untilS = Math.min(untilS, at.atS + Math.ceil((demand.needWs - at.drawnWs) / at.powerW));
    }
    at.drawnWs += (untilS - at.atS) * at.powerW;
    at.atS = untilS;
    const last = curve.at(-1);
    if (last?.powerW === at.powerW) last.untilS = untilS;
    else curve.push({ untilS, powerW: at.powerW });
  }
  return { curve, fullAfterS: null };
}
