import type { ProfileType } from "./charging-preferences";

/** A stretch of time in which nothing about price, carbon and available power changes. Epoch milliseconds. */
export interface ChargeSlot {
  readonly startMs: number;
  readonly endMs: number;
  /** W that the car can have then at most. A whole number. */
  readonly availableW: number;
  /** 10⁻⁶ of a currency for a kWh, as the driver pays it; null: not known. */
  readonly priceMicro: bigint | null;
  /** The market's, in any one currency; null: not known. */
  readonly marketMicro: bigint | null;
  /** 10⁻⁶ g CO₂e for a kWh; null: not known. */
  readonly carbonMicro: bigint | null;
}

/** One session to plan on its own. Its slots follow one another up to the departure. */
export interface ChargeProblem {
  readonly slots: readonly ChargeSlot[];
  /** W: below it the car takes nothing. */
  readonly minW: number;
  /** Wanted from the first slot on; null: as much as goes in. */
  readonly needWh: number | null;
  /** False: the slots end somewhere, and not when the car leaves. Then nothing is put off. */
  readonly isDepartureKnown: boolean;
  readonly style: ProfileType;
}

/** A power that holds for a while. Epoch milliseconds, W. */
export interface ChargeStretch {
  readonly startMs: number;
  readonly endMs: number;
  readonly powerW: number;
}

/** How a charge goes. */
export interface ChargeCourse {
  /** When and how it charges, in order of time; between them it stands still. */
  readonly stretches: readonly ChargeStretch[];
  /** Wh delivered by the end of the slots, rounded down to what was wanted. */
  readonly deliveredWh: number;
  /** Wh that will be missing; 0 where as much as goes in was wanted. */
  readonly shortfallWh: number;
  /** When it has what was wanted; null where it will not, or wants no certain energy. */
  readonly readyMs: number | null;
}

/** One Wh as W · ms: both are whole numbers, so that nothing is lost on the way. */
export const WH = 3_600_000;

/**
 * Plans one session by itself: as much of its need as fits before the departure, in the cheapest slots (CHEAP), the
 * cleanest (GREEN) or the first (FAST, REGULAR); of slots alike the cheaper, then the earlier. Each slot is used at
 * all the power it has, but for the last one that is needed: there it charges for as long as is missing. So power is
 * never between nothing and the least that the car takes, and no plan that delivers as much is cheaper (cleaner,
 * earlier): what one slot leaves over costs no more than what another is used for.
 */
export function planCharge(problem: ChargeProblem): ChargeCourse {
  const { slots, minW, needWh } = problem;
  const usable = slots.filter(
    ({ availableW, startMs, endMs }) => availableW > 0 && availableW >= minW && endMs > startMs,
  );
  let missing = needWh === null ? Infinity : needWh * WH;
  const used = new Map<ChargeSlot, number>();
  for (const slot of usable.toSorted((a, b) => comparePreference(problem, a, b))) {
    if (missing <= 0) break;
    const lengthMs = slot.endMs - slot.startMs;
    const takenMs = Math.min(lengthMs, Math.ceil(missing / slot.availableW));
    used.set(slot, takenMs);
    missing -= takenMs * slot.availableW;
  }
  const stretches = join(usable.flatMap((slot, index) => place(usable, used, index) ?? []));
  return courseOf(stretches, needWh);
}

/** The same charge without waiting: as much power as there is, from the first slot on. */
export function chargeAtOnce(problem: ChargeProblem): ChargeCourse {
  return planCharge({ ...problem, style: "FAST" });
}

function comparePreference(problem: ChargeProblem, a: ChargeSlot, b: ChargeSlot): number {
  const { style, isDepartureKnown } = problem;
  const byTime = a.startMs - b.startMs;
  if (!isDepartureKnown || style === "FAST" || style === "REGULAR") return byTime;
  const byPrice =
    compareKnown(a.priceMicro, b.priceMicro) || compareKnown(a.marketMicro, b.marketMicro);
  const byCarbon = compareKnown(a.carbonMicro, b.carbonMicro);
  return (style === "CHEAP" ? byPrice : byCarbon || byPrice) || byTime;
}

/** What is not known comes last. */
function compareKnown(a: bigint | null, b: bigint | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A slot that is used in part is used at the side where the charge goes on, else from its start. */
function place(
  slots: readonly ChargeSlot[],
  used: ReadonlyMap<ChargeSlot, number>,
  index: number,
): ChargeStretch | null {
  const slot = slots[index];
  const takenMs = slot && used.get(slot);
  if (!takenMs) return null;
  const { startMs, endMs, availableW: powerW } = slot;
  const [before, after] = [slots[index - 1], slots[index + 1]];
  const isAfter = after !== undefined && used.has(after) && after.startMs === endMs;
  const isBefore = before !== undefined && used.has(before) && before.endMs === startMs;
  return isAfter && !isBefore
    ? { startMs: endMs - takenMs, endMs, powerW }
    : { startMs, endMs: startMs + takenMs, powerW };
}

function join(stretches: readonly ChargeStretch[]): ChargeStretch[] {
  const joined: ChargeStretch[] = [];
  for (const one of stretches) {
    const last = joined.at(-1);
    if (last?.endMs === one.startMs && last.powerW === one.powerW) {
      joined[joined.length - 1] = { ...last, endMs: one.endMs };
    } else joined.push(one);
  }
  return joined;
}

function courseOf(stretches: readonly ChargeStretch[], needWh: number | null): ChargeCourse {
  const given = stretches.reduce((sum, one) => sum + energyOf(one), 0) / WH;
  const deliveredWh = Math.floor(needWh === null ? given : Math.min(given, needWh));
  const shortfallWh = needWh === null ? 0 : Math.max(0, Math.ceil(needWh) - deliveredWh);
  const readyMs = needWh !== null && shortfallWh === 0 ? (stretches.at(-1)?.endMs ?? null) : null;
  return { stretches, deliveredWh, shortfallWh, readyMs };
}

/** W · ms of a stretch. */
function energyOf({ startMs, endMs, powerW }: ChargeStretch): number {
  return (endMs - startMs) * powerW;
}

/** W · ms that a course delivers in each slot. */
export function energyBySlot(
  { stretches }: Pick<ChargeCourse, "stretches">,
  slots: readonly ChargeSlot[],
): readonly number[] {
  return slots.map((slot) =>
    stretches.reduce((sum, one) => {
      const lastedMs = Math.min(one.endMs, slot.endMs) - Math.max(one.startMs, slot.startMs);
      return lastedMs > 0 ? sum + lastedMs * one.powerW : sum;
    }, 0),
  );
}
