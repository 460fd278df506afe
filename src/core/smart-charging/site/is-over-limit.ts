import type { Limit } from "./site-description";

/** A meter is believed to this share. */
const METER_ERROR = 0.01;

/** What a load is held against. */
export interface HeldLimit extends Limit {
  /** V between a phase and neutral. */
  readonly voltage: number;
}

/** The lower of a node's limits in W over all phases, its current taken as even on three; null: it has none. */
export function limitInW({ limitA, limitW, voltage }: HeldLimit): number | null {
  const currentW = limitA === null ? null : limitA * 3 * voltage;
  if (limitW === null || currentW === null) return limitW ?? currentW;
  return Math.min(limitW, currentW);
}

/** W that a load lies above a limit; 0 while it is within it, as far as a meter can tell. */
export function excessW(powerW: number, limit: HeldLimit): number {
  const most = limitInW(limit);
  if (most === null || powerW <= most * (1 + METER_ERROR)) return 0;
  return Math.round(powerW - most);
}
